// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/linkhealth.h>

#include <algorithm>

namespace Breakwater {

namespace {

//! A ping behind every message would cost the peer more than the message does, and delay its
//! answer.
constexpr Duration pauseOfPings = std::chrono::milliseconds(3);
//! So much is worth a ping at any time: while the peer works through it, more is on its way.
constexpr double muchOfTheQueue = 0.25;
constexpr std::int64_t manyMessages = 256;

} // namespace

LinkHealth::Rules::Rules(const StabilityConfig &config)
    : measures(config.metrics.enabled), confirm(config.delivery.confirm),
      successesNeeded(config.circuitBreaker.successThreshold),
      probeTimeout(config.delivery.probeTimeout), confirmTimeout(config.delivery.confirmTimeout),
      idleTimeout(config.connection.timeout)
{ }

LinkHealth::LinkHealth(const StabilityConfig &config, const CircuitBreaker &breaker,
                       BreakerCalls &calls, DeliveryLedger &ledger, MetricSet &metrics)
    : m_rules(config), m_breaker(breaker), m_calls(calls), m_ledger(ledger), m_metrics(metrics),
      m_monitor(config)
{ }

void LinkHealth::opened(MonotonicTime now, Transport &transport, RandomSource &random)
{
    m_monitor.opened(now, random);
    m_confirm = m_rules.confirm;
    m_confirmationAskedAt.reset();
    m_ledger.setGuarantee(now, guaranteeAtFirst());
    ask(now, transport);
}

void LinkHealth::closed()
{
    m_monitor.closed();
}

void LinkHealth::ask(MonotonicTime now, Transport &transport)
{
    if (!m_monitor.canPing())
        return;
    m_calls.beginPing(now);
    transport.ping(m_monitor.ping(now, m_ledger.barrier()));
}

void LinkHealth::resumed(MonotonicTime now, Transport &transport)
{
    m_monitor.resumed(now);
    m_calls.pingCancelled(); // how long it took would say nothing about the peer
    ask(now, transport);
}

bool LinkHealth::askForConfirmation(MonotonicTime now, Transport &transport)
{
    const auto due = confirmationDue();
    if (!due || now < *due)
        return false;
    m_confirmationAskedAt = now;
    ask(now, transport);
    return true;
}

std::optional<MonotonicTime> LinkHealth::confirmationDue() const
{
    if (!confirmsByPong() || m_ledger.guarantee() == Guarantee::None || !m_ledger.barrier()
        || !m_monitor.canPing())
        return {};
    if (!m_confirmationAskedAt || m_ledger.waitsForWritten() || (isNear() && isMuchWritten()))
        return m_monitor.judgedFrom();
    return std::max(*m_confirmationAskedAt, m_answeredAt) + pauseOfPings;
}

bool LinkHealth::isMuchWritten() const
{
    return m_ledger.gauges().written >= manyMessages || m_ledger.shareUsed() >= muchOfTheQueue;
}

bool LinkHealth::isNear() const
{
    const auto rtt = m_monitor.lastRtt();
    return !rtt || *rtt < pauseOfPings;
}

void LinkHealth::probe(MonotonicTime now, Transport *transport)
{
    if (transport && m_breaker.state() == BreakerState::HalfOpen && !m_breaker.isRecovering())
        ask(now, *transport);
}

void LinkHealth::acknowledged(MonotonicTime now)
{
    m_acknowledgedAt = now;
    m_calls.connectSucceeded(now);
}

bool LinkHealth::isOwedAcknowledgement() const
{
    // Probes of a half-open breaker spend no message: there pings have to do.
    const auto &held = m_ledger.gauges();
    return m_confirm == ConfirmMode::App && held.written + held.inDoubt > 0
        && m_breaker.state() == BreakerState::Closed;
}

LinkHealth::Finding LinkHealth::pong(MonotonicTime now, const QByteArray &payload,
                                     Transport &transport)
{
    const auto answer = m_monitor.pong(now, payload);
    if (!answer)
        return Finding::Nothing; // unsolicited, forged or of an earlier link: proves nothing
    m_answeredAt = now;
    if (m_rules.measures && answer->rtt)
        m_metrics.thisPeriod.rtt.record(*answer->rtt);
    if (answer->isFirst) {
        m_everAnswered = true;
        if (confirmsByPong())
            m_ledger.setGuarantee(now, Guarantee::Hop);
    }
    if (!isOwedAcknowledgement())
        m_calls.connectSucceeded(now);
    m_calls.pingSucceeded(now, answer->askedAt);
    if (answer->barrier && confirmsByPong())
        m_ledger.confirmUpTo(now, *answer->barrier);
    probe(now, &transport); // the next one
    return answer->isFirst ? Finding::Proven : Finding::Answered;
}

LinkHealth::Finding LinkHealth::onTimer(MonotonicTime now, Transport &transport)
{
    if (const auto due = acknowledgementDue(); due && now >= *due)
        return Finding::Unacknowledged;
    askForConfirmation(now, transport);
    switch (m_monitor.onTimer(now)) {
    case LinkMonitor::Verdict::Nothing: break;
    case LinkMonitor::Verdict::HeartbeatDue: ask(now, transport); break;
    case LinkMonitor::Verdict::ProbeFailed: return noPings(now);
    case LinkMonitor::Verdict::Missed: return missed(now, transport);
    case LinkMonitor::Verdict::Dead:
        m_calls.pingFailed(now, missedSentence());
        return Finding::Dead;
    case LinkMonitor::Verdict::Silent: return Finding::Silent;
    }
    return Finding::Nothing;
}

std::optional<MonotonicTime> LinkHealth::nextWake() const
{
    auto next = m_monitor.nextWake();
    for (const auto due : {acknowledgementDue(), confirmationDue()}) {
        if (next && due)
            next = std::min(*next, *due);
    }
    return next;
}

LinkHealth::Finding LinkHealth::noPings(MonotonicTime now)
{
    m_calls.pingCancelled();
    if (confirmsByPong())
        m_ledger.setGuarantee(now, Guarantee::None);
    if (m_everAnswered)
        m_calls.connectFailed(now, noPingsSentence());
    else if (!isOwedAcknowledgement())
        // This peer never answered one: that it lets us connect has to be proof enough.
        m_calls.connectIsProofEnough(now, m_rules.successesNeeded);
    return Finding::NoPings;
}

// What confirms in the end is known at once, except where a pong has to show first that it can.
Guarantee LinkHealth::guaranteeAtFirst() const
{
    switch (m_confirm) {
    case ConfirmMode::Hop: return Guarantee::Unknown;
    case ConfirmMode::App: return Guarantee::App;
    case ConfirmMode::None: return Guarantee::None;
    }
    Q_UNREACHABLE();
}

std::optional<MonotonicTime> LinkHealth::acknowledgementDue() const
{
    const auto since = m_ledger.oldestWrittenAt();
    if (m_confirm != ConfirmMode::App || !since)
        return {};
    return std::max({*since, m_acknowledgedAt, m_monitor.judgedFrom()}) + m_rules.confirmTimeout;
}

LinkHealth::Finding LinkHealth::missed(MonotonicTime now, Transport &transport)
{
    m_calls.pingFailed(now, missedSentence());
    ask(now, transport);
    return Finding::Missed;
}

std::optional<LinkHealth::News> LinkHealth::newsOf(Finding finding) const
{
    if (finding == Finding::Missed)
        return News{QStringLiteral("Not answering"), missedSentence()};
    if (finding == Finding::NoPings) {
        return News{QStringLiteral("Pings not answered"),
                    confirmsByPong() ? noPingsSentence()
                            + QStringLiteral(": what is sent on this link cannot be confirmed")
                                     : noPingsSentence()};
    }
    return {};
}

std::optional<EndReason> LinkHealth::endAfter(Finding finding) const
{
    if (finding == Finding::Dead)
        return EndReason{.kind = EndKind::HeartbeatTimeout, .detail = missedSentence()};
    if (finding == Finding::Unacknowledged) {
        return EndReason{.kind = EndKind::ConfirmTimeout,
                         .detail = QStringLiteral("no acknowledgement within %1 s")
                                       .arg(toSeconds(m_rules.confirmTimeout))};
    }
    if (finding == Finding::Silent) {
        return EndReason{
            .kind = EndKind::IdleTimeout,
            .detail
            = QStringLiteral("nothing arrived for %1 s").arg(toSeconds(m_rules.idleTimeout))};
    }
    return {};
}

QString LinkHealth::missedSentence() const
{
    return QStringLiteral("ping not answered within %1 s").arg(toSeconds(m_monitor.missedLimit()));
}

QString LinkHealth::noPingsSentence() const
{
    return QStringLiteral("no answer to the first ping within %1 s")
        .arg(toSeconds(m_rules.probeTimeout));
}

void LinkHealth::configure(const StabilityConfig &config)
{
    m_rules = Rules(config);
    m_monitor.configure(config);
}

} // namespace Breakwater
