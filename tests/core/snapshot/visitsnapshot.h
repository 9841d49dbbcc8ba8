// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

namespace Breakwater::Test {

// Every value of a snapshot that the document carries, handed to a filler: `all` for numbers and
// durations, `shares` for what lies between 0 and 1, `texts`, `flags`, `times`.

template <class Filler> void visit(Filler &fill, LatencySummary &latency)
{
    fill.all(latency.count, latency.mean, latency.p50, latency.p90, latency.p95, latency.p99,
             latency.p999, latency.max);
}

template <class Filler> void visit(Filler &fill, LatencySnapshot &latency)
{
    for (LatencySummary *summary : {&latency.queue, &latency.confirm, &latency.total, &latency.rtt})
        visit(fill, *summary);
}

template <class Filler> void visit(Filler &fill, MessageCounters &m)
{
    fill.all(m.accepted, m.recovered, m.sent, m.sentUnconfirmed, m.confirmed, m.expired,
             m.expiredInDoubt, m.dropped, m.failed, m.deadLettered, m.abandoned, m.kept,
             m.deduplicated, m.idConflicts, m.rejected, m.storeFailed, m.receivedDuplicates,
             m.unknownAcks, m.received, m.receivedBytes, m.sentBytes, m.receiveShed);
}

template <class Filler> void visit(Filler &fill, BreakerSnapshot &b)
{
    fill.all(b.inState, b.retryAfter, b.consecutiveFailures, b.windowCalls, b.probeSuccesses,
             b.probesNeeded, b.failureThreshold, b.window);
    fill.all(b.counters.opens, b.counters.halfOpens, b.counters.closes, b.counters.lateResults,
             b.counters.rejections);
    fill.shares(b.failureRate, b.slowRate, b.failureRateThreshold);
    fill.texts(b.cause, b.detail, b.overrideReason);
    fill.flags(b.enabled);
    fill.times(b.lastTransitionAt);
}

//! What engine and sessions have in common.
template <class Filler> void visitCommon(Filler &fill, SessionSnapshot &session)
{
    auto &c = session.connections;
    fill.all(c.total, c.failed, c.reconnections, c.timeouts, c.opened, c.localFaults);
    visit(fill, session.messages);
    auto &q = session.queue;
    fill.all(q.queued, q.unconfirmed, q.inDoubt, q.storing, q.bytes, q.maxMessages, q.maxBytes,
             q.oldestAge, q.oldestUnconfirmedAge, q.counters.overflows);
    fill.shares(q.highWater);
    fill.all(session.retry.attempts, session.retry.successes, session.retry.failures);
    visit(fill, session.breaker);
    fill.all(session.averageSend, session.sentTotal, session.receivedTotal,
             session.transportBacklog);
    auto &r = session.rates;
    fill.all(r.sent, r.received, r.sentBytes, r.receivedBytes, r.retries, r.calls, r.failures);
    fill.shares(r.errorRate);
    visit(fill, session.sinceStart);
    visit(fill, session.period);
}

template <class Filler> void visitLink(Filler &fill, SessionSnapshot &session)
{
    visitCommon(fill, session);
    fill.all(session.connectedFor, session.nextAttemptIn, session.attempt, session.lastRtt,
             session.heartbeatUnansweredFor);
    fill.texts(session.name, session.url, session.connectionDetail);
    fill.flags(session.isAdopted, session.isPlaintextToRemote);
}

template <class Filler> void visit(Filler &fill, CleanupCycle &cycle)
{
    fill.all(cycle.sequence, cycle.clientsRemoved, cycle.bytesFreed, cycle.duration, cycle.slices,
             cycle.longestSlice);
    fill.times(cycle.at);
}

template <class Filler> void visit(Filler &fill, ServingSnapshot &s)
{
    fill.all(s.clients, s.connected, s.failing, s.queued, s.subscribers, s.accepted, s.resumed,
             s.refused, s.framesSkipped);
    fill.texts(s.url);
}

template <class Filler> void visit(Filler &fill, Event &event)
{
    fill.all(event.sequence);
    fill.texts(event.source, event.session.value, event.sessionName, event.title, event.detail);
    fill.times(event.at);
}

template <class Filler> void visit(Filler &fill, TransitionRecord &record)
{
    fill.all(record.sequence, record.timeToDetect);
    fill.texts(record.session.value, record.cause, record.detail);
    fill.times(record.at);
}

template <class Filler> void visit(Filler &fill, ServiceCard &card)
{
    fill.all(card.events, card.errors, card.bytes, card.eventsPerSecond, card.bytesPerSecond);
    fill.shares(card.errorRate);
    fill.texts(card.name);
    fill.times(card.lastEventAt);
    visit(fill, card.responseTime);
    visit(fill, card.periodResponseTime);
}

template <class Filler> void visit(Filler &fill, ServiceEvent &event)
{
    fill.all(event.sequence, event.responseTime, event.bytes);
    fill.texts(event.service, event.what, event.detail);
    fill.flags(event.isError);
    fill.times(event.at);
}

template <class Filler> void visit(Filler &fill, ServiceBoard &board)
{
    fill.all(board.unknown, board.malformed, board.servicesLeftOut);
    fill.texts(board.lastUnknown, board.lastMalformed);
    for (ServiceCard &card : board.services)
        visit(fill, card);
    for (ServiceEvent &event : board.events)
        visit(fill, event);
}

template <class Filler> void visit(Filler &fill, WatchedSource &source)
{
    fill.all(source.attempt, source.nextAttemptIn, source.age, source.period);
    fill.texts(source.name, source.url, source.detail);
    fill.times(source.takenAt);
}

//! Of the frame itself and its engine.
template <class Filler> void visit(Filler &fill, Snapshot &snapshot)
{
    fill.all(snapshot.sequence, snapshot.uptime, snapshot.active);
    fill.all(snapshot.cleanup.cycles, snapshot.cleanup.clientsRemoved, snapshot.cleanup.bytesFreed,
             snapshot.cleanup.lastDuration);
    fill.all(snapshot.memory.rssBytes, snapshot.memory.historyBytes, snapshot.memory.queueBytes);
    fill.all(snapshot.periods.realtime, snapshot.periods.performance, snapshot.periods.aggregate);
    fill.texts(snapshot.source);
    visitCommon(fill, snapshot.engine);
    visit(fill, snapshot.serving);
}

} // namespace Breakwater::Test
