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
    explicit SessionManager(const StabilityConfig &config, const SessionWorld &world);

    //! Makes and opens the session, or gives the one with this id its new endpoint.
    Session &open(const SessionId &id, const QString &name, const Endpoint &endpoint);
    //! Makes a session for a client that came to us; Session::adopt() gives it its link. The id
    //! must be new.
    Session &create(const SessionId &id, const QString &name);
    //! Null when there is none.
    Session *find(const SessionId &id) const;
    //! Destroys those that are closed; what they counted stays in departed(). Call from the event
    //! loop, not from an observer. Returns how many.
    int removeClosed();
    //! The same for one session, whatever its state. Nothing when there is none.
    void remove(const SessionId &id);
    void configure(const StabilityConfig &config);

    const std::map<SessionId, std::unique_ptr<Session>> &all() const { return m_sessions; }
    //! Counters of sessions that are gone, so that sums never go back, and latencies of those that
    //! went in this period.
    const MetricSet &departed() const { return m_departed; }
    //! The latter, at the end of a period.
    LatencyHistograms takeDepartedLatencies() { return std::exchange(m_departed.thisPeriod, {}); }

private:
    void countDeparture(Session &session);

    StabilityConfig m_config;
    SessionWorld m_world;
    std::map<SessionId, std::unique_ptr<Session>> m_sessions;
    MetricSet m_departed;
};

} // namespace Breakwater
