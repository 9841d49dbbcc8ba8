// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/sourcehistory.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace Breakwater {

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

double secondsOf(WallTime time)
{
    return std::chrono::duration<double>(time.time_since_epoch()).count();
}

float milliseconds(const std::optional<Duration> &duration)
{
    return duration ? static_cast<float>(toMilliseconds(*duration)) : unknown;
}

float number(const std::optional<std::uint64_t> &count)
{
    return count ? static_cast<float>(*count) : unknown;
}

//! Frames from elsewhere may not say how often they come.
Duration orDefault(Duration period, Duration otherwise)
{
    return period > Duration::zero() ? period : otherwise;
}

float availabilityOf(const SessionSnapshot &session)
{
    if (session.connection == ConnectionState::Idle
        || session.connection == ConnectionState::Closed)
        return unknown;
    return session.connection == ConnectionState::Connected
            && session.breaker.effectiveState() != BreakerState::Open
        ? 1
        : 0;
}

bool isSum(const SessionSnapshot &session)
{
    return session.id.value.isEmpty();
}

//! Of the links: clients that somebody looks at are no part of it.
float meanAvailability(const std::vector<SessionSnapshot> &sessions)
{
    float sum = 0;
    int known = 0;
    for (const SessionSnapshot &session : sessions) {
        const float value = availabilityOf(session);
        if (session.isAdopted || std::isnan(value))
            continue;
        sum += value;
        ++known;
    }
    return known > 0 ? sum / static_cast<float>(known) : unknown;
}

} // namespace

SourceHistory::SourceHistory(int capacitySeconds)
{
    m_series.reserve(metricCount);
    for (int i = 0; i < metricCount; ++i)
        m_series.emplace_back(capacitySeconds);
}

void SourceHistory::record(const Snapshot &frame, const SessionSnapshot &session)
{
    m_realtimePeriod = orDefault(frame.periods.realtime, std::chrono::seconds(1));
    recordStates(frame, session);
    if (frame.tiers.has(Tier::Realtime))
        recordRealtime(frame, session);
    if (frame.tiers.has(Tier::Performance))
        recordPerformance(frame, session);
    if (frame.tiers.has(Tier::Aggregate) && isSum(session))
        recordAggregate(frame);
    m_lastUpdate = secondsOf(frame.at.wall);
}

void SourceHistory::recordRealtime(const Snapshot &frame, const SessionSnapshot &session)
{
    const auto record
        = [&](Metric metric, float value) { hold(metric, frame, m_realtimePeriod, value); };
    const bool sum = isSum(session);
    const bool connected = session.connection == ConnectionState::Connected;
    record(Metric::Rtt, milliseconds(session.lastRtt));
    record(Metric::Queued, static_cast<float>(session.queue.queued));
    record(Metric::Unconfirmed, static_cast<float>(session.queue.unconfirmed));
    record(Metric::BackoffDelay, sum && session.isPartial ? unknown : backoffDelay(session));
    record(Metric::Available, sum ? meanAvailability(frame.sessions) : availabilityOf(session));
    record(Metric::Connections, static_cast<float>(sum ? frame.active : (connected ? 1 : 0)));
    recordRates(frame, session);
    if (sum)
        recordServing(frame);
}

void SourceHistory::recordServing(const Snapshot &frame)
{
    const bool serves = !frame.serving.url.isEmpty();
    const auto record = [&](Metric metric, std::int64_t count) {
        hold(metric, frame, m_realtimePeriod, serves ? static_cast<float>(count) : unknown);
    };
    record(Metric::ClientsConnected, frame.serving.connected);
    record(Metric::ClientsKnown, frame.serving.clients);
}

// From the totals of two frames over the monotonic time between them: a frame that comes late
// spreads its messages over the longer time, and a restarted source (totals or clock run
// backwards) is a gap, not a spike.
void SourceHistory::recordRates(const Snapshot &frame, const SessionSnapshot &session)
{
    const auto last = std::exchange(m_lastRealtime, frame.at.monotonic);
    const std::uint64_t lastSent = std::exchange(m_lastSent, session.sentTotal);
    const std::uint64_t lastReceived = std::exchange(m_lastReceived, session.receivedTotal);
    const double seconds = last ? toSeconds(frame.at.monotonic - *last) : 0;
    const auto rate = [&](std::uint64_t before, std::uint64_t now) {
        return seconds > 0 && now >= before
            ? static_cast<float>(static_cast<double>(now - before) / seconds)
            : unknown;
    };
    hold(Metric::RateOut, frame, m_realtimePeriod, rate(lastSent, session.sentTotal));
    hold(Metric::RateIn, frame, m_realtimePeriod, rate(lastReceived, session.receivedTotal));
}

void SourceHistory::recordPerformance(const Snapshot &frame, const SessionSnapshot &session)
{
    const Duration period = orDefault(frame.periods.performance, std::chrono::seconds(5));
    const bool confirms = session.period.total.count > 0;
    const LatencySummary &latency = confirms ? session.period.total : session.period.rtt;
    if (latency.count > 0)
        m_latencyKind = confirms ? LatencyKind::Total : LatencyKind::RoundTrip;
    hold(Metric::LatencyP50, frame, period, milliseconds(latency.p50));
    hold(Metric::LatencyP95, frame, period, milliseconds(latency.p95));
    hold(Metric::LatencyP99, frame, period, milliseconds(latency.p99));
    hold(Metric::LatencyMax, frame, period, milliseconds(latency.max));
    hold(Metric::LatencyCount, frame, period,
         session.isPartial ? unknown : static_cast<float>(latency.count));
    hold(Metric::FailureRate, frame, period,
         static_cast<float>(session.rates.errorRate.value_or(unknown)));
    hold(Metric::SlowRate, frame, period,
         static_cast<float>(session.breaker.slowRate.value_or(unknown)));
    hold(Metric::RetryRate, frame, period,
         session.isPartial ? unknown : static_cast<float>(session.rates.retries));
}

void SourceHistory::recordAggregate(const Snapshot &frame)
{
    const Duration period = orDefault(frame.periods.aggregate, std::chrono::seconds(30));
    const auto record = [&](Metric metric, float value) { hold(metric, frame, period, value); };
    const PeriodCounts::Counts counts = m_counts.take(frame);
    // A running program has memory: nothing measured is not known.
    record(Metric::MemoryRss,
           frame.memory.rssBytes > 0 ? static_cast<float>(frame.memory.rssBytes) : unknown);
    record(Metric::QueueBytes, static_cast<float>(frame.memory.queueBytes));
    record(Metric::CleanupRemoved, number(counts.clientsRemoved));
    record(Metric::CleanupDuration, milliseconds(counts.longestCleanup));
    record(Metric::BreakerOpens, number(counts.opens));
    record(Metric::BreakerHalfOpens, number(counts.halfOpens));
    record(Metric::BreakerCloses, number(counts.closes));
}

// Transitions tell states that began and ended between two frames; the frame's own state has the
// last word. Of all sessions together only the frame's state counts: it is the worst one.
void SourceHistory::recordStates(const Snapshot &frame, const SessionSnapshot &session)
{
    const double now = secondsOf(frame.at.wall);
    const std::uint64_t newest
        = frame.transitions && !frame.transitions->empty() ? frame.transitions->back().sequence : 0;
    const bool wasSilent = m_lastUpdate && now > *m_lastUpdate + silence();
    if (wasSilent)
        m_timeline.change(*m_lastUpdate + toSeconds(m_realtimePeriod), std::nullopt);
    const bool follows = m_lastUpdate && !wasSilent && !isSum(session) && frame.transitions
        && session.breaker.override_ == BreakerOverride::None;
    if (follows) {
        for (const TransitionRecord &record : *frame.transitions) {
            const double at = std::min(
                std::max(secondsOf(record.at), m_timeline.lastChange().value_or(0)), now);
            if (record.sequence > m_lastTransition && record.session == session.id)
                m_timeline.change(at, record.to);
        }
    }
    m_lastTransition = newest;
    if (m_timeline.lastChange().value_or(0) > now
        || m_timeline.current() != session.breaker.effectiveState())
        m_timeline.change(now, session.breaker.effectiveState());
}

// The time left counts down; what people ask is how long this wait is as a whole.
float SourceHistory::backoffDelay(const SessionSnapshot &session)
{
    if (!session.nextAttemptIn) {
        m_delay = {};
        return 0;
    }
    if (session.attempt != m_attempt)
        m_delay = {};
    m_attempt = session.attempt;
    m_delay = std::max(m_delay, *session.nextAttemptIn);
    return static_cast<float>(toSeconds(m_delay));
}

void SourceHistory::hold(Metric metric, const Snapshot &frame, Duration period, float value)
{
    m_series[static_cast<std::size_t>(metric)].hold(
        static_cast<std::int64_t>(std::floor(secondsOf(frame.at.wall))),
        static_cast<std::int64_t>(std::ceil(toSeconds(period))), value);
}

double SourceHistory::silence() const
{
    return 2 * std::ceil(toSeconds(m_realtimePeriod)) + 0.5;
}

const Series &SourceHistory::series(Metric metric) const
{
    return m_series[static_cast<std::size_t>(metric)];
}

std::vector<StateSpan> SourceHistory::states(double from, double to) const
{
    std::vector<StateSpan> spans = m_timeline.between(from, to);
    const bool isSilent = m_lastUpdate && to > *m_lastUpdate + silence();
    if (isSilent && !spans.empty() && !spans.back().to) {
        const double end = *m_lastUpdate + toSeconds(m_realtimePeriod);
        spans.back().to = end;
        spans.push_back({std::nullopt, end, std::nullopt});
    }
    return spans;
}

std::optional<double> SourceHistory::availability(double from, double to) const
{
    return series(Metric::Available)
        .mean(static_cast<std::int64_t>(std::floor(from)),
              static_cast<std::int64_t>(std::ceil(to)));
}

std::int64_t SourceHistory::bytes() const
{
    std::int64_t bytes = static_cast<std::int64_t>(m_timeline.size() * sizeof(StateSpan));
    for (const Series &series : m_series)
        bytes += series.bytes();
    return bytes;
}

} // namespace Breakwater
