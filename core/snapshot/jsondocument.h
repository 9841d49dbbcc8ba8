// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>

namespace Breakwater {

//! A JSON object from somebody else. Size and depth are judged before anything is parsed; `what`
//! begins the sentence of the error: "The frame".
Expected<QJsonObject> readJsonObject(const QByteArray &utf8, qsizetype mostBytes,
                                     const QString &what);
inline constexpr int deepestJson = 32;

} // namespace Breakwater
