// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/endreason.h>
#include <core/base/timesystem.h>
#include <core/config/stabilityconfig.h>
#include <core/net/socketinside.h>

#include <QtCore/QObject>

#include <cstdint>
#include <memory>

class QWebSocket;

namespace Breakwater {

//! Bounds what a peer can make one QWebSocket hold. Left alone, QWebSocket lets a hostile server
//! grow us by a gigabyte in three seconds: by huge frames, endless fragments, empty ones too, by
//! headers without end, and by pings whose pongs it does not read.
class MemoryGuard final : public QObject
{
    Q_OBJECT

public:
    //! Sets the limits that QWebSocket has itself. `socket` must outlive this.
    MemoryGuard(QWebSocket &socket, const StabilityConfig::Limits &limits, TimeSystem &time);

    //! To be called after QWebSocket::open() or for an accepted socket: its inside exists now.
    void watchInside();
    //! To be called after we sent something: that many of the bytes that wait now are our own
    //! doing.
    void noteSent(std::int64_t bytes);

Q_SIGNALS:
    //! From within QWebSocket's signals: abort it at once, but do not delete it.
    void exceeded(Breakwater::EndKind kind, const QString &sentence);

private:
    void watchBacklog() { judge(m_backlog.bytes()); }
    void judge(std::int64_t backlog);
    void onFrame(bool isLast);
    void onBytesArrived();
    void onWatchdog();
    void sayNotReading();

    QWebSocket &m_socket;
    const BacklogGauge m_backlog;
    const StabilityConfig::Limits m_limits;
    TimeSystem &m_time;
    const std::unique_ptr<Timer> m_watchdog; //!< runs only while too much is waiting to be sent
    std::int64_t m_ownBacklog = 0; //!< at most so much of what is waiting is ours, not pongs
    int m_unfinishedFrames = 0;    //!< of the message that is arriving
};

} // namespace Breakwater
