// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

namespace Breakwater::Test {

//! A session as the engine would describe it: connected, closed breaker, quiet, until told
//! otherwise.
class SessionBuilder final
{
public:
    explicit SessionBuilder(const QString &id);

    SessionBuilder &named(const QString &name);
    SessionBuilder &url(const QString &url, bool plaintextToRemote = false);
    SessionBuilder &connection(ConnectionState state, const QString &detail = {});
    SessionBuilder &waiting(int attempt, Duration nextIn, const QString &detail = {});
    SessionBuilder &rtt(std::optional<Duration> rtt);
    SessionBuilder &unanswered(Duration since);
    SessionBuilder &guarantee(Guarantee guarantee);
    SessionBuilder &open(Duration retryAfter, const QString &detail = {});
    SessionBuilder &halfOpen(int successes, int needed);
    SessionBuilder &breaker(const BreakerSnapshot &breaker);
    SessionBuilder &forced(BreakerOverride value, const QString &reason);
    SessionBuilder &queue(std::int64_t queued, std::int64_t unconfirmed, std::int64_t most = 1000);
    SessionBuilder &rates(double in, double out, std::optional<double> errors = 0.0);
    SessionBuilder &latency(std::uint64_t count, Duration p50, Duration p95, Duration p99);
    SessionBuilder &messages(const MessageCounters &counters);

    const SessionSnapshot &build() const { return m_session; }
    // NOLINTNEXTLINE(google-explicit-constructor): reads as the value it makes
    operator const SessionSnapshot &() const { return m_session; }

private:
    SessionSnapshot m_session;
};

//! A frame. Its engine's sum is made from its sessions, as the engine does it.
class SnapshotBuilder final
{
public:
    explicit SnapshotBuilder(std::uint64_t sequence = 1);

    SnapshotBuilder &at(TimeSample at);
    SnapshotBuilder &tiers(std::initializer_list<Tier> tiers);
    SnapshotBuilder &realtimePeriod(Duration period);
    SnapshotBuilder &session(const SessionSnapshot &session);
    SnapshotBuilder &watched(const WatchedSource &source);
    SnapshotBuilder &transition(const TransitionRecord &record);
    SnapshotBuilder &event(const Event &event);
    //! `count` events numbered from `first` on.
    SnapshotBuilder &events(std::uint64_t first, int count);

    SnapshotPtr build() const;

private:
    Snapshot m_frame;
    std::vector<Event> m_events;
    std::vector<TransitionRecord> m_transitions;
};

//! The event of that number, with text made from it.
Event numberedEvent(std::uint64_t sequence, WallTime at = {});

} // namespace Breakwater::Test
