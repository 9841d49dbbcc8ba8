// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <array>
#include <cstdint>

namespace Breakwater {

//! Outcomes of the last `length` of monotonic time, in ten slices that fall out one after the
//! other: what is seen reaches back between 0.9 and 1.0 of the length.
//!
//! Pure: the caller passes `now`. A time before the newest one counts as the newest. Fixed memory;
//! recording and reading are O(1).
class SlidingWindow final
{
public:
    struct Totals
    {
        std::uint64_t successes = 0;
        std::uint64_t failures = 0;
        std::uint64_t slow = 0; //!< of either outcome

        std::uint64_t calls() const { return successes + failures; }
        //! Failures among calls, 0..1; 0 when there were no calls.
        double failureRate() const;
        double slowRate() const;
    };

    explicit SlidingWindow(Duration length);

    void recordSuccess(MonotonicTime now, bool slow = false)
    {
        moveTo(now);
        ++m_newest.successes;
        m_newest.slow += slow;
    }
    void recordFailure(MonotonicTime now, bool slow = false)
    {
        moveTo(now);
        ++m_newest.failures;
        m_newest.slow += slow;
    }
    Totals totals(MonotonicTime now)
    {
        moveTo(now);
        return latest();
    }
    //! As of the latest call above.
    Totals latest() const { return plus(m_older, m_newest); }
    void clear();

private:
    static constexpr std::size_t olderCount = 9;

    void moveTo(MonotonicTime now)
    {
        if (now >= m_newestEnds) [[unlikely]]
            startSlice(now);
    }
    void startSlice(MonotonicTime now);
    static Totals plus(const Totals &totals, const Totals &more)
    {
        return {totals.successes + more.successes, totals.failures + more.failures,
                totals.slow + more.slow};
    }

    // What recording touches comes first, within a cache line.
    MonotonicTime m_newestEnds{};
    Totals m_newest;
    Totals m_older; //!< all of m_slices together
    Duration m_sliceLength;
    std::array<Totals, olderCount> m_slices{}; //!< those before the newest, as a ring
    std::size_t m_oldest = 0;
};

} // namespace Breakwater
