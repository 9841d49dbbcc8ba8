// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <benchmarks/support/measurements.h>

#include <tests/support/manualtimesystem.h>

#include <algorithm>

namespace Breakwater::Bench {

//! Time that moves only when told to, and takes down how long the work of timers really took: each
//! callback holds up everything else on the worker thread for so long.
class TimedTime final : public TimeSystem
{
public:
    MonotonicTime now() const override { return m_time.now(); }
    WallTime wallNow() const override { return m_time.wallNow(); }
    std::unique_ptr<Timer> createTimer(std::function<void()> callback) override
    {
        return m_time.createTimer([this, callback = std::move(callback)] {
            const double before = threadNanoseconds();
            callback();
            const double took = threadNanoseconds() - before;
            m_longest = std::max(m_longest, took);
            m_sum += took;
            m_callbacks += 1;
        });
    }

    void advance(Duration by) { m_time.advance(by); }
    void forget() { m_longest = m_sum = m_callbacks = 0; }
    //! In ns since forget().
    double longest() const { return m_longest; }
    double sum() const { return m_sum; }
    double callbacks() const { return m_callbacks; }

private:
    Test::ManualTimeSystem m_time;
    double m_longest = 0;
    double m_sum = 0;
    double m_callbacks = 0;
};

} // namespace Breakwater::Bench
