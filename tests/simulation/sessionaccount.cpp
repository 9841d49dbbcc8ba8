// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/sessionaccount.h>

#include <algorithm>
#include <utility>

namespace Breakwater::Simulation {

SessionAccount::SessionAccount(const StabilityConfig &config, const SimServer &server,
                               const SimDisk *disk, Findings &findings)
    : m_config(config), m_findings(findings), m_messages(config, server, disk, findings),
      m_link(config, findings), m_breaker(config.circuitBreaker, findings)
{ }

void SessionAccount::dialled(MonotonicTime now, const SimLink &link)
{
    spoke("dials");
    if (m_link.id() != 0)
        m_findings.add("I5", QStringLiteral("a second link beside the first"));
    if (m_isRefused)
        m_findings.add("I6", QStringLiteral("it dials a server that refused it"));
    if (!m_breaker.allowsDial(now))
        m_findings.add("I6", QStringLiteral("it dials though the breaker forbids it"));
    ++m_dials;
    m_generationAtDial = m_breaker.generation();
    m_link.dialled(now, link.id);
}

bool SessionAccount::mayWrite() const
{
    if (!isUp())
        return false;
    return m_breaker.state() == BreakerState::Closed || m_breaker.isRecovering()
        || m_breaker.isOverridden();
}

void SessionAccount::wrote(MonotonicTime now, const SimLink &link, const QByteArray &payload,
                           std::int64_t backlogBefore)
{
    spoke("writes");
    if (std::exchange(m_isPreambleDue, false)) {
        if (payload != m_config.session.preamble->toUtf8())
            m_findings.add("I3", QStringLiteral("something goes before the preamble"));
        return;
    }
    followSilence(now);
    if (!mayWrite())
        m_findings.add("I6", QStringLiteral("a message is spent where none may go"));
    if (backlogBefore >= m_config.transport.highWater)
        m_findings.add("I5", QStringLiteral("it writes above the high-water mark"));
    const auto window = m_breaker.window(now, m_config.queue.maxMessages);
    if (window && m_messages.unconfirmed() >= *window)
        m_findings.add("I5", QStringLiteral("more is under way than the recovery allows"));
    const auto content = contentOf(payload);
    if (!content)
        return m_findings.add("I3", QStringLiteral("it writes what nobody sent"));
    m_messages.wrote(now, link, *content, payload.size());
}

void SessionAccount::pinged(MonotonicTime now, const SimLink &, const QByteArray &payload)
{
    spoke("pings");
    followSilence(now);
    m_link.pinged(now, payload, m_messages.lastWritten());
}

void SessionAccount::closed()
{
    spoke("closes a link");
    m_link.closing();
}

void SessionAccount::aborted(MonotonicTime now)
{
    if (m_isCrashed)
        return;
    spoke("aborts a link");
    followSilence(now);
    m_givenUp += m_link.isUp() ? 0 : 1;
    const bool isWanted
        = m_isGivingUpAsked || m_breaker.isOverridden() || m_breaker.state() == BreakerState::Open;
    if (m_link.isUp() && !isWanted && !m_link.mayBeGivenUp() && !m_isAckMissCounted)
        m_findings.add("I13", QStringLiteral("a healthy link is given up"));
    lostLink();
}

void SessionAccount::lostLink()
{
    m_link.gone();
    m_messages.linkLost();
    m_hasLostLink = true;
}

void SessionAccount::opening(MonotonicTime now)
{
    ++m_opened;
    m_notFound = 0;
    m_link.opened(now);
    m_isAckMissCounted = false;
    m_messages.linkOpened(m_link.id());
    m_isPreambleDue = m_config.session.preamble.has_value();
}

void SessionAccount::ponging(MonotonicTime now, const QByteArray &payload)
{
    followSilence(now);
    const auto proof = m_link.ponged(now, payload);
    if (!proof)
        return;
    m_breaker.proofSeen(now, proof->askedAt);
    // A late answer ends no call; and where an acknowledgement is owed, a pong is none.
    if (!proof->endsItsCall || m_config.delivery.confirm == ConfirmMode::App)
        m_breaker.uncertain();
    else
        m_breaker.successSeen();
    if (m_config.delivery.confirm == ConfirmMode::Hop)
        m_messages.proven(proof->upTo);
}

void SessionAccount::texting(MonotonicTime now, const QByteArray &payload)
{
    ++m_received;
    followSilence(now);
    m_link.heard(now);
    m_dueToHandOn += isRepetition(now, payload) ? 0 : 1;
    const auto acknowledged = acknowledgedBy(payload);
    const bool isApp = m_config.delivery.confirm == ConfirmMode::App;
    if (acknowledged && isApp && m_messages.acknowledged(*acknowledged)) {
        m_isAckMissCounted = false;
        m_breaker.proofSeen(now, m_link.dialledAt());
        m_breaker.uncertain();
    }
}

bool SessionAccount::isRepetition(MonotonicTime now, const QByteArray &payload)
{
    const auto &dedup = m_config.deduplication;
    if (!dedup.enabled || !dedup.incomingId || !payload.startsWith("{\"id\""))
        return false;
    const auto known = m_heardTexts.find(payload);
    if (known != m_heardTexts.end() && now - known->second < dedup.ttl)
        return true;
    m_heardTexts.insert_or_assign(payload, now);
    return false;
}

void SessionAccount::handedOn()
{
    spoke("hands on a message");
    --m_dueToHandOn;
}

void SessionAccount::draining(MonotonicTime now, std::int64_t backlog)
{
    if (backlog > 0)
        m_link.drained(now);
}

void SessionAccount::ending(MonotonicTime now, const EndReason &reason)
{
    followSilence(now);
    m_failed += m_link.isUp() ? 0 : 1;
    if (!m_link.isClosing())
        blame(reason);
    lostLink();
}

void SessionAccount::blame(const EndReason &reason)
{
    Blame blame = blameFor(reason);
    m_notFound = blame == Blame::NotFound ? m_notFound + 1 : 0;
    if (blame == Blame::NotFound)
        blame = m_notFound >= 3 ? Blame::Refusal : Blame::Peer;
    m_isRefused = blame == Blame::Refusal;
    if (blame == Blame::Content)
        m_messages.contentRefused();
    if (blame != Blame::Peer)
        return;
    const bool isCertain = m_generationAtDial == m_breaker.generation();
    if (isCertain && m_breaker.state() == BreakerState::Closed)
        m_breaker.failureSeen();
    else
        m_breaker.maybeFailed();
}

void SessionAccount::transitioned(MonotonicTime now, const BreakerTransition &transition)
{
    spoke("changes its breaker");
    followSilence(now);
    m_breaker.transitioned(now, transition, m_messages.alive() > 0);
    m_link.countAnew(); // what was due before may be told to the breaker only now
    m_isAckMissCounted = false;
}

//! Where no pong ever came, a connect is all the proof there can be; else it has failed.
void SessionAccount::followSilence(MonotonicTime now)
{
    for (int misses = m_link.takeMisses(now); misses > 0; --misses) {
        m_breaker.uncertain();
        m_breaker.maybeFailed();
    }
    if (m_link.isUp() && m_messages.isAcknowledgementDue(now)
        && !std::exchange(m_isAckMissCounted, true))
        m_breaker.maybeFailed();
    if (m_link.isSilent(now) && m_link.answersEver() == 0)
        m_breaker.connectWasProof(m_link.probedUntil());
}

void SessionAccount::spoke(const char *what)
{
    if (m_isStopped)
        m_findings.add("I9",
                       QStringLiteral("a session that has ended %1").arg(QLatin1StringView(what)));
}

void SessionAccount::ended(MonotonicTime now, std::uint64_t message, MessageState how)
{
    m_messages.setUnconfirmable(m_link.isUnconfirmable(now));
    m_messages.ended(now, message, how);
}

void SessionAccount::sending(MonotonicTime now, const OutgoingMessage &message,
                             const Content &content, std::int64_t budgetUsed)
{
    followSilence(now);
    m_expected = m_messages.offer(now, message, content, mayWrite(), budgetUsed);
}

void SessionAccount::answered(const SendOutcome &outcome)
{
    const bool isUnsure = m_breaker.isOverridden() || m_breaker.state() == BreakerState::HalfOpen;
    const bool mayBeDown = outcome.verdict == SendVerdict::LinkDown && isUnsure;
    const bool isAsExpected = m_messages.isFitting(m_expected, outcome);
    if (!isAsExpected && !mayBeDown)
        m_findings.add(
            "I4",
            QStringLiteral("send() is answered %1 instead of %2")
                .arg(QString(toString(outcome.verdict)),
                     m_expected ? QString(toString(*m_expected)) : QStringLiteral("accepted")));
    m_messages.answered(outcome);
}

void SessionAccount::closingAsked()
{
    m_messages.stopAccepting();
    m_messages.stopping();
    m_isGivingUpAsked = true;
}

void SessionAccount::retryAsked()
{
    m_isRefused = false;
    m_notFound = 0;
}

void SessionAccount::forced(MonotonicTime now, BreakerOverride value, Duration length)
{
    m_breaker.forced(now, value, length);
}

void SessionAccount::disturbed(MonotonicTime now)
{
    m_link.disturbed(now);
    m_breaker.disturbed(now);
}

void SessionAccount::configure(const StabilityConfig &config)
{
    m_config = config;
    m_messages.configure(config);
    m_link.configure(config);
}

void SessionAccount::afterEvent(MonotonicTime now, Session &session)
{
    followSilence(now);
    m_messages.setUnconfirmable(m_link.isUnconfirmable(now));
    m_isStopped = session.isClosed();
    m_isGivingUpAsked = m_isGivingUpAsked && m_messages.isStopping();
    if (m_isStopped && m_link.id() != 0)
        m_findings.add("I9", QStringLiteral("a link outlives its session"));
    m_messages.afterEvent(m_isStopped);
    m_findings.compare("I4", "messages that it owes its listener", 0,
                       std::exchange(m_dueToHandOn, 0));
    m_messages.compare(session, session.meter().set());
    compareCounters(session.meter().set());
    m_breaker.afterEvent(session.breaker(), m_link.id() != 0);
    if (std::exchange(m_hasLostLink, false))
        judgeDelay(now, session);
}

void SessionAccount::compareCounters(const MetricSet &metrics)
{
    const auto same = [this](const char *invariant, const char *what, std::uint64_t ofTheCore,
                             std::int64_t own) {
        m_findings.compare(invariant, what, static_cast<std::int64_t>(ofTheCore), own);
    };
    same("I7", "attempts", metrics.connections.total, m_dials);
    same("I7", "opened links", metrics.connections.opened, m_opened);
    same("I7", "failed attempts", metrics.connections.failed, m_failed);
    const bool isConnecting = m_link.id() != 0 && !m_link.isUp();
    m_findings.compare("I7", "attempts", m_dials,
                       m_opened + m_failed + m_givenUp + (isConnecting ? 1 : 0));
    if (static_cast<std::int64_t>(metrics.calls.failures) > m_breaker.failuresEver())
        m_findings.compare("I6", "failures", static_cast<std::int64_t>(metrics.calls.failures),
                           m_breaker.failuresEver());
    same("I1", "received", metrics.messages.received, m_received);
    const auto measured
        = static_cast<std::int64_t>(metrics.settled.rtt.count() + metrics.thisPeriod.rtt.count());
    if (measured + m_link.unmeasured() < m_link.answersEver() || measured > m_link.answersEver())
        m_findings.compare("I12", "round trips", measured, m_link.answersEver());
}

void SessionAccount::judgeDelay(MonotonicTime now, const Session &session)
{
    if (session.connection() != ConnectionState::BackingOff)
        return;
    constexpr Duration afterLocalCause = std::chrono::milliseconds(250);
    const Duration most
        = std::max(afterLocalCause, m_config.reconnect.maxDelay + m_config.reconnect.spread);
    const auto next = session.nextAttemptAt();
    if (!next || *next < now || *next > now + most)
        m_findings.add("I7",
                       QStringLiteral("the next attempt comes in %1 s, in %2 s at the latest")
                           .arg(next ? toSeconds(*next - now) : -1.0)
                           .arg(toSeconds(most)));
}

void SessionAccount::atRest(MonotonicTime now)
{
    m_messages.atRest(now);
    m_link.atRest(now);
    m_breaker.atRest(now);
}

} // namespace Breakwater::Simulation
