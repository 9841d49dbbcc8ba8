// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/session/session.h>
#include <core/snapshot/snapshot.h>

#include <vector>

namespace Breakwater {

//! What the outside sees of a session at that moment. `quantiles`: of its latencies since the
//! start.
SessionSnapshot snapshotOf(Session &session, TimeSample at, Quantiles quantiles = Quantiles::Exact);

//! What the breaker does: its override where there is one, else the computed state.
BreakerState effectiveState(const CircuitBreaker &breaker);

//! Adds counters (not histograms) of one set to another.
void addCounters(MetricSet &to, const MetricSet &from);

//! The sum over sessions: counters and gauges added, the worst breaker, latencies from merged
//! histograms — never from percentiles. `departed` counts for sessions that are gone.
class SnapshotSum final
{
public:
    explicit SnapshotSum(const MetricSet &departed);

    //! With the latencies of the period that runs; those of ended ones come by addLatencies().
    void add(const SessionSnapshot &session, const MetricSet &metrics);
    //! One of thousands: counters, gauges and rates, without latencies, and without making a text
    //! unless its breaker is the worst so far.
    void add(Session &session, TimeSample at);
    //! Counters alone, of sessions that are gone.
    void addCounters(const MetricSet &departed) { Breakwater::addCounters(m_metrics, departed); }
    //! Of ended periods, and those since the start of sessions that were added without.
    void addLatencies(const LatencyHistograms &merged) { m_latencies.merge(merged); }
    //! `period`: the merged latencies of the last performance period.
    SessionSnapshot result(const LatencySnapshot &period, const StabilityConfig &config) const;

private:
    bool isWorst(BreakerState state) const;
    void takeBreaker(const BreakerSnapshot &breaker);

    SessionSnapshot m_sum; //!< gauges, rates and the worst breaker
    MetricSet m_metrics;   //!< counters
    LatencyHistograms m_latencies;
    double m_windowFailures = 0;
    bool m_hasBreaker = false;
};

} // namespace Breakwater
