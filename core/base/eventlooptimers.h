// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timerqueue.h>
#include <core/base/timesystem.h>

#include <QtCore/QBasicTimer>
#include <QtCore/QObject>

#include <functional>
#include <memory>

namespace Breakwater {

//! Timers of one thread, all of them driven by a single one of Qt's, precise to a millisecond and
//! never early. Qt's own stand in one sorted list, where thousands that are restarted all the time
//! take their time (decision 0034).
//!
//! What is due fires in one go, the earliest first; what is started meanwhile waits for the event
//! loop's next round. A callback may start, stop and destroy any timer, and run an event loop.
//! Lives on the thread that made it, and as long as one of its timers.
class EventLoopTimers final : public QObject, public std::enable_shared_from_this<EventLoopTimers>
{
public:
    //! `time` must outlive it.
    explicit EventLoopTimers(const TimeSystem &time) : m_time(time) { }

    std::unique_ptr<Timer> createTimer(std::function<void()> callback);

private:
    class QueuedTimer;

    void timerEvent(QTimerEvent *event) override;
    void put(QueuedTimer &timer, MonotonicTime due);
    //! Has Qt wake us when the first is due, unless it does so sooner anyway: to be woken for
    //! nothing is cheaper than to restart Qt's timer each time that somebody changes his mind.
    void arm();

    const TimeSystem &m_time;
    TimerQueue m_queue;
    QBasicTimer m_alarm;
    MonotonicTime m_alarmAt; //!< while it is active
};

} // namespace Breakwater
