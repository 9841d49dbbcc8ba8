// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/remotecore.h>

#include <algorithm>
#include <utility>

namespace Breakwater {

using namespace std::chrono_literals;

namespace {

// A remote may tell what it likes; by a period of a year it would never be stale.
constexpr Duration shortestPeriod = 100ms;
constexpr Duration longestPeriod = 5min;

bool isSameLink(const SessionSnapshot &a, const SessionSnapshot &b)
{
    return a.id == b.id && a.connection == b.connection
        && a.breaker.effectiveState() == b.breaker.effectiveState();
}

bool looksDifferent(const Snapshot &a, const Snapshot &b)
{
    return a.active != b.active || !isSameLink(a.engine, b.engine)
        || !std::ranges::equal(a.sessions, b.sessions, isSameLink);
}

} // namespace

bool RemoteCore::take(const Snapshot &snapshot, TimeSample arrivedAt, Extent extent)
{
    // Not whatever comes outside the tiers: two that watch each other would echo it for ever.
    const bool isNews = !m_latest || looksDifferent(*m_latest, snapshot);
    takeHappenings(snapshot, extent);
    m_takenAt = snapshot.at.wall;
    m_toldSequence = snapshot.sequence;
    m_tiers.add(extent == Extent::Whole ? TierSet::all() : snapshot.tiers);
    m_latest = snapshot;
    m_latest->source = m_name;
    m_latest->watched.clear(); // what the remote watches is not ours to show
    m_latest->engine.isWatched = true;
    for (SessionSnapshot &session : m_latest->sessions)
        session.isWatched = true;
    renewed(arrivedAt);
    return isNews;
}

//! A server that was started anew counts from 1 again: what is known by its old numbers would hide
//! what happens now.
void RemoteCore::takeHappenings(const Snapshot &snapshot, Extent extent)
{
    const bool beganAnew
        = m_latest && (snapshot.sequence < m_toldSequence || snapshot.uptime < m_latest->uptime);
    const auto take = [&](auto &ring, const auto &records) {
        if (beganAnew)
            ring.clear();
        if (records && extent == Extent::Whole)
            ring.takeWhole(*records);
        else if (records)
            ring.take(*records);
    };
    take(m_events, snapshot.events);
    take(m_transitions, snapshot.transitions);
}

bool RemoteCore::take(const Event &event, TimeSample arrivedAt)
{
    if (m_events.add(event))
        renewed(arrivedAt);
    return false;
}

bool RemoteCore::take(const TransitionRecord &transition, TimeSample arrivedAt)
{
    const bool isNews = m_transitions.add(transition);
    if (isNews)
        renewed(arrivedAt);
    return isNews;
}

void RemoteCore::renewed(TimeSample arrivedAt)
{
    if (!m_latest)
        return;
    m_latest->at = arrivedAt;
    m_latest->sequence = ++m_sequence;
    m_frame.reset();
}

std::optional<Duration> RemoteCore::period() const
{
    if (!m_latest || m_latest->periods.realtime <= Duration::zero())
        return {};
    return std::clamp(m_latest->periods.realtime, shortestPeriod, longestPeriod);
}

SnapshotPtr RemoteCore::frame()
{
    if (!m_latest || m_frame)
        return m_frame;
    m_latest->tiers = std::exchange(m_tiers, {});
    m_latest->events = m_events.records();
    m_latest->transitions = m_transitions.records();
    m_frame = std::make_shared<const Snapshot>(*m_latest);
    return m_frame;
}

} // namespace Breakwater
