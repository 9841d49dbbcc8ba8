// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/periodcounts.h>
#include <core/history/series.h>
#include <core/history/statetimeline.h>
#include <core/snapshot/snapshot.h>

#include <vector>

namespace Breakwater {

//! What the charts draw. Latencies in milliseconds, rates per second, shares 0..1, counts as they
//! are, times in seconds.
enum class Metric : std::uint8_t {
    LatencyP50,
    LatencyP95,
    LatencyP99,
    LatencyMax,
    LatencyCount,
    Rtt,
    RateIn,
    RateOut,
    FailureRate, //!< of the breaker's calls; unknown while there are none
    SlowRate,
    RetryRate,
    Queued,
    Unconfirmed,
    BackoffDelay, //!< the whole delay of the attempt that is being waited for; 0 when none is
    Available,    //!< 1 connected and not open, 0 otherwise; unknown for links closed on purpose.
                  //!< Of all together: the mean.
    Connections,
    MemoryRss, //!< bytes; this and what follows: only of all together
    QueueBytes,
    ClientsConnected, //!< unknown where nothing is served, as are the next three
    ClientsKnown,     //!< connected ones, and those that may return
    CleanupRemoved,   //!< clients, in an aggregate period
    CleanupDuration,  //!< milliseconds; the longest of an aggregate period, unknown without any
    BreakerOpens,     //!< of all links and clients, in an aggregate period
    BreakerHalfOpens,
    BreakerCloses,
};
inline constexpr int metricCount = static_cast<int>(Metric::BreakerCloses) + 1;

//! What the latency percentiles of a history measure.
enum class LatencyKind : std::uint8_t {
    Unknown,
    Total,     //!< acceptance → confirmation of messages
    RoundTrip, //!< heartbeats, where nothing is confirmed
};

//! The last 24 h of one session (or of all together), in memory: the series, and which breaker
//! state when. Lives where its reader lives (the window's thread); fed with every frame that
//! arrives.
//!
//! A tier's value fills the seconds since the tier's last one, so that a 5 s sample is a step and
//! not four gaps. When the tier was silent for more than two of its periods the value fills one
//! period, and what lies before it stays a gap.
class SourceHistory final
{
public:
    explicit SourceHistory(int capacitySeconds = Series::defaultCapacity);

    //! `session` is one of frame's sessions, or its `engine` sum. Missing values leave gaps; idle
    //! values are zeros.
    void record(const Snapshot &frame, const SessionSnapshot &session);

    const Series &series(Metric metric) const;
    //! Of the newest percentiles.
    LatencyKind latencyKind() const { return m_latencyKind; }
    //! Spans that touch [from, to], oldest first. Bounded: the oldest leave first. Where the source
    //! was silent the state is none.
    std::vector<StateSpan> states(double from, double to) const;
    //! Share of [from, to] that was available, over the part that is known; none when nothing is.
    std::optional<double> availability(double from, double to) const;
    //! Of the newest frame; none before the first.
    std::optional<double> lastUpdate() const { return m_lastUpdate; }
    std::int64_t bytes() const;

    static constexpr int maxSpans = StateTimeline::maxSpans;

private:
    void recordRealtime(const Snapshot &frame, const SessionSnapshot &session);
    void recordRates(const Snapshot &frame, const SessionSnapshot &session);
    void recordPerformance(const Snapshot &frame, const SessionSnapshot &session);
    void recordServing(const Snapshot &frame);
    void recordAggregate(const Snapshot &frame);
    void recordStates(const Snapshot &frame, const SessionSnapshot &session);
    float backoffDelay(const SessionSnapshot &session);
    void hold(Metric metric, const Snapshot &frame, Duration period, float value);
    double silence() const;

    std::vector<Series> m_series;
    PeriodCounts m_counts;
    StateTimeline m_timeline;
    LatencyKind m_latencyKind = LatencyKind::Unknown;
    std::optional<double> m_lastUpdate;
    std::uint64_t m_lastTransition = 0;
    Duration m_realtimePeriod = std::chrono::seconds(1);
    std::uint64_t m_lastSent = 0;
    std::uint64_t m_lastReceived = 0;
    std::optional<MonotonicTime> m_lastRealtime;
    int m_attempt = 0;
    Duration m_delay{};
};

} // namespace Breakwater
