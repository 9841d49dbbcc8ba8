// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/serve/cleanuplog.h>
#include <core/serve/idlelist.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace Breakwater {

//! Decides which clients end for good, and when: those whose sessions ended, at once; those who are
//! away, when they have been so for long enough or are too many. Works in slices, between which the
//! lists are the truth (decision 0029). Lives on the worker thread.
class ClientCleanup final
{
public:
    //! A client is derived from this, and stays where it is.
    struct Candidate : IdleList::Node
    {
        IdleList *listedIn = nullptr;
    };
    enum class Reason : std::uint8_t {
        Ended,
        Idle,     //!< it had no messages
        Crowding, //!< it had, but too many were away
    };
    //! Who has the clients. Is called from the event loop, or from within sweep() and stop().
    class Owner
    {
    public:
        virtual ~Owner() = default;

        virtual bool hasMessages(const Candidate &client) const = 0;
        virtual std::int64_t footprint(const Candidate &client) const = 0;
        //! Call forget(), and destroy it.
        virtual void removeClient(Candidate &client, Reason why) = 0;
        //! After a cycle, or when nobody is left to remove: the moment to tell of it.
        virtual void clientsRemoved() = 0;
    };
    struct Limits
    {
        Duration ttl{};      //!< `metrics.client_metrics_ttl`
        Duration interval{}; //!< `metrics.cleanup_interval`
        std::size_t mostAway
            = 0; //!< beyond, those that left first go early, those with messages last
    };

    //! Both must outlive it.
    ClientCleanup(TimeSystem &time, Owner &owner, const Limits &limits);
    ~ClientCleanup();
    void configure(const Limits &limits);

    //! It is away from now on.
    void left(Candidate &client);
    void returned(Candidate &client) { unlist(client); }
    //! Its session has: it is removed in one of the next turns of the event loop.
    void ended(Candidate &client);
    //! It is being removed.
    void forget(Candidate &client) { unlist(client); }

    //! Begins a cycle, unless one is under way. Call from the event loop.
    void sweep();
    //! A cycle that is under way ends here, and none begins by itself before configure() or
    //! sweep().
    void stop();

    const CleanupCounters &counters() const { return m_log.counters(); }
    std::shared_ptr<const std::vector<CleanupCycle>> cycles() { return m_log.cycles(); }

private:
    std::size_t away() const { return m_idle.size() + m_waiting.size(); }
    //! Has some of them removed in the next turn, if too many are away.
    void boundAway();
    //! Removes those whose sessions ended, then those who are too many: a slice of it.
    void removeOn();
    //! Does so with one, or looks at one who may go; false when nothing is left to do.
    bool removeOne();
    bool boundOne();
    //! Of those who wait for their messages, once a second: all, one after the other.
    //! Null when none is left to look at.
    Candidate *nextToBound();
    //! Removes it, or puts it among those who wait for their messages to end.
    void cleanUpOrWait(Candidate &client);
    //! Removes it, unless it has messages.
    void cleanUpIfDone(Candidate &client);
    //! As the cleanup's doing.
    void cleanUp(Candidate &client, Reason why);
    void onCycleTimer();
    void sweepOn();
    //! Looks at one client who is due; false when nobody is any more.
    bool sweepOne();
    void endSweep();
    void armCycle();
    //! There, and nowhere else.
    void list(Candidate &client, IdleList &where, MonotonicTime since);
    void unlist(Candidate &client);

    TimeSystem &m_time;
    Owner &m_owner;
    Limits m_limits;
    IdleList m_idle;    //!< who is away
    IdleList m_waiting; //!< of them, those who were due and had messages
    IdleList m_ended;   //!< closed, and removed from the event loop
    IdleList::Walk m_cycleWalk{m_waiting};
    IdleList::Walk m_boundWalk{m_waiting};
    MonotonicTime m_boundWalkBegan{};
    CleanupLog m_log;
    const std::unique_ptr<Timer> m_removal;
    const std::unique_ptr<Timer> m_cycle;
    MonotonicTime m_lastCycle;
    MonotonicTime m_dueSince{}; //!< in the cycle under way: who has waited that long is due
};

} // namespace Breakwater
