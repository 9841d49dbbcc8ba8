// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! Which file a path leads to. SQLite goes on writing into a file that somebody deleted.
struct FileIdentity
{
    std::uint64_t device = 0;
    std::uint64_t number = 0;

    //! None when there is no file.
    static std::optional<FileIdentity> of(const QString &path);

    friend bool operator==(const FileIdentity &, const FileIdentity &) = default;
};

} // namespace Breakwater
