// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientregistry.h>

// What the registry shows of its clients, and passes on of what they say.

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

Severity severityOf(BreakerState state)
{
    switch (state) {
    case BreakerState::Open: return Severity::Error;
    case BreakerState::HalfOpen: return Severity::Warning;
    case BreakerState::Closed: return Severity::Info;
    }
    Q_UNREACHABLE();
}

QString shown(BreakerState state)
{
    return QString(toString(state)).replace(u'_', u'-').toUpper();
}

bool isFailing(Session &session)
{
    return session.isUp()
        && (effectiveState(session.breaker()) != BreakerState::Closed
            || session.ledger().isAboveHighWater());
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
    sessionEvent(session, severityOf(transition.to), u"breaker"_qs,
                 u"%1 → %2"_qs.arg(shown(transition.from), shown(transition.to)),
                 transition.detail);
}

void ClientRegistry::sessionSettled(Session &, MessageId, SendVerdict) { }

void ClientRegistry::sessionReceived(Session &session, const QByteArray &payload, PayloadKind kind)
{
    m_world.listener.clientMessage(session.id(), payload, kind);
}

void ClientRegistry::addTo(SnapshotSum &sum, TimeSample at, bool withLatencies)
{
    sum.addCounters(m_sessions.departed());
    for (const auto &[id, session] : m_sessions.all()) {
        Q_ASSERT(session->ledger().isConserved());
        sum.add(*session, at);
    }
    if (withLatencies) {
        m_shown.clear();
        m_shown.merge(m_settled);
        m_shown.merge(m_departed);
        for (const auto &[id, session] : m_sessions.all())
            m_shown.merge(session->meter().set().thisPeriod);
    }
    sum.addLatencies(m_shown);
}

void ClientRegistry::endPeriod(MonotonicTime now, LatencyHistograms &merged)
{
    LatencyHistograms period = std::exchange(m_departed, {});
    for (const auto &[id, session] : m_sessions.all())
        session->meter().endPeriod(now, period, PeriodDetail::Summary);
    m_settled.merge(period);
    merged.merge(period);
}

ServingSnapshot ClientRegistry::look(TimeSample at, bool withTable)
{
    ServingSnapshot result{.clients = static_cast<std::int64_t>(m_clients.size()),
                           .connected = m_connected,
                           .accepted = m_accepted,
                           .resumed = m_resumed,
                           .eventsLeftOut = m_notices.leftOut(),
                           .cycles = m_log.cycles()};
    std::vector<SessionSnapshot> table;
    table.reserve(withTable ? m_clients.size() : 0);
    for (const auto &[id, session] : m_sessions.all()) {
        result.failing += isFailing(*session) ? 1 : 0;
        result.queued += session->ledger().gauges().queued;
        if (withTable)
            table.push_back(snapshotOf(*session, at));
    }
    if (withTable)
        m_table = std::make_shared<const std::vector<SessionSnapshot>>(std::move(table));
    result.table = m_table;
    return result;
}

} // namespace Breakwater
