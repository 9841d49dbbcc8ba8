// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/fileidentity.h>

#include <QtCore/QFile>

#include <sys/stat.h>

namespace Breakwater {

std::optional<FileIdentity> FileIdentity::of(const QString &path)
{
    struct stat info
    { };
    if (::stat(QFile::encodeName(path).constData(), &info) != 0)
        return std::nullopt;
    return FileIdentity{info.st_dev, info.st_ino};
}

} // namespace Breakwater
