// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientfigures.h>

namespace Breakwater {

namespace {

bool isFailing(Session &session)
{
    return session.isUp()
        && (effectiveState(session.breaker()) != BreakerState::Closed
            || session.ledger().isAboveHighWater());
}

void addStrain(ClientFigures::Strain &strain, Session &session)
{
    strain.failing += isFailing(session) ? 1 : 0;
    strain.queued += session.ledger().gauges().queued;
}

} // namespace

ClientFigures::Strain ClientFigures::addTo(SnapshotSum &sum, TimeSample at, bool withLatencies)
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

ClientFigures::Strain ClientFigures::strain() const
{
    Strain strain;
    for (const auto &[id, session] : m_sessions.all())
        addStrain(strain, *session);
    return strain;
}

void ClientFigures::endPeriod(MonotonicTime now, LatencyHistograms &merged)
{
    LatencyHistograms period = m_sessions.takeDepartedLatencies();
    for (const auto &[id, session] : m_sessions.all())
        session->meter().endPeriod(now, period, PeriodDetail::Summary);
    m_settled.merge(period);
    merged.merge(period);
}

void ClientFigures::renewTable(TimeSample at)
{
    std::vector<SessionSnapshot> table;
    table.reserve(m_sessions.all().size());
    for (const auto &[id, session] : m_sessions.all())
        table.push_back(snapshotOf(*session, at));
    m_table = std::make_shared<const std::vector<SessionSnapshot>>(std::move(table));
}

} // namespace Breakwater
