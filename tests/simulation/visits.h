// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/simulation/plan.h>
#include <tests/simulation/runresult.h>
#include <tests/simulation/visitor.h>

namespace Breakwater::Simulation {

//! A run of the other kind: clients come to us, vanish and come back by their tokens, and the real
//! ClientRegistry has to know them, and to lose nothing that was accepted for them. A time of
//! trouble, a recovery in bounded time, and an end at which nobody is left.
class Visits final
{
public:
    Visits(std::uint64_t seed, bool isPrinting);
    ~Visits();

    RunResult run();

private:
    LinkWorld links() { return {m_time, m_chance, m_trace, *m_witness}; }
    bool stepUntil(MonotonicTime until);
    void schedule();
    void perform();
    void comeOrLeave(Visitor &visitor);
    void send();
    void disconnect();
    void cutWires();
    void everybodyComes();
    void recover();
    void end();
    Visitor &visitor(std::size_t i) { return static_cast<Visitor &>(*m_places[i].peer); }
    std::size_t anybody();
    Session *anySession();
    bool isCalm();

    class Blind;

    const Plan m_plan;
    const StabilityConfig m_config;
    Trace m_trace;
    Findings m_findings;
    SimTime m_time;
    Chance m_chance;
    SeededRandom m_random; //!< the core's
    const std::unique_ptr<Witness> m_witness;
    std::vector<Place> m_places;
    SimNetwork m_network;
    VisitAccount m_account;
    ClientRegistry m_registry;
    std::uint64_t m_lastContent = 0;
    std::uint64_t m_steps = 0;
    bool m_isTroubled = true;
};

} // namespace Breakwater::Simulation
