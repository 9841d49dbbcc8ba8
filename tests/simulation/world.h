// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/session/gracefulshutdown.h>
#include <core/session/sessionmanager.h>
#include <core/store/storeoutbox.h>

#include <tests/simulation/oracle.h>
#include <tests/simulation/outboxtap.h>
#include <tests/simulation/plan.h>
#include <tests/simulation/simdisk.h>
#include <tests/simulation/simnetwork.h>
#include <tests/simulation/trace.h>

#include <vector>

namespace Breakwater::Simulation {

//! Everything that one run consists of: the real core, the modelled world around it, and the oracle
//! between them. What happens is decided in Script.
class World final
{
public:
    World(const Plan &plan, bool isPrinting);
    ~World();

    const Plan plan;
    StabilityConfig config; //!< the present one
    Trace trace;
    Findings findings;
    SimTime time;
    Chance chance;
    Oracle oracle;
    std::vector<Place> places;
    SimNetwork network;
    SimDisk disk;

    SimServer &server(int place);
    //! Null while it is closed.
    Session *session(int place) const;

    void openSession(int place);
    void closeSession(int place);
    //! Closed ones leave, as on a tick of the engine.
    void removeClosed() { m_process->sessions.removeClosed(); }
    void configure(const StabilityConfig &config);
    //! Says what send() has to answer, and asks it.
    void send(int place, const OutgoingMessage &message, const Content &content);
    void stall(Duration length, SimTime::First first);
    //! The machine sleeps: only the wall clock goes on; then everybody looks anew.
    void sleep(Duration length);
    void recheck();
    void beginShutdown(Duration timeout);
    //! Our process is killed, and started again later.
    void crash();
    void start();
    bool isRunning() const { return m_process != nullptr; }

    //! Lets one thing happen and judges it. False when nothing is ahead, or something is broken.
    bool step();
    //! After a stall: something should have happened already.
    bool isBehind() { return time.nextDue() && *time.nextDue() <= time.now(); }
    std::uint64_t steps() const { return m_steps; }
    bool isShutDown() const { return m_isShutDown; }
    //! Connected, closed breaker, and nothing left to deliver.
    bool isCalm(int place) const;
    bool areAllClosed() const;

private:
    LinkWorld links() { return {time, chance, trace, oracle}; }

    //! What dies with our process.
    struct Process
    {
        explicit Process(World &world);

        MessageJournal journal;
        ByteBudget budget;
        std::unique_ptr<StoreOutbox> store;
        std::unique_ptr<OutboxTap> outbox;
        SessionManager sessions;
        GracefulShutdown shutdown;
    };

    SeededRandom m_random; //!< the core's
    std::unique_ptr<Process> m_process;
    Duration m_stalled{}; //!< since the shutdown began
    std::uint64_t m_steps = 0;
    bool m_isShutDown = false;
};

} // namespace Breakwater::Simulation
