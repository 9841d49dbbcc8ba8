// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/config/keyvalue.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <vector>

namespace Breakwater {

//! One line of a configuration file that sets something.
struct FileEntry
{
    QString id; //!< as written: "queue.max_messages"
    RawValue value;
    int line = 0;
};

//! The file's bytes: it must be a regular file of at most 1 MiB.
Expected<QByteArray> readConfigFile(const QString &path);
//! TOML into entries, in the order of their lines; `name` stands for the file in messages. Knows
//! nothing about which keys there are, apart from sections being tables.
Expected<std::vector<FileEntry>> parseConfigFile(const QByteArray &toml, const QString &name);

} // namespace Breakwater
