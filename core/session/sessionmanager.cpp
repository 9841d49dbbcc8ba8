// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/sessionmanager.h>

#include <core/session/sessionsnapshot.h>

namespace Breakwater {

SessionManager::SessionManager(const StabilityConfig &config, const SessionWorld &world)
    : m_config(config), m_world(world)
{ }

Session &SessionManager::open(const SessionId &id, const QString &name, const Endpoint &endpoint)
{
    if (Session *known = find(id)) {
        if (known->connection() == ConnectionState::Closing)
            known->cut(); // who opens again does not wait for the goodbye
        if (!known->isClosed()) {
            known->setEndpoint(endpoint);
            return *known;
        }
    }
    removeClosed();
    auto &session = m_sessions[id];
    session = std::make_unique<Session>(id, name, endpoint, m_config, m_world);
    session->open();
    return *session;
}

SessionManager::Place SessionManager::create(const SessionId &id, const QString &name)
{
    Q_ASSERT(!m_sessions.contains(id));
    return m_sessions.emplace(id, std::make_unique<Session>(id, name, m_config, m_world)).first;
}

Session *SessionManager::find(const SessionId &id) const
{
    const auto found = m_sessions.find(id);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

int SessionManager::removeClosed()
{
    return static_cast<int>(std::erase_if(m_sessions, [this](const auto &entry) {
        if (!entry.second->isClosed())
            return false;
        countDeparture(*entry.second);
        return true;
    }));
}

void SessionManager::remove(Place place)
{
    Session &session = *place->second;
    session.cut(); // what it had left ends counted
    countDeparture(session);
    m_sessions.erase(place);
}

void SessionManager::countDeparture(Session &session)
{
    addCounters(m_departed, session.meter().set());
    m_departed.thisPeriod.merge(session.meter().set().thisPeriod);
}

void SessionManager::configure(const StabilityConfig &config)
{
    m_config = config;
    for (const auto &[id, session] : m_sessions)
        session->configure(config);
}

} // namespace Breakwater
