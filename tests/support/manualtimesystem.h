// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

#include <cstdint>
#include <map>

namespace Breakwater::Test {

//! Time that moves only when told to, and fires due timers in the order of (time, start).
class ManualTimeSystem final : public TimeSystem
{
public:
    ManualTimeSystem();

    MonotonicTime now() const override { return m_now; }
    WallTime wallNow() const override { return m_wall; }
    Duration asleep() const override { return m_asleep; }
    std::unique_ptr<Timer> createTimer(std::function<void()> callback) override;

    //! Moves both clocks on, stopping at every due timer. Fails the test (Q_ASSERT) after a million
    //! timers in one call.
    void advance(Duration by);
    //! Fires what is due now, without moving time.
    void fireDue() { advance(Duration::zero()); }
    //! The wall clock alone jumps, as when somebody sets it.
    void stepWallClock(Duration by);
    //! The machine sleeps: the wall clock goes on, the monotonic one and its timers stand still.
    void sleepFor(Duration time);
    //! This process is stopped for so long (SIGSTOP): time goes on, and what fell due fires late,
    //! after `first` (what the event loop reads before it looks at timers).
    void stall(Duration time, const std::function<void()> &first = {});
    //! How many timers are running.
    int activeTimers() const { return static_cast<int>(m_due.size()); }

private:
    class ManualTimer;
    using Key = std::pair<MonotonicTime, std::uint64_t>;

    MonotonicTime m_now;
    WallTime m_wall;
    Duration m_asleep{};
    std::uint64_t m_starts = 0;
    std::map<Key, ManualTimer *> m_due;
};

} // namespace Breakwater::Test
