// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/session/session.h>

#include <map>
#include <memory>
#include <utility>

namespace Breakwater {

//! Owns the sessions, by stable id. Lives on the worker thread.
class SessionManager final
{
public:
    using Sessions = std::map<SessionId, std::unique_ptr<Session>>;
    //! Where a session stands; good until that one is removed.
    using Place = Sessions::const_iterator;

    explicit SessionManager(const StabilityConfig &config, const SessionWorld &world);

    //! Makes and opens the session, or gives the one with this id its new endpoint.
    Session &open(const SessionId &id, const QString &name, const Endpoint &endpoint);
    //! Makes a session for a client that came to us; Session::adopt() gives it its link. The id
    //! must be new.
    Place create(const SessionId &id, const QString &name);
    //! Null when there is none.
    Session *find(const SessionId &id) const;
    //! Destroys those that are closed; what they counted stays in departed(). Call from the event
    //! loop, not from an observer. Returns how many.
    int removeClosed();
    //! The same for one session, whatever its state.
    void remove(Place place);
    void configure(const StabilityConfig &config);

    const Sessions &all() const { return m_sessions; }
    //! Counters of sessions that are gone, so that sums never go back, and latencies of those that
    //! went in this period.
    const MetricSet &departed() const { return m_departed; }
    //! The latter, at the end of a period.
    LatencyHistograms takeDepartedLatencies() { return std::exchange(m_departed.thisPeriod, {}); }

private:
    void countDeparture(Session &session);

    StabilityConfig m_config;
    SessionWorld m_world;
    Sessions m_sessions;
    MetricSet m_departed;
};

} // namespace Breakwater
