// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace Breakwater::Simulation {

//! Both clocks, the core's timers, and what the world does, in one order of (time, sequence).
//!
//! Time moves only from one happening to the next, so that a run of minutes takes a millisecond.
class SimTime final : public TimeSystem
{
public:
    using Happening = std::function<void()>;

    SimTime();

    MonotonicTime now() const override { return m_now; }
    WallTime wallNow() const override;
    Duration asleep() const override { return m_asleep; }
    std::unique_ptr<Timer> createTimer(std::function<void()> callback) override;

    //! The world does something then; at once, but not from within this call, when that is past.
    void at(MonotonicTime due, Happening what);
    void after(Duration delay, Happening what) { at(m_now + delay, std::move(what)); }

    //! When the next thing happens, which may be past after a stall; none when nothing is ahead.
    std::optional<MonotonicTime> nextDue();
    //! Lets the next thing happen, at its time. There must be one.
    void runNext();

    //! Who goes first when a stalled process runs again.
    enum class First : std::uint8_t { InOrder, Timers, World };
    //! The process is held up: time passes and nothing runs; then everything is late.
    void stall(Duration length, First first);
    //! The wall clock alone jumps, as when somebody sets it, or while the machine sleeps.
    void stepWallClock(Duration by) { m_wallOffset += by; }
    //! The machine sleeps: only the wall clock notices.
    void sleep(Duration length)
    {
        m_asleep += length;
        m_wallOffset += length;
    }
    //! How many of the core's timers are running.
    int activeTimers() const { return m_activeTimers; }

private:
    class SimTimer;
    static constexpr std::uint32_t none = ~std::uint32_t(0);
    struct Entry
    {
        MonotonicTime due{};
        std::uint64_t sequence = 0;
        std::uint32_t timer = none; //!< slot of the timer; none: a happening of the world
        std::uint32_t happening = none;
    };
    struct TimerSlot
    {
        SimTimer *timer = nullptr;
        std::uint64_t armed = 0; //!< sequence of the valid entry; 0 while stopped
    };

    void push(Entry entry);
    Entry pop();
    bool isStale(const Entry &entry) const;
    void renumber(std::vector<Entry> &late);

    MonotonicTime m_now;
    Duration m_wallOffset;
    Duration m_asleep{};
    std::uint64_t m_sequence = 0;
    int m_activeTimers = 0;
    std::vector<Entry> m_heap;
    std::vector<TimerSlot> m_timers;
    std::vector<Happening> m_happenings;
    std::vector<std::uint32_t> m_freeHappenings;
};

} // namespace Breakwater::Simulation
