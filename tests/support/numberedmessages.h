// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArrayList>
#include <QtCore/QString>

namespace Breakwater::Test {

//! A message that can be told from all others: JSON text with its sender and its number, and with
//! an "id" of both.
QByteArray numberedMessage(const QString &sender, int number);

//! Whose it is; empty when it is no numbered message.
QString senderOf(const QByteArray &message);

//! A sentence unless `arrived` is the sender's messages `first` to `last`, each once and in order,
//! and nothing else: which are missing, doubled, foreign, or late.
QString arrivalFault(const QByteArrayList &arrived, const QString &sender, int first, int last);

} // namespace Breakwater::Test
