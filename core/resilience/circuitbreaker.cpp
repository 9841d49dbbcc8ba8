// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/circuitbreaker.h>

#include <core/resilience/words.h>

#include <QtCore/QScopedValueRollback>

#include <algorithm>

namespace Breakwater {

CircuitBreaker::CircuitBreaker(const StabilityConfig::CircuitBreaker &config, RandomSource &random,
                               BreakerCounters &counters, MonotonicTime createdAt)
    : m_rules(config), m_openPeriod(config), m_stateSince(createdAt), m_random(random),
      m_counters(counters)
{
    configure(config);
}

void CircuitBreaker::configure(const StabilityConfig::CircuitBreaker &config)
{
    Q_ASSERT(!m_inHandler);
    m_enabled = config.enabled;
    m_successThreshold = config.successThreshold;
    m_mostProbes = config.halfOpenMaxCalls;
    m_rules.configure(config);
    m_openPeriod.configure(config);
}

std::optional<CircuitBreaker::Rejection> CircuitBreaker::judgeUnusual(MonotonicTime now)
{
    if (const auto wake = nextWake(); wake && now >= *wake)
        onTimer(now);
    if (m_override.value == BreakerOverride::ForcedOpen) {
        const bool isEndless = m_override.until == MonotonicTime::max();
        return reject(Rejection::Reason::ForcedOpen,
                      isEndless ? Duration::zero() : m_override.until - now)
            .value();
    }
    const bool isForced = m_override.value == BreakerOverride::ForcedClosed;
    if (m_state == BreakerState::Open && !isForced)
        return reject(Rejection::Reason::Open, m_openUntil - now).value();
    if (m_state == BreakerState::HalfOpen) {
        if (m_permitsOut >= m_mostProbes && !isForced)
            return reject(Rejection::Reason::ProbesExhausted, Duration::zero()).value();
        ++m_permitsOut;
    }
    return std::nullopt;
}

void CircuitBreaker::endWithNotableSuccess(std::uint32_t generation, MonotonicTime startedAt,
                                           MonotonicTime now)
{
    if (generation != m_generation) {
        ++m_counters.lateResults;
        return;
    }
    const auto cause = m_rules.recordSuccess(now, now - startedAt);
    if (m_state == BreakerState::HalfOpen)
        probeSucceeded(now);
    else if (m_state == BreakerState::Closed && cause)
        trip(now, *cause);
}

void CircuitBreaker::probeSucceeded(MonotonicTime now)
{
    --m_permitsOut;
    if (!m_ramp.isRunning() && ++m_probeSuccesses >= m_successThreshold)
        m_ramp.begin(now);
}

void CircuitBreaker::endWithFailure(std::uint32_t generation, MonotonicTime startedAt,
                                    MonotonicTime now, const QString &why)
{
    Q_ASSERT(!m_inHandler);
    if (generation != m_generation) {
        ++m_counters.lateResults;
        return;
    }
    failed(now, now - startedAt, why);
}

void CircuitBreaker::endWithoutVerdict(std::uint32_t generation)
{
    // The slots of an older phase went with it.
    if (generation == m_generation && m_state == BreakerState::HalfOpen)
        --m_permitsOut;
}

void CircuitBreaker::recordFailure(MonotonicTime now, const QString &why)
{
    Q_ASSERT(!m_inHandler);
    failed(now, Duration::zero(), why);
}

void CircuitBreaker::failed(MonotonicTime now, Duration took, const QString &why)
{
    const auto cause = m_rules.recordFailure(now, took, why);
    if (m_state == BreakerState::Closed && cause)
        trip(now, *cause);
    else if (m_state == BreakerState::HalfOpen)
        probeFailed(now, why);
}

void CircuitBreaker::recordStalled(MonotonicTime now, int count)
{
    Q_ASSERT(!m_inHandler);
    if (m_state == BreakerState::Closed) {
        if (m_rules.judgeStalled(now, count))
            trip(now, BreakerCause::StalledCalls, count);
    } else if (m_state == BreakerState::HalfOpen && count > 0) {
        probeFailed(now, u"no answer in time"_qs);
    }
}

void CircuitBreaker::trip(MonotonicTime now, BreakerCause cause, int stalled)
{
    if (!m_enabled)
        return;
    open(now,
         {.cause = cause,
          .detail = m_rules.sentence(cause, now, stalled),
          .timeToDetect = m_rules.timeToDetect(cause, now)});
}

void CircuitBreaker::probeFailed(MonotonicTime now, const QString &why)
{
    if (!m_enabled)
        return onTimer(now); // never trips
    const QString what = m_ramp.isRunning() ? u"failed during recovery"_qs : u"probe failed"_qs;
    open(now, {.cause = BreakerCause::ProbeFailed, .detail = because(what, why)});
}

void CircuitBreaker::open(MonotonicTime now, BreakerTransition change)
{
    const bool wasClosed = m_state == BreakerState::Closed;
    const Duration closedFor = wasClosed ? now - m_stateSince : Duration::zero();
    m_openUntil = now + m_openPeriod.next(closedFor, m_random);
    ++m_counters.opens;
    change.to = BreakerState::Open;
    enter(now, std::move(change));
}

void CircuitBreaker::halfOpen(MonotonicTime now, BreakerCause cause, const QString &what)
{
    ++m_counters.halfOpens;
    enter(now,
          {.to = BreakerState::HalfOpen,
           .cause = cause,
           .detail = u"%1; %2 allowed"_qs.arg(what, counted(m_mostProbes, u"probe"_qs))});
}

void CircuitBreaker::close(MonotonicTime now, BreakerCause cause, const QString &detail)
{
    m_rules.clear();
    ++m_counters.closes;
    enter(now, {.to = BreakerState::Closed, .cause = cause, .detail = detail});
}

void CircuitBreaker::closeRecovered(MonotonicTime now, const QString &how)
{
    close(now, BreakerCause::ProbesSucceeded,
          u"%1 succeeded; %2"_qs.arg(counted(m_probeSuccesses, u"probe"_qs), how));
}

void CircuitBreaker::enter(MonotonicTime now, BreakerTransition change)
{
    change.sequence = m_last ? m_last->sequence + 1 : 1;
    change.from = std::exchange(m_state, change.to);
    change.at = now;
    m_stateSince = now;
    ++m_generation;
    m_permitsOut = 0;
    m_probeSuccesses = 0;
    m_ramp.end();
    m_last = std::move(change);
    const QScopedValueRollback guard(m_inHandler, true);
    if (m_handler)
        m_handler(*m_last);
}

std::optional<MonotonicTime> CircuitBreaker::nextWake() const
{
    if (!m_enabled && m_state != BreakerState::Closed)
        return m_stateSince;
    auto next = m_state == BreakerState::Open ? std::optional(m_openUntil) : m_ramp.nextStep();
    if (const auto until = overrideUntil())
        next = next ? std::min(*next, *until) : *until;
    return next;
}

std::optional<MonotonicTime> CircuitBreaker::overrideUntil() const
{
    const bool ends
        = m_override.value != BreakerOverride::None && m_override.until != MonotonicTime::max();
    return ends ? std::optional(m_override.until) : std::nullopt;
}

void CircuitBreaker::expireOverride(MonotonicTime now)
{
    if (m_override.value != BreakerOverride::None && now >= m_override.until)
        clearOverride(now);
}

void CircuitBreaker::onTimer(MonotonicTime now)
{
    Q_ASSERT(!m_inHandler);
    expireOverride(now);
    m_ramp.reached(now);
    if (!m_enabled && m_state != BreakerState::Closed)
        close(now, BreakerCause::Reset, u"the circuit breaker was switched off"_qs);
    else if (m_state == BreakerState::Open && now >= m_openUntil)
        halfOpen(now, BreakerCause::OpenPeriodOver,
                 u"open period of %1 over"_qs.arg(spoken(m_openUntil - m_stateSince)));
    else if (m_ramp.isOver(now))
        closeRecovered(now, u"ramp over after %1"_qs.arg(spoken(now - m_ramp.begunAt())));
}

void CircuitBreaker::finishRecovery(MonotonicTime now)
{
    Q_ASSERT(!m_inHandler);
    if (m_ramp.isRunning())
        closeRecovered(now, u"nothing left to deliver"_qs);
}

double CircuitBreaker::recoveryShare(MonotonicTime now) const
{
    if (m_override.value != BreakerOverride::None)
        return m_override.value == BreakerOverride::ForcedClosed ? 1 : 0;
    return m_state == BreakerState::Closed ? 1 : m_ramp.share(now);
}

void CircuitBreaker::peerReturned(MonotonicTime now)
{
    Q_ASSERT(!m_inHandler);
    if (m_state == BreakerState::Open)
        halfOpen(now, BreakerCause::PeerReturned, u"the client returned"_qs);
}

void CircuitBreaker::probeNow(MonotonicTime now, const QString &why)
{
    Q_ASSERT(!m_inHandler);
    if (m_state == BreakerState::Open)
        halfOpen(now, BreakerCause::Requested, why);
}

void CircuitBreaker::reset(MonotonicTime now)
{
    Q_ASSERT(!m_inHandler);
    m_openPeriod.reset();
    if (m_state != BreakerState::Closed)
        return close(now, BreakerCause::Reset, u"reset by hand"_qs);
    m_rules.clear();
    ++m_generation;
}

void CircuitBreaker::force(MonotonicTime now, BreakerOverride value, const QString &owner,
                           const QString &reason, Duration length)
{
    Q_ASSERT(!m_inHandler);
    if (value == BreakerOverride::None)
        return clearOverride(now);
    const bool isEndless = length > MonotonicTime::max() - now;
    m_override = {value, owner, reason, isEndless ? MonotonicTime::max() : now + length};
}

} // namespace Breakwater
