// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientregistry.h>

#include <core/session/transitionnews.h>

// What the registry shows of its clients, and passes on of what they say.

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

bool isFailing(Session &session)
{
    return session.isUp()
        && (effectiveState(session.breaker()) != BreakerState::Closed
            || session.ledger().isAboveHighWater());
}

void addStrain(ClientRegistry::Strain &strain, Session &session)
{
    strain.failing += isFailing(session) ? 1 : 0;
    strain.queued += session.ledger().gauges().queued;
}

} // namespace

void ClientRegistry::sessionEvent(Session &session, Severity severity, const QString &source,
                                  const QString &title, const QString &detail)
{
    // Who comes, goes and answers late is told by numbers; of its link only what is lost for good.
    if (source == "connection"_L1 && severity != Severity::Error)
        return;
    if (const auto told = m_notices.take(m_world.time.now(), detail))
        m_world.listener.clientEvent(session.id(), severity, source, title, *told);
}

void ClientRegistry::sessionTransitioned(Session &session, const BreakerTransition &transition)
{
    const TransitionNews news = newsOf(transition);
    sessionEvent(session, news.severity, u"breaker"_qs, news.title, transition.detail);
}

void ClientRegistry::sessionSettled(Session &, MessageId, SendVerdict) { }

void ClientRegistry::sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind)
{
    m_world.listener.clientMessage(session.id(), payload, kind);
}

void ClientRegistry::clientsRemoved()
{
    if (m_evictedMessages == 0)
        return;
    const QString lost
        = u"%1 messages for clients that are away were dropped: too many are away"_qs.arg(
            m_evictedMessages);
    const auto told = m_notices.take(m_world.time.now(), lost);
    if (!told)
        return; // said with the next
    m_evictedMessages = 0;
    m_world.listener.clientEvent(m_lastEvicted, Severity::Warning, u"cleanup"_qs,
                                 u"Clients were removed early"_qs, *told);
}

ClientRegistry::Strain ClientRegistry::addTo(SnapshotSum &sum, TimeSample at, bool withLatencies)
{
    Strain strain;
    sum.addCounters(m_sessions.departed());
    for (const auto &[id, session] : m_sessions.all()) {
        Q_ASSERT(session->ledger().isConserved());
        sum.add(*session, at);
        addStrain(strain, *session);
    }
    if (withLatencies) {
        m_shown.clear();
        m_shown.merge(m_settled);
        m_shown.merge(m_sessions.departed().thisPeriod);
        for (const auto &[id, session] : m_sessions.all())
            m_shown.merge(session->meter().set().thisPeriod);
    }
    sum.addLatencies(m_shown);
    return strain;
}

ClientRegistry::Strain ClientRegistry::strain() const
{
    Strain strain;
    for (const auto &[id, session] : m_sessions.all())
        addStrain(strain, *session);
    return strain;
}

void ClientRegistry::endPeriod(MonotonicTime now, LatencyHistograms &merged)
{
    LatencyHistograms period = m_sessions.takeDepartedLatencies();
    for (const auto &[id, session] : m_sessions.all())
        session->meter().endPeriod(now, period, PeriodDetail::Summary);
    m_settled.merge(period);
    merged.merge(period);
}

ServingSnapshot ClientRegistry::look(TimeSample at, bool withTable, const Strain &strain)
{
    ServingSnapshot result{.clients = static_cast<std::int64_t>(m_clients.size()),
                           .connected = m_connected,
                           .failing = strain.failing,
                           .queued = strain.queued,
                           .accepted = m_accepted,
                           .resumed = m_resumed,
                           .eventsLeftOut = m_notices.leftOut(),
                           .cycles = m_cleanup.cycles()};
    if (withTable) {
        std::vector<SessionSnapshot> table;
        table.reserve(m_clients.size());
        for (const auto &[id, session] : m_sessions.all())
            table.push_back(snapshotOf(*session, at));
        m_table = std::make_shared<const std::vector<SessionSnapshot>>(std::move(table));
    }
    result.table = m_table;
    return result;
}

} // namespace Breakwater
