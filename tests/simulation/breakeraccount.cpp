// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/breakeraccount.h>

#include <core/base/endreason.h>

#include <algorithm>
#include <cmath>

namespace Breakwater::Simulation {

namespace {

constexpr Duration recovery = std::chrono::seconds(4); // 10 %, doubled each second

Blame blameForClose(int code)
{
    switch (code) {
    case 1000:
    case 1005: return Blame::Nobody;
    case 1003:
    case 1007:
    case 1009: return Blame::Content;
    case 1008: return Blame::Refusal;
    default: return Blame::Peer;
    }
}

QString spokenEdge(const BreakerTransition &transition)
{
    return QStringLiteral("%1 → %2 (%3)")
        .arg(QString(toString(transition.from)), QString(toString(transition.to)),
             QString(toString(transition.cause)));
}

} // namespace

Blame blameFor(const EndReason &reason)
{
    switch (reason.kind) {
    case EndKind::PeerClose: return blameForClose(reason.closeCode.value_or(1005));
    case EndKind::HandshakeRejected:
        if (reason.httpStatus == 401 || reason.httpStatus == 403)
            return Blame::Refusal;
        return reason.httpStatus == 404 ? Blame::NotFound : Blame::Peer;
    case EndKind::HostNotFound:
    case EndKind::NetworkDown:
    case EndKind::OutOfResources:
    case EndKind::TlsConfiguration:
    case EndKind::ProxyFailed: return Blame::Ourselves;
    case EndKind::WantedClose:
    case EndKind::CloseTimeout: return Blame::Nobody;
    default: return Blame::Peer;
    }
}

BreakerAccount::BreakerAccount(const StabilityConfig::CircuitBreaker &config, Findings &findings)
    : m_config(config), m_findings(findings)
{ }

void BreakerAccount::transitioned(MonotonicTime now, const BreakerTransition &transition,
                                  bool isAnyLeft)
{
    const bool isNext = transition.sequence == ++m_sequence;
    if (transition.from != m_state || transition.to == m_state || transition.at != now || !isNext)
        m_findings.add("I6", QStringLiteral("an impossible change: ") + spokenEdge(transition));
    if (!m_config.enabled)
        m_findings.add("I6", QStringLiteral("a breaker that is switched off changes"));
    switch (transition.to) {
    case BreakerState::Open: judgeOpening(transition); break;
    case BreakerState::HalfOpen: judgeProbing(now, transition); break;
    case BreakerState::Closed: judgeClosing(transition, isAnyLeft); break;
    }
    m_state = transition.to;
    m_since = now;
    m_recoveringSince.reset();
    m_proofs = m_failures = m_possibleFailures = m_failuresInState = 0;
    ++m_generation;
}

void BreakerAccount::judgeOpening(const BreakerTransition &transition)
{
    const bool wasClosed = transition.from == BreakerState::Closed;
    const bool isConsecutive = transition.cause == BreakerCause::ConsecutiveFailures;
    const int failures = isConsecutive ? m_possibleFailures : m_failuresInState;
    if (wasClosed && failures < (isConsecutive ? m_config.failureThreshold : 1)
        && transition.cause != BreakerCause::SlowRate)
        m_findings.add("I6",
                       spokenEdge(transition) + QStringLiteral(" after %1 failures").arg(failures));
    const auto steps = wasClosed ? (transition.at - m_since) / m_config.decayAfter : 0;
    m_level = static_cast<int>(std::max<std::int64_t>(m_level - steps, 0));
    const double longest
        = toSeconds(m_config.timeout) * std::pow(m_config.timeoutMultiplier, m_level);
    m_longestOpen = std::chrono::duration_cast<Duration>(
        std::chrono::duration<double>(std::min(longest, toSeconds(m_config.timeoutMax))));
    ++m_level;
}

void BreakerAccount::judgeProbing(MonotonicTime now, const BreakerTransition &transition)
{
    if (transition.from != BreakerState::Open)
        m_findings.add("I6", QStringLiteral("an illegal change: ") + spokenEdge(transition));
    if (std::exchange(m_isProbeRequested, false) && transition.cause == BreakerCause::Requested)
        return;
    constexpr Duration rounding = std::chrono::microseconds(1);
    const Duration was = now - m_since;
    const bool isLate = was > m_longestOpen + rounding && m_disturbedAt < m_since;
    if (transition.cause != BreakerCause::OpenPeriodOver || was < m_longestOpen / 2 - rounding
        || isLate)
        m_findings.add("I6",
                       QStringLiteral("%1 after %2 s, the period has %3 s at most")
                           .arg(spokenEdge(transition))
                           .arg(toSeconds(was))
                           .arg(toSeconds(m_longestOpen)));
}

void BreakerAccount::judgeClosing(const BreakerTransition &transition, bool isAnyLeft)
{
    if (transition.cause == BreakerCause::Reset && std::exchange(m_isResetRequested, false))
        return;
    if (transition.from != BreakerState::HalfOpen || m_proofs < m_config.successThreshold)
        m_findings.add(
            "I6", spokenEdge(transition) + QStringLiteral(" after %1 successes").arg(m_proofs));
    else if (isAnyLeft && transition.at - *m_recoveringSince < recovery)
        m_findings.add("I6", spokenEdge(transition) + QStringLiteral(" before all was let in"));
}

void BreakerAccount::proofSeen(MonotonicTime now, MonotonicTime begunAt)
{
    if (begunAt >= m_since)
        ++m_proofs;
    if (m_state == BreakerState::HalfOpen && m_proofs >= m_config.successThreshold
        && !m_recoveringSince)
        m_recoveringSince = now;
}

void BreakerAccount::connectWasProof(MonotonicTime at)
{
    m_proofs = std::max(m_proofs, m_config.successThreshold - 1);
    proofSeen(std::max(at, m_since), m_since);
}

std::optional<std::int64_t> BreakerAccount::window(MonotonicTime now,
                                                   std::int64_t maxMessages) const
{
    if (!m_recoveringSince || isOverridden())
        return {};
    const auto seconds = (now - *m_recoveringSince) / std::chrono::seconds(1);
    const double share = std::min(1.0, 0.1 * std::exp2(static_cast<double>(seconds)));
    return std::max<std::int64_t>(1, std::llround(share * static_cast<double>(maxMessages)));
}

void BreakerAccount::failureSeen()
{
    ++m_failures;
    maybeFailed();
}

void BreakerAccount::maybeFailed()
{
    ++m_possibleFailures;
    ++m_failuresInState;
    ++m_failuresEver;
}

void BreakerAccount::successSeen()
{
    m_failures = 0;
    if (m_state == BreakerState::Closed && m_forced == BreakerOverride::None)
        m_possibleFailures = 0;
}

void BreakerAccount::forced(MonotonicTime now, BreakerOverride value, Duration length)
{
    m_forced = value;
    m_forcedUntil = now + length;
    m_failures = 0;
}

void BreakerAccount::resetByHand()
{
    m_level = 0;
    ++m_generation;
    m_failures = 0;
    m_isResetRequested = m_state != BreakerState::Closed;
}

void BreakerAccount::atRest(MonotonicTime now)
{
    if (now >= m_forcedUntil)
        m_forced = BreakerOverride::None;
}

bool BreakerAccount::allowsDial(MonotonicTime now) const
{
    if (isOverridden() && m_forced == BreakerOverride::ForcedOpen && now < m_forcedUntil)
        return false;
    return m_state != BreakerState::Open || isOverridden();
}

void BreakerAccount::afterEvent(const CircuitBreaker &breaker, bool hasLink)
{
    if (breaker.state() != m_state)
        m_findings.add("I6", QStringLiteral("the breaker changed and told nobody"));
    const int permits = breaker.permitsOut();
    const int most = hasLink ? m_config.halfOpenMaxCalls : 0;
    if (permits < 0 || permits > most)
        m_findings.add("I6",
                       QStringLiteral("%1 permits are out, %2 at most").arg(permits).arg(most));
    const bool isTripped = m_failures >= m_config.failureThreshold;
    if (isTripped && m_config.enabled && m_state == BreakerState::Closed)
        m_findings.add("I6", QStringLiteral("closed after %1 failures in a row").arg(m_failures));
    m_isResetRequested = false;
    m_isProbeRequested = false;
}

} // namespace Breakwater::Simulation
