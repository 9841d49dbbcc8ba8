// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <array>
#include <cstdint>

namespace Breakwater {

//! Outcomes of the last `length` of monotonic time, in ten slices that fall out one after the
//! other.
//!
//! Pure: the caller passes `now`, which must not go back. Fixed memory.
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

    void recordSuccess(MonotonicTime now, bool slow = false);
    void recordFailure(MonotonicTime now, bool slow = false);
    Totals totals(MonotonicTime now);
    void clear();

private:
    static constexpr int sliceCount = 10;
    struct Slice
    {
        std::int64_t number = -1; //!< which slice of all time this one holds
        Totals totals;
    };

    Slice &sliceAt(MonotonicTime now);

    const Duration m_sliceLength;
    std::array<Slice, sliceCount> m_slices{};
};

} // namespace Breakwater
