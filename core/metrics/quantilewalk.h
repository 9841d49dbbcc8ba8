// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/latencyhistogram.h>

#include <algorithm>
#include <cmath>

namespace Breakwater {

//! Walks once over the buckets of a histogram, dense or sparse, towards higher and higher
//! quantiles. `Next` returns the next bucket and its count.
template <class Next> class QuantileWalk final
{
public:
    QuantileWalk(const HistogramTotals &totals, std::uint32_t weight, Next next)
        : m_totals(totals), m_weight(weight), m_next(std::move(next))
    { }

    //! Never a lower quantile than before. The histogram must not be empty.
    Duration valueAt(double quantile)
    {
        if (quantile >= 1)
            return m_totals.max;
        // Less a hair: 0.07 · 100 is 7.000000000000001 in binary, and means the seventh.
        const double exact = std::ceil(std::max(quantile, 0.0) * m_weight - 1e-6);
        const auto rank = static_cast<std::uint64_t>(std::max(exact, 1.0));
        while (m_seen < rank) {
            const SparseBuckets::Bucket bucket = m_next();
            m_seen += bucket.count;
            m_bucket = bucket.bucket;
        }
        return std::min(LatencyHistogram::middleOf(m_bucket), m_totals.max);
    }

    LatencySummary summary()
    {
        LatencySummary summary;
        if (m_totals.count == 0)
            return summary;
        summary.count = m_totals.count;
        summary.mean = Duration(
            static_cast<Duration::rep>(m_totals.sum / static_cast<double>(m_totals.count)));
        summary.p50 = valueAt(0.50);
        summary.p90 = valueAt(0.90);
        summary.p95 = valueAt(0.95);
        summary.p99 = valueAt(0.99);
        summary.p999 = valueAt(0.999);
        summary.max = m_totals.max;
        summary.sum = m_totals.sumAsDuration();
        return summary;
    }

private:
    const HistogramTotals &m_totals;
    const std::uint32_t m_weight;
    Next m_next;
    int m_bucket = 0;
    std::uint64_t m_seen = 0;
};

} // namespace Breakwater
