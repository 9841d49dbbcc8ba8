// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/core/snapshot/visitsnapshot.h>

namespace Breakwater::Test {

//! Hands out 1000001, 1000002, …: a value that shows up twice in a document, or not at all, was
//! wired to the wrong key.
class Distinct final
{
public:
    template <class Number> void fill(Number &number)
    {
        number = static_cast<Number>(++m_last);
        m_all.push_back(m_last);
    }
    template <class Number> void fill(std::optional<Number> &number) { fill(number.emplace()); }
    void fill(std::optional<Duration> &duration) { duration = std::chrono::milliseconds(next()); }
    void fill(Duration &duration) { duration = std::chrono::milliseconds(next()); }
    template <class... Values> void all(Values &...values) { (fill(values), ...); }

    //! These say too little to tell one from another.
    template <class... Shares> void shares(Shares &...shares) { ((shares = 0.125), ...); }
    template <class... Texts> void texts(Texts &...texts)
    {
        ((texts = QStringLiteral("text %1").arg(++m_texts)), ...);
    }
    template <class... Flags> void flags(Flags &...flags) { ((flags = true), ...); }
    template <class... Times> void times(Times &...times)
    {
        ((times = WallTime(std::chrono::hours(1))), ...);
    }

    const std::vector<qint64> &given() const { return m_all; }

private:
    qint64 next()
    {
        m_all.push_back(++m_last);
        return m_last;
    }

    qint64 m_last = 1'000'000;
    int m_texts = 0;
    std::vector<qint64> m_all;
};

inline SessionSnapshot fullSession(Distinct &distinct, WallTime at)
{
    SessionSnapshot session;
    visitLink(distinct, session);
    distinct.all(session.dedupHorizon, session.dedupEntries);
    session.id.value = QStringLiteral("feed");
    session.name = QStringLiteral("Feed");
    session.url = QStringLiteral("wss://host/feed?token=\u2026");
    session.connection = ConnectionState::Connected;
    session.connectionDetail = QStringLiteral("probing after an outage");
    session.guarantee = Guarantee::Hop;
    session.breaker.state = BreakerState::HalfOpen;
    session.breaker.failureRate = 0.25;
    session.breaker.isRecovering = true;
    session.breaker.recoveryShare = 0.4;
    session.breaker.cause = QStringLiteral("consecutive_failures");
    session.breaker.detail = QStringLiteral("2 failures in a row");
    session.breaker.lastTransitionAt = at;
    return session;
}

inline Event fullEvent(const SessionSnapshot &session, WallTime at)
{
    Event event;
    event.sequence = 7;
    event.at = at;
    event.severity = Severity::Error;
    event.source = QStringLiteral("breaker");
    event.session = session.id;
    event.sessionName = session.name;
    event.title = QStringLiteral("CLOSED \u2192 OPEN");
    event.detail = QStringLiteral("2 failures in a row");
    return event;
}

inline TransitionRecord fullTransition(const SessionSnapshot &session, WallTime at)
{
    TransitionRecord transition;
    transition.sequence = 3;
    transition.session = session.id;
    transition.to = BreakerState::Open;
    transition.cause = session.breaker.cause;
    transition.detail = session.breaker.detail;
    transition.at = at;
    transition.timeToDetect = std::chrono::milliseconds(12);
    return transition;
}

inline WatchedSource fullSource(Distinct &distinct)
{
    WatchedSource source;
    visit(distinct, source);
    source.id.value = QStringLiteral("watch:eu");
    ServiceBoard board;
    board.services.resize(1);
    board.events.resize(1);
    visit(distinct, board);
    source.services = std::make_shared<const ServiceBoard>(board);
    return source;
}

//! A frame in which everything is known. The given numbers come from `distinct`.
inline Snapshot fullSnapshot(Distinct &distinct)
{
    Snapshot snapshot;
    snapshot.at.wall = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)
        + std::chrono::hours(15) + std::chrono::milliseconds(25'123);
    visit(distinct, snapshot);
    distinct.all(snapshot.engine.dedupHorizon, snapshot.engine.dedupEntries);
    snapshot.source = QStringLiteral("local");
    snapshot.engine.breaker.state = BreakerState::HalfOpen;
    snapshot.tiers = TierSet::all();
    std::vector<CleanupCycle> cycles(1);
    visit(distinct, cycles.front());
    snapshot.serving.cycles = std::make_shared<const std::vector<CleanupCycle>>(cycles);
    snapshot.sessions = {fullSession(distinct, snapshot.at.wall)};
    snapshot.watched = {fullSource(distinct)};
    const SessionSnapshot &session = snapshot.sessions.front();
    snapshot.events
        = std::make_shared<const std::vector<Event>>(1, fullEvent(session, snapshot.at.wall));
    snapshot.transitions = std::make_shared<const std::vector<TransitionRecord>>(
        1, fullTransition(session, snapshot.at.wall));
    return snapshot;
}

} // namespace Breakwater::Test
