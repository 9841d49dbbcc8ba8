// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/sparsebuckets.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <limits>
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
    void record(Duration value, std::uint32_t times = 1);
    void merge(const LatencyHistogram &other);
    void merge(const SparseBuckets &other);
    void clear();

    std::uint64_t count() const { return m_totals.count; }
    bool isEmpty() const { return m_totals.count == 0; }
    const HistogramTotals &totals() const { return m_totals; }
    //! Of all recordings; at most what a Duration can hold.
    Duration sum() const { return m_totals.sumAsDuration(); }
    //! The value at or below which `quantile` (0..1) of the recordings lie; none when empty.
    std::optional<Duration> valueAt(double quantile) const;
    LatencySummary summary() const;
    //! The same, as few bytes: merged into an empty one, it is this one again.
    SparseBuckets sparse() const;

    static constexpr int stepBits = 6; //!< half a step is at most 1/128 of the value
    static constexpr Duration lowest = std::chrono::microseconds(1);
    static constexpr Duration highest = std::chrono::hours(1);
    //! 3 for the top of octave 9 (1000 … 1023 ns), 31 octaves of 64, 41 of octave 41 up to 1 h.
    static constexpr int bucketCount = 3 + 31 * 64 + 41;
    //! Bucket of a value, and the middle of a bucket: what a sparse form on the wire is made of.
    static constexpr int bucketOf(Duration value);
    static constexpr Duration middleOf(int bucket);
    std::uint32_t countIn(int bucket) const { return m_counts[static_cast<std::size_t>(bucket)]; }

private:
    class Walk;

    //! Few of these hold anything, and only they are looked at.
    static constexpr int blockBits = 6;
    static constexpr int blockSize = 1 << blockBits;
    static constexpr std::uint32_t mostWeight = std::numeric_limits<std::uint32_t>::max();

    //! Octave and step in one number that rises with the value, without gaps.
    static constexpr int rawBucketOf(std::uint64_t nanoseconds)
    {
        const int shift = std::bit_width(nanoseconds) - 1 - stepBits;
        return (shift << stepBits) + static_cast<int>(nanoseconds >> shift);
    }
    void add(int bucket, std::uint32_t times)
    {
        m_counts[static_cast<std::size_t>(bucket)] += times;
        m_filled |= 1U << (bucket >> blockBits);
    }
    //! `visit(first, count)` for each block that may hold something, in order.
    template <class Visit> void forEachBlock(Visit visit) const;
    void recordRare(Duration value, std::uint32_t times);
    void halve();

    std::array<std::uint32_t, bucketCount> m_counts{};
    std::uint32_t m_filled = 0; //!< a bit for each block that may hold something
    std::uint32_t m_weight = 0; //!< sum of m_counts
    HistogramTotals m_totals;
};

static_assert(sizeof(LatencyHistogram) <= 8 * 1024);

constexpr int LatencyHistogram::bucketOf(Duration value)
{
    const auto nanoseconds = [](Duration of) { return static_cast<std::uint64_t>(of.count()); };
    return rawBucketOf(nanoseconds(std::clamp(value, lowest, highest)))
        - rawBucketOf(nanoseconds(lowest));
}

constexpr Duration LatencyHistogram::middleOf(int bucket)
{
    const int raw = bucket + rawBucketOf(static_cast<std::uint64_t>(lowest.count()));
    const int shift = (raw >> stepBits) - 1;
    const std::int64_t step = (raw & ((1 << stepBits) - 1)) + (1 << stepBits);
    return Duration((step << shift) + ((std::int64_t(1) << shift) - 1) / 2);
}

inline void LatencyHistogram::record(Duration value, std::uint32_t times)
{
    const bool isRare = value < Duration::zero() || value > highest || times == 0
        || times > mostWeight - m_weight;
    if (isRare) [[unlikely]]
        return recordRare(value, times);
    m_totals.record(value, times);
    m_weight += times;
    add(bucketOf(value), times);
}

} // namespace Breakwater
