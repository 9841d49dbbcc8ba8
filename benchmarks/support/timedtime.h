// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/support/measurements.h>

#include <core/base/realtimesystem.h>

#include <tests/support/manualtimesystem.h>

#include <algorithm>
#include <optional>

namespace Breakwater::Bench {

//! Time that moves when told to, and with what the work of timers really takes: each callback holds
//! up everything else on the worker thread for so long. That is taken down.
class TimedTime final : public TimeSystem
{
public:
    MonotonicTime now() const override { return m_time.now() + worked(); }
    WallTime wallNow() const override { return m_time.wallNow(); }
    std::unique_ptr<Timer> createTimer(std::function<void()> callback) override
    {
        return std::make_unique<TimedTimer>(*this, std::move(callback));
    }

    void advance(Duration by) { m_time.advance(by); }
    void forget() { m_longest = m_sum = m_callbacks = 0; }
    //! In ns since forget().
    double longest() const { return m_longest; }
    double sum() const { return m_sum; }
    double callbacks() const { return m_callbacks; }

private:
    class TimedTimer final : public Timer
    {
    public:
        TimedTimer(TimedTime &system, std::function<void()> callback)
            : m_system(system), m_timer(system.m_time.createTimer(
                                    [this, work = std::move(callback)] { m_system.run(work); }))
        { }
        void startAt(MonotonicTime due) override { m_timer->startAt(due - m_system.worked()); }
        void stop() override { m_timer->stop(); }
        bool isActive() const override { return m_timer->isActive(); }

    private:
        TimedTime &m_system;
        std::unique_ptr<Timer> m_timer;
    };

    //! So far, the present callback too. By the clock that a real system reads, as dear as there.
    Duration worked() const
    {
        return m_workedBefore + (m_began ? m_real.now() - *m_began : Duration::zero());
    }
    void run(const std::function<void()> &work)
    {
        m_began = m_real.now();
        const double before = threadNanoseconds();
        work();
        const double took = threadNanoseconds() - before;
        m_workedBefore = worked();
        m_began.reset();
        m_longest = std::max(m_longest, took);
        m_sum += took;
        m_callbacks += 1;
    }

    Test::ManualTimeSystem m_time;
    RealTimeSystem m_real;
    Duration m_workedBefore{};
    std::optional<MonotonicTime> m_began; //!< the present callback
    double m_longest = 0;
    double m_sum = 0;
    double m_callbacks = 0;
};

} // namespace Breakwater::Bench
