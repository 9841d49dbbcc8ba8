// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/reconnectpolicy.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

// base 250 ms, cap 30 s, spread 2 s, stable after 30 s
const StabilityConfig config;
const Fault refused{.faultClass = FaultClass::Peer};
const Fault restart{.faultClass = FaultClass::Peer, .serverRestart = true};
const Fault cut{.faultClass = FaultClass::Peer, .connectionLost = true};
const Fault noNetwork{.faultClass = FaultClass::Local};

} // namespace

class ReconnectPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsLongerAfterEachFailure();
    void connectingAloneDoesNotResetTheBackoff();
    void aStableLinkDoes();
    void clientsOfARestartedServerDoNotComeBackInStep();
    void aCutStableLinkIsSpreadLikeARestart();
    void aLocalCauseIsRetriedSoonTheFirstTime();
    void noSpreadWhereNothingWasUp();
    void newSettingsApplyToTheNextDelay();
};

void ReconnectPolicyTest::waitsLongerAfterEachFailure()
{
    ReconnectPolicy policy(config);
    Test::FixedRandom longest(1);

    for (const auto expected : {250ms, 500ms, 1000ms, 2000ms})
        QCOMPARE(policy.delayAfter(refused, std::nullopt, longest), Duration(expected));
    QCOMPARE(policy.attempts(), 4);
    policy.reset();
    QCOMPARE(policy.attempts(), 0);
}

void ReconnectPolicyTest::connectingAloneDoesNotResetTheBackoff()
{
    ReconnectPolicy policy(config);
    Test::FixedRandom longest(1);
    policy.delayAfter(refused, std::nullopt, longest);
    policy.delayAfter(refused, std::nullopt, longest);

    QCOMPARE(policy.delayAfter(cut, 29s, longest), Duration(1s));
}

void ReconnectPolicyTest::aStableLinkDoes()
{
    ReconnectPolicy policy(config);
    Test::FixedRandom longest(1);
    for (int i = 0; i < 5; ++i)
        policy.delayAfter(refused, std::nullopt, longest);

    QCOMPARE(policy.delayAfter(refused, 30s, longest), Duration(250ms));
}

void ReconnectPolicyTest::clientsOfARestartedServerDoNotComeBackInStep()
{
    SeededRandom random(31);
    int early = 0;
    int late = 0;

    for (int client = 0; client < 1000; ++client) {
        ReconnectPolicy policy(config);
        const Duration delay = policy.delayAfter(restart, 1min, random);
        QVERIFY(delay <= 2250ms);
        early += delay < 600ms;
        late += delay > 1600ms;
    }

    QVERIFY(early > 150 && early < 350);
    QVERIFY(late > 150 && late < 350);
}

void ReconnectPolicyTest::aCutStableLinkIsSpreadLikeARestart()
{
    Test::FixedRandom longest(1);

    QCOMPARE(ReconnectPolicy(config).delayAfter(cut, 30s, longest), Duration(2250ms));
    QCOMPARE(ReconnectPolicy(config).delayAfter(cut, 29s, longest), Duration(250ms));
    QCOMPARE(ReconnectPolicy(config).delayAfter(restart, 1s, longest), Duration(2250ms));
}

void ReconnectPolicyTest::aLocalCauseIsRetriedSoonTheFirstTime()
{
    StabilityConfig slow;
    slow.reconnect.baseDelay = 10s;
    ReconnectPolicy policy(slow);
    Test::FixedRandom longest(1);

    QCOMPARE(policy.delayAfter(noNetwork, 1h, longest), Duration(250ms));
    QCOMPARE(policy.delayAfter(noNetwork, std::nullopt, longest), Duration(20s));
    QCOMPARE(policy.attempts(), 2);
}

void ReconnectPolicyTest::noSpreadWhereNothingWasUp()
{
    ReconnectPolicy policy(config);
    Test::FixedRandom longest(1);

    QCOMPARE(policy.delayAfter(cut, std::nullopt, longest), Duration(250ms));
}

void ReconnectPolicyTest::newSettingsApplyToTheNextDelay()
{
    ReconnectPolicy policy(config);
    Test::FixedRandom longest(1);
    StabilityConfig changed;
    changed.reconnect.baseDelay = 1s;
    changed.reconnect.spread = 5s;
    changed.connection.stableAfter = 5s;

    policy.configure(changed);

    QCOMPARE(policy.delayAfter(cut, 6s, longest), Duration(6s));
}

BREAKWATER_TEST(ReconnectPolicyTest)
#include "tst_reconnectpolicy.moc"
