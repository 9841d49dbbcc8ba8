// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/sparsebuckets.h>

#include <array>
#include <cstdint>
#include <optional>

namespace Breakwater {

//! Log-linear histogram of durations: fixed memory (at most 8 KiB), mergeable, at most 1 % relative
//! error from 1 µs to 1 h.
//!
//! The scheme is HdrHistogram's (Gil Tene, hdrhistogram.org) with 64 linear steps per power of two
//! of nanoseconds. What is shorter than 1 µs counts as 1 µs, what is longer than 1 h as 1 h; `max`
//! and the mean stay exact. Nothing here allocates.
//!
//! Bucket counts are 32 bit to fit. When their sum would pass that (after a day at 50 000 a second)
//! all are halved: from then on older recordings weigh less in the quantiles. `count()`, the mean
//! and `max` stay exact.
class LatencyHistogram final
{
public:
    void record(Duration value) { record(value, 1); }
    void record(Duration value, std::uint32_t times);
    void merge(const LatencyHistogram &other);
    void merge(const SparseBuckets &other);
    void clear() { *this = {}; }

    std::uint64_t count() const { return m_totals.count; }
    bool isEmpty() const { return m_totals.count == 0; }
    //! Of all recordings; at most what a Duration can hold.
    Duration sum() const { return m_totals.sumAsDuration(); }
    //! The value at or below which `quantile` (0..1) of the recordings lie; none when empty.
    std::optional<Duration> valueAt(double quantile) const;
    LatencySummary summary() const;
    //! The same, as few bytes: merged into an empty one, it is this one again.
    SparseBuckets sparse() const;

    static constexpr Duration lowest = std::chrono::microseconds(1);
    static constexpr Duration highest = std::chrono::hours(1);
    //! 3 for the top of octave 9 (1000 … 1023 ns), 31 octaves of 64, 41 of octave 41 up to 1 h.
    static constexpr int bucketCount = 3 + 31 * 64 + 41;
    //! Bucket of a value, and the middle of a bucket: what a sparse form on the wire is made of.
    static int bucketOf(Duration value);
    static Duration middleOf(int bucket);
    std::uint32_t countIn(int bucket) const { return m_counts[static_cast<std::size_t>(bucket)]; }

private:
    void halve();

    std::array<std::uint32_t, bucketCount> m_counts{};
    std::uint32_t m_weight = 0; //!< sum of m_counts
    HistogramTotals m_totals;
};

static_assert(sizeof(LatencyHistogram) <= 8 * 1024);

} // namespace Breakwater
