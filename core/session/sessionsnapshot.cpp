// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/sessionsnapshot.h>

#include <algorithm>

namespace Breakwater {

namespace {

BreakerSnapshot breakerOf(Session &session, TimeSample at)
{
    CircuitBreaker &breaker = session.breaker();
    const auto &config = session.config().circuitBreaker;
    const auto window = breaker.window(at.monotonic);
    BreakerSnapshot result;
    result.enabled = config.enabled;
    result.state = breaker.state();
    result.override_ = breaker.override_().value;
    result.overrideReason = breaker.override_().reason;
    result.inState = at.monotonic - breaker.stateSince();
    if (const auto wake = breaker.nextWake(); wake && breaker.state() == BreakerState::Open
        && session.connection() != ConnectionState::Away)
        result.retryAfter = std::max(Duration::zero(), *wake - at.monotonic);
    result.isRecovering = breaker.isRecovering();
    result.recoveryShare = result.isRecovering ? breaker.recoveryShare(at.monotonic) : 0;
    result.consecutiveFailures = static_cast<std::uint64_t>(breaker.consecutiveFailures());
    if (window.calls() > 0)
        result.failureRate = window.failureRate();
    if (window.calls() > 0 && config.slowRateThreshold < 1)
        result.slowRate = window.slowRate();
    result.windowCalls = window.calls();
    result.probeSuccesses = breaker.probeSuccesses();
    result.probesNeeded = config.successThreshold;
    if (const auto &last = breaker.lastTransition()) {
        result.cause = toString(last->cause);
        result.detail = last->detail;
        result.lastTransitionAt
            = at.wall - std::chrono::floor<std::chrono::milliseconds>(at.monotonic - last->at);
    }
    result.counters = session.meter().set().breaker;
    result.failureThreshold = config.failureThreshold;
    result.failureRateThreshold = config.failureRateThreshold;
    result.window = config.window;
    return result;
}

QueueSnapshot queueOf(Session &session, MonotonicTime now)
{
    const DeliveryLedger &ledger = session.ledger();
    const auto &config = session.config().queue;
    return {.queued = ledger.gauges().queued,
            .unconfirmed = ledger.gauges().written,
            .inDoubt = ledger.gauges().inDoubt,
            .storing = ledger.storing(),
            .bytes = ledger.gauges().bytes,
            .maxMessages = config.maxMessages,
            .maxBytes = config.maxBytes,
            .highWater = config.highWater,
            .oldestAge = ledger.oldestAge(now),
            .oldestUnconfirmedAge = ledger.oldestUnconfirmedAge(now),
            .counters = session.meter().set().queue};
}

std::optional<Duration> averageOf(Duration sum, std::uint64_t count)
{
    if (count == 0)
        return {};
    return sum / static_cast<Duration::rep>(count);
}

template <class Value> void takeLarger(std::optional<Value> &to, const std::optional<Value> &from)
{
    if (from && (!to || *to < *from))
        to = from;
}

void addQueue(QueueSnapshot &to, const QueueSnapshot &from)
{
    to.queued += from.queued;
    to.unconfirmed += from.unconfirmed;
    to.inDoubt += from.inDoubt;
    to.storing += from.storing;
    to.bytes += from.bytes;
    to.maxMessages += from.maxMessages;
    to.maxBytes += from.maxBytes;
    takeLarger(to.oldestAge, from.oldestAge);
    takeLarger(to.oldestUnconfirmedAge, from.oldestUnconfirmedAge);
    to.counters.overflows += from.counters.overflows;
}

void addRates(RateSnapshot &to, const RateSnapshot &from)
{
    to.sent += from.sent;
    to.received += from.received;
    to.sentBytes += from.sentBytes;
    to.receivedBytes += from.receivedBytes;
    to.retries += from.retries;
    to.calls += from.calls;
    to.failures += from.failures;
}

} // namespace

BreakerState effectiveState(const CircuitBreaker &breaker)
{
    switch (breaker.override_().value) {
    case BreakerOverride::ForcedOpen: return BreakerState::Open;
    case BreakerOverride::ForcedClosed: return BreakerState::Closed;
    case BreakerOverride::None: break;
    }
    return breaker.state();
}

SessionSnapshot snapshotOf(Session &session, TimeSample at, Quantiles quantiles)
{
    const MonotonicTime now = at.monotonic;
    const MetricSet &metrics = session.meter().set();
    SessionSnapshot result;
    result.id = session.id();
    result.name = session.name();
    result.url = session.shownPeer();
    result.isAdopted = session.isAdopted();
    result.isPlaintextToRemote = session.isPlaintextToRemote();
    result.connection = session.connection();
    result.connectionDetail = session.connectionDetail();
    if (const auto since = session.connectedAt())
        result.connectedFor = now - *since;
    if (const auto next = session.nextAttemptAt())
        result.nextAttemptIn = std::max(Duration::zero(), *next - now);
    result.attempt = session.attempt();
    result.guarantee = session.ledger().guarantee();
    result.lastRtt = session.monitor().lastRtt();
    result.heartbeatUnansweredFor = session.monitor().unansweredFor(now);
    result.breaker = breakerOf(session, at);
    result.queue = queueOf(session, now);
    result.sentTotal = metrics.messages.sent + metrics.retry.attempts;
    result.receivedTotal = metrics.messages.received;
    result.rates = session.meter().rates();
    result.period = session.meter().period();
    result.connections = metrics.connections;
    result.messages = metrics.messages;
    result.retry = metrics.retry;
    if (session.config().deduplication.enabled)
        result.dedupHorizon = session.ledger().deduplicator().horizon(now);
    result.dedupEntries = session.ledger().deduplicator().size();
    result.sinceStart = session.meter().sinceStart(quantiles);
    result.averageSend = averageOf(metrics.sendTimeSum, metrics.messages.sent);
    result.transportBacklog = session.transportBacklog();
    return result;
}

SnapshotSum::SnapshotSum(const MetricSet &departed)
{
    addCounters(departed);
    m_latencies.merge(departed.thisPeriod);
}

bool SnapshotSum::isWorst(BreakerState state) const
{
    return !m_hasBreaker || badness(state) > badness(m_sum.breaker.effectiveState());
}

void SnapshotSum::takeBreaker(const BreakerSnapshot &breaker)
{
    const auto calls = m_sum.breaker.windowCalls;
    m_sum.breaker = breaker;
    m_sum.breaker.windowCalls = calls;
    m_hasBreaker = true;
}

void SnapshotSum::add(Session &session, TimeSample at)
{
    const auto window = session.breaker().window(at.monotonic);
    m_windowFailures += static_cast<double>(window.failures);
    if (isWorst(effectiveState(session.breaker())))
        takeBreaker(breakerOf(session, at));
    m_sum.breaker.windowCalls += window.calls();
    addCounters(session.meter().set());
    addQueue(m_sum.queue, queueOf(session, at.monotonic));
    addRates(m_sum.rates, session.meter().rates());
    m_sum.transportBacklog += session.transportBacklog();
}

void SnapshotSum::add(const SessionSnapshot &session, const MetricSet &metrics)
{
    if (session.breaker.failureRate) {
        m_windowFailures
            += static_cast<double>(session.breaker.windowCalls) * *session.breaker.failureRate;
    }
    if (isWorst(session.breaker.effectiveState()))
        takeBreaker(session.breaker);
    m_sum.breaker.windowCalls += session.breaker.windowCalls;
    addCounters(metrics);
    m_latencies.merge(metrics.thisPeriod);
    addQueue(m_sum.queue, session.queue);
    addRates(m_sum.rates, session.rates);
    m_sum.transportBacklog += session.transportBacklog;
}

SessionSnapshot SnapshotSum::result(const LatencySnapshot &period,
                                    const StabilityConfig &config) const
{
    SessionSnapshot result = m_sum;
    result.connections = m_metrics.connections;
    result.messages = m_metrics.messages;
    result.retry = m_metrics.retry;
    result.breaker.counters = m_metrics.breaker;
    result.queue.counters = m_metrics.queue;
    result.sentTotal = m_metrics.messages.sent + m_metrics.retry.attempts;
    result.receivedTotal = m_metrics.messages.received;
    result.period = period;
    result.sinceStart = summaryOf(m_latencies);
    result.averageSend = averageOf(m_metrics.sendTimeSum, m_metrics.messages.sent);
    result.queue.highWater = config.queue.highWater;
    result.breaker.enabled = config.circuitBreaker.enabled;
    result.breaker.failureRate.reset();
    if (result.breaker.windowCalls > 0)
        result.breaker.failureRate
            = m_windowFailures / static_cast<double>(result.breaker.windowCalls);
    if (result.rates.calls > 0)
        result.rates.errorRate = result.rates.failures / result.rates.calls;
    return result;
}

void addCounters(MetricSet &to, const MetricSet &from)
{
    to.connections.total += from.connections.total;
    to.connections.failed += from.connections.failed;
    to.connections.reconnections += from.connections.reconnections;
    to.connections.timeouts += from.connections.timeouts;
    to.connections.opened += from.connections.opened;
    to.connections.localFaults += from.connections.localFaults;
    to.messages.accepted += from.messages.accepted;
    to.messages.recovered += from.messages.recovered;
    to.messages.sent += from.messages.sent;
    to.messages.sentUnconfirmed += from.messages.sentUnconfirmed;
    to.messages.confirmed += from.messages.confirmed;
    to.messages.expired += from.messages.expired;
    to.messages.expiredInDoubt += from.messages.expiredInDoubt;
    to.messages.dropped += from.messages.dropped;
    to.messages.failed += from.messages.failed;
    to.messages.deadLettered += from.messages.deadLettered;
    to.messages.abandoned += from.messages.abandoned;
    to.messages.kept += from.messages.kept;
    to.messages.deduplicated += from.messages.deduplicated;
    to.messages.idConflicts += from.messages.idConflicts;
    to.messages.rejected += from.messages.rejected;
    to.messages.storeFailed += from.messages.storeFailed;
    to.messages.receivedDuplicates += from.messages.receivedDuplicates;
    to.messages.unknownAcks += from.messages.unknownAcks;
    to.messages.received += from.messages.received;
    to.messages.receivedBytes += from.messages.receivedBytes;
    to.messages.sentBytes += from.messages.sentBytes;
    to.messages.receiveShed += from.messages.receiveShed;
    to.queue.overflows += from.queue.overflows;
    to.retry.attempts += from.retry.attempts;
    to.retry.successes += from.retry.successes;
    to.retry.failures += from.retry.failures;
    to.breaker.opens += from.breaker.opens;
    to.breaker.halfOpens += from.breaker.halfOpens;
    to.breaker.closes += from.breaker.closes;
    to.breaker.lateResults += from.breaker.lateResults;
    to.breaker.rejections += from.breaker.rejections;
    to.calls.successes += from.calls.successes;
    to.calls.failures += from.calls.failures;
    to.sendTimeSum += from.sendTimeSum;
}

} // namespace Breakwater
