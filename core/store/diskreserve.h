// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QString>

#include <cstdint>

namespace Breakwater {

//! A file of nothing that keeps space on a disk. Given up when the disk is full, so that what
//! frees space, and so needs some first, can still be written.
class DiskReserve final
{
public:
    DiskReserve(const QString &path, std::int64_t bytes) : m_path(path), m_bytes(bytes) { }

    bool isHeld() const { return m_isHeld; }
    //! False when there is not enough space (or the file cannot be made).
    bool take();
    void giveUp();

private:
    const QString m_path;
    const std::int64_t m_bytes;
    bool m_isHeld = false;
};

} // namespace Breakwater
