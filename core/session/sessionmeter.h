// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/metricset.h>
#include <core/snapshot/snapshot.h>

#include <memory>

namespace Breakwater {

//! What is kept of a period's latencies.
enum class PeriodDetail {
    Summary, //!< for one of thousands of clients
    Buckets, //!< also what a receiver of the snapshot needs to merge
};

//! The metrics of one session, and what they amounted to in the last performance period.
class SessionMeter final
{
public:
    explicit SessionMeter(MonotonicTime now);

    MetricSet &set() { return m_set; }
    const MetricSet &set() const { return m_set; }

    //! Ends a performance period: rates over it, its latencies, which are merged into `ended`; then
    //! the next one begins. Nothing happens when no time has passed in it.
    void endPeriod(MonotonicTime now, LatencyHistograms &ended,
                   PeriodDetail detail = PeriodDetail::Buckets);
    const RateSnapshot &rates() const;
    //! Summaries of the last ended period.
    const LatencySnapshot &period() const;
    LatencySnapshot sinceStart(Quantiles quantiles = Quantiles::Exact) const;
    //! On the heap.
    std::int64_t bytes() const;

private:
    struct Totals
    {
        std::uint64_t sent = 0;
        std::uint64_t received = 0;
        std::uint64_t sentBytes = 0;
        std::uint64_t receivedBytes = 0;
        std::uint64_t retries = 0;
        std::uint64_t calls = 0;
        std::uint64_t failures = 0;

        friend bool operator==(const Totals &, const Totals &) = default;
    };
    Totals totals() const;

    struct Period
    {
        RateSnapshot rates;
        LatencySnapshot latencies;
    };
    RateSnapshot ratesOf(const Totals &after, double seconds) const;

    MetricSet m_set;
    MonotonicTime m_periodStart;
    Totals m_before;
    std::unique_ptr<Period> m_ended; //!< the last one; null when nothing happened in it
};

// There may be ten thousand clients of whom most say nothing.
static_assert(sizeof(SessionMeter) <= 512);

LatencySnapshot summaryOf(const LatencyHistograms &histograms,
                          PeriodDetail detail = PeriodDetail::Summary);

} // namespace Breakwater
