// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/diskreserve.h>

#include <QtCore/QFile>

#include <algorithm>
#include <array>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace Breakwater {

namespace {

//! Of the directory's entry itself: where a link leads is not ours to judge.
std::optional<struct stat> entryAt(const QByteArray &path)
{
    struct stat info
    { };
    return ::lstat(path.constData(), &info) == 0 ? std::optional(info) : std::nullopt;
}

bool isAllZero(int file, std::int64_t bytes)
{
    std::array<char, 65536> part{};
    for (std::int64_t at = 0; at < bytes;) {
        const ssize_t got = ::pread(file, part.data(), part.size(), at);
        if (got <= 0 || std::any_of(part.data(), part.data() + got, [](char c) { return c != 0; }))
            return false;
        at += got;
    }
    return true;
}

} // namespace

bool DiskReserve::take()
{
    if (m_isHeld || m_bytes == 0)
        return m_isHeld = true;
    const auto there = entryAt(QFile::encodeName(m_path));
    const bool mayBeOurs = there && S_ISREG(there->st_mode);
    const std::optional<int> file = !there ? makeFile() : mayBeOurs ? findOurs() : std::nullopt;
    m_isBlocked = there && !file;
    if (!file)
        return false;
    m_isHeld = fill(*file);
    ::close(*file);
    if (!m_isHeld)
        QFile::remove(m_path); // a part of it may have been had
    return m_isHeld;
}

void DiskReserve::giveUp()
{
    const auto there = entryAt(QFile::encodeName(m_path));
    if (m_isHeld && there && m_identity == FileIdentity{there->st_dev, there->st_ino})
        QFile::remove(m_path);
    m_isHeld = false;
    m_identity.reset();
}

std::optional<int> DiskReserve::makeFile() const
{
    const int file = ::open(QFile::encodeName(m_path).constData(),
                            O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    return file >= 0 ? std::optional(file) : std::nullopt;
}

std::optional<int> DiskReserve::findOurs() const
{
    const int file = ::open(QFile::encodeName(m_path).constData(),
                            O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file >= 0 && isOurs(file))
        return file;
    if (file >= 0)
        ::close(file);
    return std::nullopt;
}

bool DiskReserve::isOurs(int file) const
{
    struct stat info
    { };
    return ::fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size == m_bytes
        && isAllZero(file, m_bytes);
}

//! The size first: cut off in between, it can still be known for ours.
bool DiskReserve::fill(int file)
{
    struct stat info
    { };
    if (::ftruncate(file, m_bytes) != 0 || ::posix_fallocate(file, 0, m_bytes) != 0
        || ::fstat(file, &info) != 0)
        return false;
    m_identity = FileIdentity{info.st_dev, info.st_ino};
    return true;
}

} // namespace Breakwater
