// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/interop/killplan.h>
#include <tests/interop/livesession.h>
#include <tests/interop/loadsender.h>
#include <tests/interop/outcomebook.h>
#include <tests/interop/sinkserver.h>

#include <memory>
#include <random>

namespace Breakwater::Test {

//! Carries out one plan: a whole engine under load against a real server that is killed or frozen
//! at random moments, and at the end what the engine claims against what the server wrote down.
//!
//! The seed decides the moments and the ports; what the machine makes of them is its own.
class KillHarness final
{
public:
    KillHarness(const KillPlan &plan, std::uint64_t seed);
    ~KillHarness();

    KillReport run();

private:
    StabilityConfig config() const;
    bool strikeUntilEnough();
    bool strike();
    bool freezeUntilGivenUp();
    bool waitForFlow();
    QString situation() const;
    void pause(int atLeastMs, int atMostMs);
    void drain();
    void judge();
    void judgeCounters();
    std::vector<ClaimedMessage> claims() const;
    bool fail(const QString &sentence);

    const KillPlan m_plan;
    std::mt19937_64 m_random;
    KillReport m_report;
    SinkServer m_server;
    std::unique_ptr<LiveSession> m_session;
    std::unique_ptr<LoadSender> m_load;
    std::unique_ptr<OutcomeBook> m_book;
};

} // namespace Breakwater::Test
