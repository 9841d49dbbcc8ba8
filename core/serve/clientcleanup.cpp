// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientregistry.h>

// Which sessions of clients end for good, and when.

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! Looking at all who wait costs as much as they are many.
constexpr Duration looksAtWaitingEvery = std::chrono::seconds(1);

} // namespace

void ClientRegistry::removeEnded()
{
    for (const Session *session : std::exchange(m_ended, {})) {
        const auto found = m_clients.find(session);
        if (found != m_clients.end())
            remove(found->second);
    }
    boundAway();
}

std::size_t ClientRegistry::mostAway() const
{
    return mostAwayPerClient * static_cast<std::size_t>(m_config.limits.clients);
}

void ClientRegistry::boundAway()
{
    const MonotonicTime now = m_world.time.now();
    while (away() > mostAway()) {
        if (auto *idle = m_idle.oldest()) {
            cleanUpOrWait(static_cast<Client &>(*idle));
        } else if (now - m_waitingSeen >= looksAtWaitingEvery) {
            m_waitingSeen = now;
            cleanUpWaiting(now);
        } else {
            evict(static_cast<Client &>(*m_waiting.oldest()));
        }
    }
    tellEvicted();
}

void ClientRegistry::cleanUpOrWait(Client &client)
{
    if (client.session.ledger().isEmpty())
        return cleanUp(client);
    const MonotonicTime since = client.since;
    unlist(client);
    m_waiting.append(client, since);
    client.isWaiting = true;
}

void ClientRegistry::cleanUpWaiting(MonotonicTime latest)
{
    IdleList::Node *next = m_waiting.oldest();
    while (next && next->since <= latest) {
        auto &client = static_cast<Client &>(*next);
        next = next->after;
        if (client.session.ledger().isEmpty())
            cleanUp(client);
    }
}

void ClientRegistry::evict(Client &client)
{
    m_evictedMessages += client.session.ledger().gauges().messages();
    m_lastEvicted = client.session.id();
    cleanUp(client);
}

void ClientRegistry::tellEvicted()
{
    if (m_evictedMessages == 0)
        return;
    const QString lost
        = u"%1 messages for clients that are away were dropped: too many are away"_qs.arg(
            m_evictedMessages);
    const auto told = m_notices.take(m_world.time.now(), lost);
    if (!told)
        return; // said with the next
    m_evictedMessages = 0;
    m_world.listener.clientEvent(m_lastEvicted, Severity::Warning, u"cleanup"_qs,
                                 u"Clients were removed early"_qs, *told);
}

void ClientRegistry::remove(Client &client)
{
    Session &session = client.session;
    const SessionId id = session.id();
    unlist(client);
    setUp(client, false);
    m_tokens.revoke(id);
    m_clients.erase(&session);
    m_departed.merge(session.meter().set().thisPeriod);
    m_sessions.remove(id);
}

void ClientRegistry::cleanUp(Client &client)
{
    m_cycle.bytesFreed += static_cast<std::uint64_t>(client.session.footprint());
    m_cycle.clientsRemoved += 1;
    remove(client);
}

CleanupCycle ClientRegistry::sweep()
{
    const TimeSample began = m_world.time.sample();
    const MonotonicTime latest = began.monotonic - m_config.metrics.clientMetricsTtl;
    cleanUpWaiting(latest);
    for (auto *idle = m_idle.oldest(); idle && idle->since <= latest; idle = m_idle.oldest())
        cleanUpOrWait(static_cast<Client &>(*idle));
    tellEvicted();
    m_lastCleanup = m_world.time.now();
    m_cycle.at = began.wall;
    m_cycle.duration = m_lastCleanup - began.monotonic;
    armCleanup();
    return m_log.add(std::exchange(m_cycle, {}));
}

void ClientRegistry::armCleanup()
{
    m_cleanup->startAt(m_lastCleanup + m_config.metrics.cleanupInterval);
}

} // namespace Breakwater
