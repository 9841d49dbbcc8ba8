// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/series.h>
#include <core/snapshot/snapshot.h>

#include <deque>
#include <map>

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
    FailureRate,
    SlowRate,
    RetryRate,
    Queued,
    Unconfirmed,
    BackoffDelay,
    Available, //!< 1 connected and not open, 0 otherwise
    Connections,
    MemoryRss,
};
inline constexpr int metricCount = static_cast<int>(Metric::MemoryRss) + 1;

//! A span of one breaker state. `to` none: still so.
struct StateSpan
{
    std::optional<BreakerState> state; //!< none: not known (no data)
    double from = 0;                   //!< seconds since the epoch
    std::optional<double> to;
};

//! The last 24 h of one session (or of all together), in memory: the series, and which breaker
//! state when. Lives where its reader lives (the window's thread); fed with every frame that
//! arrives.
class SourceHistory final
{
public:
    explicit SourceHistory(int capacitySeconds = Series::defaultCapacity);

    //! `session` is one of frame's sessions, or its `engine` sum. Missing values leave gaps; idle
    //! values are zeros.
    void record(const Snapshot &frame, const SessionSnapshot &session);

    const Series &series(Metric metric) const;
    //! Spans that touch [from, to], oldest first. Bounded: the oldest leave first.
    std::vector<StateSpan> states(double from, double to) const;
    //! Share of [from, to] that was available, over the part that is known; none when nothing is.
    std::optional<double> availability(double from, double to) const;
    //! Of the newest frame; none before the first.
    std::optional<double> lastUpdate() const;
    std::int64_t bytes() const;

    static constexpr int maxSpans = 10'000;

private:
    std::vector<Series> m_series;
    std::deque<StateSpan> m_spans;
    std::optional<double> m_lastUpdate;
    std::uint64_t m_lastSent = 0;
    std::uint64_t m_lastReceived = 0;
    std::optional<MonotonicTime> m_lastRealtime;
};

} // namespace Breakwater
