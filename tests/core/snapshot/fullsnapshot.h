// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

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
    void fill(std::optional<Duration> &duration) { duration = std::chrono::milliseconds(next()); }
    void fill(Duration &duration) { duration = std::chrono::milliseconds(next()); }
    template <class... Values> void all(Values &...values) { (fill(values), ...); }

    const std::vector<qint64> &given() const { return m_all; }

private:
    qint64 next()
    {
        m_all.push_back(++m_last);
        return m_last;
    }

    qint64 m_last = 1'000'000;
    std::vector<qint64> m_all;
};

inline void fillCounters(SessionSnapshot &session, Distinct &distinct)
{
    auto &c = session.connections;
    distinct.all(c.total, c.failed, c.reconnections, c.timeouts, c.opened, c.localFaults);
    auto &m = session.messages;
    distinct.all(m.accepted, m.recovered, m.sent, m.sentUnconfirmed, m.confirmed, m.expired,
                 m.expiredInDoubt, m.dropped, m.failed, m.deadLettered, m.abandoned, m.kept,
                 m.deduplicated, m.idConflicts, m.rejected, m.storeFailed, m.receivedDuplicates,
                 m.unknownAcks, m.received, m.receivedBytes, m.sentBytes, m.receiveShed);
    distinct.all(session.dedupHorizon, session.dedupEntries);
    auto &q = session.queue;
    distinct.all(q.queued, q.unconfirmed, q.inDoubt, q.storing, q.bytes, q.maxMessages, q.maxBytes,
                 q.oldestAge, q.oldestUnconfirmedAge, q.counters.overflows);
    distinct.all(session.retry.attempts, session.retry.successes, session.retry.failures);
    auto &b = session.breaker;
    distinct.all(b.retryAfter, b.consecutiveFailures, b.counters.opens, b.counters.halfOpens,
                 b.counters.closes, b.counters.lateResults, b.counters.rejections);
    distinct.all(session.averageSend);
    auto &l = session.sinceStart;
    for (LatencySummary *summary : {&l.queue, &l.confirm, &l.total, &l.rtt}) {
        distinct.all(summary->count, summary->mean, summary->p50, summary->p90, summary->p95,
                     summary->p99, summary->p999, summary->max);
    }
}

//! A frame in which everything is known. The given numbers come from `distinct`.
inline Snapshot fullSnapshot(Distinct &distinct)
{
    Snapshot snapshot;
    snapshot.at.wall = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)
        + std::chrono::hours(15) + std::chrono::milliseconds(25'123);
    snapshot.source = QStringLiteral("local");
    distinct.all(snapshot.sequence, snapshot.uptime, snapshot.active);
    distinct.all(snapshot.cleanup.cycles, snapshot.cleanup.clientsRemoved,
                 snapshot.cleanup.bytesFreed, snapshot.cleanup.lastDuration);
    distinct.all(snapshot.memory.rssBytes, snapshot.memory.historyBytes,
                 snapshot.memory.queueBytes);
    fillCounters(snapshot.engine, distinct);

    SessionSnapshot session;
    fillCounters(session, distinct);
    distinct.all(session.connectedFor);
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
    session.breaker.lastTransitionAt = snapshot.at.wall;
    snapshot.engine.breaker.state = BreakerState::HalfOpen;
    snapshot.sessions = {session};

    Event event;
    event.sequence = 7;
    event.at = snapshot.at.wall;
    event.severity = Severity::Error;
    event.source = QStringLiteral("breaker");
    event.session = session.id;
    event.sessionName = session.name;
    event.title = QStringLiteral("CLOSED \u2192 OPEN");
    event.detail = QStringLiteral("2 failures in a row");
    snapshot.events = std::make_shared<const std::vector<Event>>(1, event);
    TransitionRecord transition;
    transition.sequence = 3;
    transition.session = session.id;
    transition.to = BreakerState::Open;
    transition.cause = session.breaker.cause;
    transition.detail = session.breaker.detail;
    transition.at = snapshot.at.wall;
    transition.timeToDetect = std::chrono::milliseconds(12);
    snapshot.transitions = std::make_shared<const std::vector<TransitionRecord>>(1, transition);
    return snapshot;
}

} // namespace Breakwater::Test
