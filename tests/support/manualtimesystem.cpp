// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/manualtimesystem.h>

#include <QtCore/QtGlobal>

#include <optional>

namespace Breakwater::Test {

class ManualTimeSystem::ManualTimer final : public Timer
{
public:
    ManualTimer(ManualTimeSystem &system, std::function<void()> callback)
        : m_system(system), m_callback(std::move(callback))
    { }
    ~ManualTimer() override { stop(); }

    void startAt(MonotonicTime due) override
    {
        stop();
        m_key = Key(due, m_system.m_starts++);
        m_system.m_due.emplace(*m_key, this);
    }
    void stop() override
    {
        if (m_key)
            m_system.m_due.erase(*m_key);
        m_key.reset();
    }
    bool isActive() const override { return m_key.has_value(); }

    void fire()
    {
        stop();
        const auto callback = m_callback; // it may destroy this timer
        callback();
    }

private:
    ManualTimeSystem &m_system;
    std::function<void()> m_callback;
    std::optional<Key> m_key;
};

ManualTimeSystem::ManualTimeSystem()
    : m_now(std::chrono::hours(1)), m_wall(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1))
{ }

std::unique_ptr<Timer> ManualTimeSystem::createTimer(std::function<void()> callback)
{
    return std::make_unique<ManualTimer>(*this, std::move(callback));
}

void ManualTimeSystem::advance(Duration by)
{
    const MonotonicTime end = m_now + by;
    const auto wallOffset = m_wall.time_since_epoch() - m_now.time_since_epoch();
    const auto moveTo = [&](MonotonicTime time) {
        m_now = std::max(m_now, time);
        m_wall = WallTime(
            std::chrono::floor<std::chrono::milliseconds>(m_now.time_since_epoch() + wallOffset));
    };
    for (int fired = 0; !m_due.empty() && m_due.begin()->first.first <= end; ++fired) {
        Q_ASSERT_X(fired < 1'000'000, "ManualTimeSystem", "timers restart without end");
        moveTo(m_due.begin()->first.first);
        m_due.begin()->second->fire();
    }
    moveTo(end);
}

void ManualTimeSystem::stall(Duration time, const std::function<void()> &first)
{
    m_now += time;
    m_wall += std::chrono::floor<std::chrono::milliseconds>(time);
    if (first)
        first();
    fireDue();
}

void ManualTimeSystem::stepWallClock(Duration by)
{
    m_wall += std::chrono::floor<std::chrono::milliseconds>(by);
}

void ManualTimeSystem::sleepFor(Duration time)
{
    stepWallClock(time);
    m_asleep += time;
}

} // namespace Breakwater::Test
