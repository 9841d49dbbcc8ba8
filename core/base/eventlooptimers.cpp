// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/eventlooptimers.h>

#include <algorithm>

namespace Breakwater {

class EventLoopTimers::QueuedTimer final : public Timer, public TimerQueue::Entry
{
public:
    QueuedTimer(std::shared_ptr<EventLoopTimers> timers, std::function<void()> callback)
        : m_timers(std::move(timers)), m_callback(std::move(callback))
    { }
    ~QueuedTimer() override { stop(); }

    void startAt(MonotonicTime due) override { m_timers->put(*this, due); }
    void stop() override { m_timers->m_queue.remove(*this); }
    bool isActive() const override { return TimerQueue::isIn(*this); }

    void fire() const
    {
        const auto callback = m_callback; // it may destroy this timer
        callback();
    }

private:
    const std::shared_ptr<EventLoopTimers> m_timers;
    const std::function<void()> m_callback;
};

std::unique_ptr<Timer> EventLoopTimers::createTimer(std::function<void()> callback)
{
    return std::make_unique<QueuedTimer>(shared_from_this(), std::move(callback));
}

void EventLoopTimers::put(QueuedTimer &timer, MonotonicTime due)
{
    m_queue.put(timer, due);
    arm();
}

void EventLoopTimers::arm()
{
    const auto first = m_queue.earliest();
    if (!first || (m_alarm.isActive() && m_alarmAt <= *first))
        return;
    const MonotonicTime now = m_time.now();
    const bool isDue = *first <= now;
    // Rounded up: an alarm that comes early would find nothing due and have to come again.
    constexpr std::chrono::milliseconds longest = std::chrono::hours(24);
    const auto wait = isDue ? std::chrono::milliseconds(0)
                            : std::chrono::ceil<std::chrono::milliseconds>(*first - now);
    m_alarm.start(static_cast<int>(std::min(wait, longest).count()), Qt::PreciseTimer, this);
    m_alarmAt = isDue ? MonotonicTime::min() : *first; // none can be sooner than at once
}

void EventLoopTimers::timerEvent(QTimerEvent *)
{
    const auto keptAlive = shared_from_this(); // the callbacks may destroy every timer
    m_alarm.stop();
    const MonotonicTime now = m_time.now();
    const TimerQueue::Round round = m_queue.beginRound(now);
    while (TimerQueue::Entry *next = m_queue.takeNext(round)) {
        arm(); // for the others, in case the callback runs an event loop
        static_cast<QueuedTimer *>(next)->fire();
    }
    const auto first = m_queue.earliest();
    if (m_alarmAt <= now && (!first || *first > now))
        m_alarm.stop(); // whoever it was for has fired
    arm();
}

} // namespace Breakwater
