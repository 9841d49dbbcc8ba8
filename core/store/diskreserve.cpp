// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/diskreserve.h>

#include <QtCore/QFile>

#include <fcntl.h>

namespace Breakwater {

bool DiskReserve::take()
{
    if (m_isHeld || m_bytes == 0)
        return m_isHeld = true;
    QFile::remove(m_path); // of an earlier run; a link that somebody put there is not followed
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly,
                   QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return false;
    m_isHeld = ::posix_fallocate(file.handle(), 0, m_bytes) == 0;
    if (!m_isHeld)
        file.remove(); // a part of it may have been had
    return m_isHeld;
}

void DiskReserve::giveUp()
{
    if (m_isHeld)
        QFile::remove(m_path);
    m_isHeld = false;
}

} // namespace Breakwater
