// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/latencyhistogram.h>

#include <algorithm>
#include <cmath>

namespace Breakwater {

//! Walks once over the buckets of a histogram, dense or sparse, towards higher and higher
//! quantiles. `Next` returns the next bucket and its count; where it can, it passes many at once.
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
        return valueOf(static_cast<std::uint64_t>(exact));
    }

    LatencySummary summary()
    {
        LatencySummary summary;
        if (m_totals.count == 0)
            return summary;
        summary.setTotals(m_totals);
        summary.p50 = atThousandths(500);
        summary.p90 = atThousandths(900);
        summary.p95 = atThousandths(950);
        summary.p99 = atThousandths(990);
        summary.p999 = atThousandths(999);
        return summary;
    }

private:
    //! As valueAt(), in whole numbers.
    Duration atThousandths(std::uint64_t quantile)
    {
        return valueOf((m_weight * quantile + 999) / 1000);
    }

    //! Of the recording that so many, itself included, are not above.
    Duration valueOf(std::uint64_t rank)
    {
        rank = std::max<std::uint64_t>(rank, 1);
        while (m_seen < rank) {
            if constexpr (requires { m_next.skipLessThan(rank); })
                m_seen += m_next.skipLessThan(rank - m_seen);
            const SparseBuckets::Bucket bucket = m_next();
            m_seen += bucket.count;
            m_bucket = bucket.bucket;
        }
        return std::min(LatencyHistogram::middleOf(m_bucket), m_totals.max);
    }

    const HistogramTotals &m_totals;
    const std::uint32_t m_weight;
    Next m_next;
    int m_bucket = 0;
    std::uint64_t m_seen = 0;
};

} // namespace Breakwater
