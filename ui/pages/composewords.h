// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/engine/command.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

//! What composing, sending and receiving say in words.
namespace Breakwater::Ui::ComposeWords {

//! "accepted as #12", "rejected: the queue is full".
QString answer(const SendOutcome &outcome);
//! Bytes from hexadecimal digits, with blanks or colons between bytes or none; else one sentence
//! that says what is wrong where.
Expected<QByteArray, QString> fromHex(const QString &text);
//! Sixteen bytes a line, in hexadecimal.
QString toHex(const QByteArray &bytes);

} // namespace Breakwater::Ui::ComposeWords
