// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientregistry.h>

#include <core/serve/workslice.h>

#include <cstdlib>

// Which sessions of clients end for good, and when.

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! Looking at all who wait costs as much as they are many.
constexpr Duration looksAtWaitingEvery = std::chrono::seconds(1);

//! glibc lays small blocks aside when they are freed, and merges all of them at once when it sees
//! fit: those of thousands of clients held the worker for 20 ms. A request of more than a kilobyte
//! makes it merge what there is, so each slice merges its own.
void mergeFreedBlocks()
{
    void *volatile block = std::malloc(4096); // volatile: else nothing would be asked for
    std::free(block);
}

} // namespace

void ClientRegistry::removeOn()
{
    WorkSlice slice(m_world.time);
    bool isMore = true;
    do {
        isMore = removeOne();
    } while (isMore && slice.goesOn());
    mergeFreedBlocks();
    if (isMore)
        m_removal->startAt(m_world.time.now());
    else
        tellEvicted();
}

bool ClientRegistry::removeOne()
{
    auto *ended = static_cast<Client *>(m_ended.oldest());
    if (!ended)
        return boundOne();
    Q_ASSERT(ended->session.isClosed());
    remove(*ended);
    return true;
}

std::size_t ClientRegistry::mostAway() const
{
    return mostAwayPerClient * static_cast<std::size_t>(m_config.limits.clients);
}

void ClientRegistry::boundAway()
{
    if (away() > mostAway())
        m_removal->startAt(m_world.time.now()); // not from within the session's own call
}

bool ClientRegistry::boundOne()
{
    if (away() <= mostAway())
        return false;
    if (auto *idle = static_cast<Client *>(m_idle.oldest()))
        cleanUpOrWait(*idle);
    else if (auto *waiting = nextToBound())
        cleanUpIfDone(*waiting);
    else
        evict(static_cast<Client &>(*m_waiting.oldest()));
    return true;
}

ClientRegistry::Client *ClientRegistry::nextToBound()
{
    IdleList::Node *next = m_boundWalk.next(m_boundWalkBegan);
    const MonotonicTime now = m_world.time.now();
    if (!next && now - m_boundWalkBegan >= looksAtWaitingEvery) {
        m_boundWalkBegan = now;
        m_boundWalk.start();
        next = m_boundWalk.next(now);
    }
    return static_cast<Client *>(next);
}

void ClientRegistry::cleanUpOrWait(Client &client)
{
    if (client.session.ledger().isEmpty())
        cleanUp(client);
    else
        list(client, m_waiting, client.since);
}

void ClientRegistry::cleanUpIfDone(Client &client)
{
    if (client.session.ledger().isEmpty())
        cleanUp(client);
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
    const SessionManager::Place place = client.place;
    unlist(client);
    setUp(client, false);
    m_tokens.revoke(client.session.id());
    m_clients.erase(&client.session);
    m_sessions.remove(place);
}

void ClientRegistry::cleanUp(Client &client)
{
    m_log.addRemoved(client.session.footprint());
    remove(client);
}

void ClientRegistry::onCleanupTimer()
{
    if (m_log.isUnderWay())
        sweepOn();
    else
        sweep();
}

void ClientRegistry::sweep()
{
    if (m_log.isUnderWay())
        return;
    const TimeSample began = m_world.time.sample();
    m_log.begin(began.wall);
    m_dueSince = began.monotonic - m_config.metrics.clientMetricsTtl;
    m_cleanupWalk.start();
    sweepOn();
}

void ClientRegistry::sweepOn()
{
    WorkSlice slice(m_world.time);
    bool isMore = true;
    do {
        isMore = sweepOne();
    } while (isMore && slice.goesOn());
    mergeFreedBlocks();
    m_log.addSlice(slice.length());
    if (!isMore)
        endSweep();
    armCleanup();
}

bool ClientRegistry::sweepOne()
{
    // Who is put among the waiting meanwhile was looked at just now; the walk is past that place.
    if (auto *waiting = static_cast<Client *>(m_cleanupWalk.next(m_dueSince))) {
        cleanUpIfDone(*waiting);
        return true;
    }
    auto *idle = static_cast<Client *>(m_idle.oldest());
    if (!idle || idle->since > m_dueSince)
        return false;
    cleanUpOrWait(*idle);
    return true;
}

void ClientRegistry::endSweep()
{
    tellEvicted();
    m_lastCleanup = m_world.time.now();
    m_log.end();
}

void ClientRegistry::stopCleanup()
{
    m_cleanup->stop();
    if (m_log.isUnderWay())
        endSweep();
}

void ClientRegistry::armCleanup()
{
    m_cleanup->startAt(m_log.isUnderWay() ? m_world.time.now()
                                          : m_lastCleanup + m_config.metrics.cleanupInterval);
}

} // namespace Breakwater
