// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/fileidentity.h>

#include <QtCore/QString>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! A file of nothing that keeps space on a disk. Given up when the disk is full, so that what
//! frees space, and so needs some first, can still be written.
//!
//! Never touches a file that is not its own: a regular file of exactly these bytes, all zero, is
//! what an earlier run left and is used again; anything else at that path stays as it is.
class DiskReserve final
{
public:
    DiskReserve(const QString &path, std::int64_t bytes) : m_path(path), m_bytes(bytes) { }

    bool isHeld() const { return m_isHeld; }
    //! False when there is not enough space, the file cannot be made, or something else is in its
    //! place.
    bool take();
    //! After take(): what lies at the path is not ours; no reserve can be had.
    bool isBlocked() const { return m_isBlocked; }
    //! Removes the file, unless another has come into its place.
    void giveUp();

private:
    //! A file descriptor; none when it cannot be had.
    std::optional<int> makeFile() const;
    std::optional<int> findOurs() const;
    bool isOurs(int file) const;
    bool fill(int file);

    const QString m_path;
    const std::int64_t m_bytes;
    bool m_isHeld = false;
    bool m_isBlocked = false;
    std::optional<FileIdentity> m_identity; //!< of what we hold
};

} // namespace Breakwater
