// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/latencyhistogram.h>

#include <cstdint>
#include <memory>

namespace Breakwater {

//! What the quantiles of a summary have to be.
enum class Quantiles {
    Exact,
    LastKnown, //!< those of an earlier summary do, where making them anew is dear
};

//! A histogram that costs one pointer until its first value, and a few bytes a value until it holds
//! more than `mostSparse` different ones; then it is dense. What it answers is the same either way.
class LazyHistogram final
{
public:
    static constexpr std::size_t mostSparse = 48;

    LazyHistogram() = default;
    LazyHistogram(LazyHistogram &&) noexcept = default;
    LazyHistogram &operator=(LazyHistogram &&) noexcept = default;

    void record(Duration value, std::uint32_t times = 1)
    {
        if (isDense()) [[likely]]
            m_data->dense->values.record(value, times);
        else
            recordSparse(value, times);
    }
    void merge(const LazyHistogram &other);
    void merge(const SparseBuckets &other);
    //! Keeps its memory for the next period, unless this one brought no value; a dense one becomes
    //! sparse again after a period with few values.
    void clear();

    std::uint64_t count() const { return totals().count; }
    bool isEmpty() const { return count() == 0; }
    bool isDense() const { return m_data && m_data->dense; }
    const HistogramTotals &totals() const;
    //! Of a dense one it is made once for all that ask before the next value.
    LatencySummary summary() const;
    //! Of both together. Only the quantiles of a dense one may be older than that.
    LatencySummary summaryWith(const LazyHistogram &recent, Quantiles quantiles) const;
    SparseBuckets sparse() const;
    //! On the heap: 0 before the first value.
    std::int64_t bytes() const;

private:
    struct Dense
    {
        LatencyHistogram values;
        LatencySummary summary; //!< as long as there are as many values as it says
    };
    struct Data
    {
        std::unique_ptr<Dense> dense;
        SparseBuckets sparse; //!< empty once dense
    };
    void recordSparse(Duration value, std::uint32_t times);
    Data &data();
    void makeDense();

    std::unique_ptr<Data> m_data;
};

//! The four latencies of page 3, of one session or merged over several.
struct LatencyHistograms
{
    LazyHistogram queue;   //!< accept → write
    LazyHistogram confirm; //!< write → pong
    LazyHistogram total; //!< accept → pong, so that a stall is not hidden by coordinated omission
    LazyHistogram rtt;   //!< ping → pong

    bool isEmpty() const;
    void merge(const LatencyHistograms &other);
    void clear();
    LatencyBuckets sparse() const;
    //! On the heap.
    std::int64_t bytes() const;
};

} // namespace Breakwater
