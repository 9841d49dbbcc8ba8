// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/latencysummary.h>

#include <cstdint>
#include <vector>

namespace Breakwater {

//! The filled buckets of a LatencyHistogram, exact, in order: what a histogram of few values is
//! kept in, and what travels so that a receiver can merge. Merges and is read like the dense one,
//! with the same results to the last bit.
class SparseBuckets final
{
public:
    struct Bucket
    {
        std::int32_t bucket = 0; //!< as LatencyHistogram::bucketOf()
        std::uint32_t count = 0;

        friend bool operator==(const Bucket &, const Bucket &) = default;
    };

    SparseBuckets() = default;
    //! None when the buckets are no histogram's: not rising, out of range, empty, or heavier than
    //! one can hold; or when they hold more than `totals.count`.
    static std::optional<SparseBuckets> from(std::vector<Bucket> buckets,
                                             const HistogramTotals &totals);

    //! False, and nothing is recorded, when the counts would pass what 32 bits hold: only the dense
    //! form can halve.
    [[nodiscard]] bool record(Duration value, std::uint32_t times = 1);
    [[nodiscard]] bool merge(const SparseBuckets &other);
    //! Keeps the memory.
    void clear();

    const std::vector<Bucket> &buckets() const { return m_buckets; }
    const HistogramTotals &totals() const { return m_totals; }
    std::uint32_t weight() const { return m_weight; } //!< sum of the buckets' counts
    bool isEmpty() const { return m_totals.count == 0; }
    LatencySummary summary() const;
    //! On the heap.
    std::int64_t bytes() const;

    friend bool operator==(const SparseBuckets &, const SparseBuckets &) = default;

private:
    friend class LatencyHistogram;

    std::vector<Bucket> m_buckets;
    std::uint32_t m_weight = 0;
    HistogramTotals m_totals;
};

//! Those of the four latencies of page 3.
struct LatencyBuckets
{
    SparseBuckets queue;
    SparseBuckets confirm;
    SparseBuckets total;
    SparseBuckets rtt;

    friend bool operator==(const LatencyBuckets &, const LatencyBuckets &) = default;
};

} // namespace Breakwater
