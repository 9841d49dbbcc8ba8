// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/metricset.h>
#include <core/snapshot/snapshot.h>

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

    //! Ends a performance period: rates over it, its latencies; then the next one begins.
    void endPeriod(MonotonicTime now, PeriodDetail detail = PeriodDetail::Buckets);
    const RateSnapshot &rates() const { return m_rates; }
    //! Summaries of the last ended period.
    const LatencySnapshot &period() const { return m_period; }

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
    };
    Totals totals() const;

    MetricSet m_set;
    MonotonicTime m_periodStart;
    Totals m_before;
    RateSnapshot m_rates;
    LatencySnapshot m_period;
};

LatencySnapshot summaryOf(const LatencyHistograms &histograms,
                          PeriodDetail detail = PeriodDetail::Summary);

} // namespace Breakwater
