// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace Breakwater {

struct TokenFile
{
    QByteArray token;
    QString warning; //!< that others may read it, or that it is short; empty when all is well
};

//! The token in a file: its only line, spaces around it cut off. An error names the file and what
//! is wrong, never what is in it.
Expected<TokenFile> readTokenFile(const QString &path);

} // namespace Breakwater
