// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientcleanup.h>

#include <core/serve/workslice.h>

#include <cstdlib>

namespace Breakwater {

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

ClientCleanup::ClientCleanup(TimeSystem &time, Owner &owner, const Limits &limits)
    : m_time(time), m_owner(owner), m_limits(limits),
      m_removal(time.createTimer([this] { removeOn(); })),
      m_cycle(time.createTimer([this] { onCycleTimer(); })), m_lastCycle(time.now())
{
    armCycle();
}

ClientCleanup::~ClientCleanup() = default;

void ClientCleanup::configure(const Limits &limits)
{
    m_limits = limits;
    boundAway();
    armCycle();
}

void ClientCleanup::left(Candidate &client)
{
    list(client, m_idle, m_time.now());
    boundAway();
}

void ClientCleanup::ended(Candidate &client)
{
    list(client, m_ended, m_time.now());
    m_removal->startAt(m_time.now());
}

void ClientCleanup::removeOn()
{
    WorkSlice slice(m_time);
    bool isMore = true;
    do {
        isMore = removeOne();
    } while (isMore && slice.goesOn());
    mergeFreedBlocks();
    if (isMore)
        m_removal->startAt(m_time.now());
    else
        m_owner.clientsRemoved();
}

bool ClientCleanup::removeOne()
{
    auto *ended = static_cast<Candidate *>(m_ended.oldest());
    if (!ended)
        return boundOne();
    m_owner.removeClient(*ended, Reason::Ended);
    return true;
}

void ClientCleanup::boundAway()
{
    if (away() > m_limits.mostAway)
        m_removal->startAt(m_time.now()); // not from within the session's own call
}

bool ClientCleanup::boundOne()
{
    if (away() <= m_limits.mostAway)
        return false;
    if (auto *idle = static_cast<Candidate *>(m_idle.oldest()))
        cleanUpOrWait(*idle);
    else if (auto *waiting = nextToBound())
        cleanUpIfDone(*waiting);
    else
        cleanUp(static_cast<Candidate &>(*m_waiting.oldest()), Reason::Crowding);
    return true;
}

ClientCleanup::Candidate *ClientCleanup::nextToBound()
{
    IdleList::Node *next = m_boundWalk.next(m_boundWalkBegan);
    const MonotonicTime now = m_time.now();
    if (!next && now - m_boundWalkBegan >= looksAtWaitingEvery) {
        m_boundWalkBegan = now;
        m_boundWalk.start();
        next = m_boundWalk.next(now);
    }
    return static_cast<Candidate *>(next);
}

void ClientCleanup::cleanUpOrWait(Candidate &client)
{
    if (m_owner.hasMessages(client))
        list(client, m_waiting, client.since);
    else
        cleanUp(client, Reason::Idle);
}

void ClientCleanup::cleanUpIfDone(Candidate &client)
{
    if (!m_owner.hasMessages(client))
        cleanUp(client, Reason::Idle);
}

void ClientCleanup::cleanUp(Candidate &client, Reason why)
{
    m_log.addRemoved(m_owner.footprint(client));
    m_owner.removeClient(client, why);
}

void ClientCleanup::onCycleTimer()
{
    if (m_log.isUnderWay())
        sweepOn();
    else
        sweep();
}

void ClientCleanup::sweep()
{
    if (m_log.isUnderWay())
        return;
    const TimeSample began = m_time.sample();
    m_log.begin(began.wall);
    m_dueSince = began.monotonic - m_limits.ttl;
    m_cycleWalk.start();
    sweepOn();
}

void ClientCleanup::sweepOn()
{
    WorkSlice slice(m_time);
    bool isMore = true;
    do {
        isMore = sweepOne();
    } while (isMore && slice.goesOn());
    mergeFreedBlocks();
    m_log.addSlice(slice.length());
    if (!isMore)
        endSweep();
    armCycle();
}

bool ClientCleanup::sweepOne()
{
    // Who is put among the waiting meanwhile was looked at just now; the walk is past that place.
    if (auto *waiting = static_cast<Candidate *>(m_cycleWalk.next(m_dueSince))) {
        cleanUpIfDone(*waiting);
        return true;
    }
    auto *idle = static_cast<Candidate *>(m_idle.oldest());
    if (!idle || idle->since > m_dueSince)
        return false;
    cleanUpOrWait(*idle);
    return true;
}

void ClientCleanup::endSweep()
{
    m_owner.clientsRemoved();
    m_lastCycle = m_time.now();
    m_log.end();
}

void ClientCleanup::stop()
{
    m_cycle->stop();
    if (m_log.isUnderWay())
        endSweep();
}

void ClientCleanup::armCycle()
{
    m_cycle->startAt(m_log.isUnderWay() ? m_time.now() : m_lastCycle + m_limits.interval);
}

void ClientCleanup::list(Candidate &client, IdleList &where, MonotonicTime since)
{
    unlist(client);
    where.append(client, since);
    client.listedIn = &where;
}

void ClientCleanup::unlist(Candidate &client)
{
    if (client.listedIn)
        client.listedIn->remove(client);
    client.listedIn = nullptr;
}

} // namespace Breakwater
