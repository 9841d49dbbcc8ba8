// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/simulation/runresult.h>
#include <tests/simulation/sender.h>
#include <tests/simulation/world.h>

namespace Breakwater::Simulation {

//! What happens in a run, and when: a time of trouble, a recovery that has to succeed in a bounded
//! time, and an end after which nothing may happen.
class Script final
{
public:
    explicit Script(World &world);

    RunResult run();

private:
    void runTrouble();
    void recover();
    void end();
    void listen();
    bool stepUntil(MonotonicTime until);
    void scheduleSend();
    void scheduleDeed();
    void heal();
    void retryRefused();
    bool isCalm() const;

    void perform(Deed deed);
    void performAtServer(Deed deed, SimServer &server);
    void performAtSession(Deed deed, Session &session, int place);
    void changeManners(SimServer &server);
    void talk(SimServer &server);
    void partition(int place);
    void killServer(SimServer &server);
    void breakLocally(int place);
    void changeSettings();
    void forceBreaker(Session &session, int place);
    void disconnect(int place);
    void crash();

    World &m_world;
    Chance &m_chance;
    Sender m_sender;
    bool m_isTroubled = true;
};

RunResult runPlan(const Plan &plan, bool isPrinting = false);
//! The whole of it: plan, world, script; and, for some seeds, visits.
RunResult runSeed(std::uint64_t seed, bool isPrinting = false);

} // namespace Breakwater::Simulation
