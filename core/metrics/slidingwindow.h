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

    void recordSuccess(MonotonicTime now, bool slow = false) { add(now, {1, 0, slow}); }
    void recordFailure(MonotonicTime now, bool slow = false) { add(now, {0, 1, slow}); }
    Totals totals(MonotonicTime now)
    {
        moveTo(now);
        return m_totals;
    }
    //! As of the latest call above.
    const Totals &latest() const { return m_totals; }
    void clear();

private:
    static constexpr std::size_t sliceCount = 10;

    void add(MonotonicTime now, const Totals &outcome)
    {
        moveTo(now);
        plus(m_slices[m_newest], outcome);
        plus(m_totals, outcome);
    }
    void moveTo(MonotonicTime now)
    {
        if (now >= m_newestEnds)
            dropSlices(now);
    }
    void dropSlices(MonotonicTime now);
    static void plus(Totals &totals, const Totals &more);

    Duration m_sliceLength;
    MonotonicTime m_newestEnds{};
    std::size_t m_newest = 0;
    Totals m_totals;
    std::array<Totals, sliceCount> m_slices{};
};

inline void SlidingWindow::plus(Totals &totals, const Totals &more)
{
    totals.successes += more.successes;
    totals.failures += more.failures;
    totals.slow += more.slow;
}

} // namespace Breakwater
