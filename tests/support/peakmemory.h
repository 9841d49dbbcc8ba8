// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QFile>

namespace Breakwater::Test {

inline constexpr qint64 mebibyte = 1024 * 1024;

//! A line of /proc/self/status, in bytes; 0 when there is none.
inline qint64 processMemory(const QByteArray &name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith(name + ':'))
            return line.mid(name.size() + 1).simplified().split(' ').front().toLongLong() * 1024;
    }
    return 0;
}

//! How far the resident memory rose above what it was, even if it fell again since. Hostile peers
//! live in this process too: what they hold counts.
class PeakMemory final
{
public:
    PeakMemory()
    {
        QFile reset(QStringLiteral("/proc/self/clear_refs"));
        if (reset.open(QIODevice::WriteOnly))
            reset.write("5"); // VmHWM starts afresh
        reset.close();
        m_before = processMemory("VmRSS");
    }
    bool staysBelow(qint64 allowed) const
    {
        const qint64 grown = processMemory("VmHWM") - m_before;
        qInfo("The memory grew by %lld KiB of %lld KiB.", grown / 1024, allowed / 1024);
#ifdef __SANITIZE_ADDRESS__
        return true; // it keeps back what was freed
#else
        return m_before > 0 && grown < allowed;
#endif
    }

private:
    qint64 m_before = 0;
};

} // namespace Breakwater::Test
