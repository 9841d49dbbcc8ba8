// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/triprules.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

constexpr MonotonicTime start{1h};

} // namespace

class TripRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theRateRuleNeedsEnoughCalls();
    void theRateSentenceNamesTheRealNumbers();
    void aSuccessCanCompleteTheRate();
    void stalledCallsCountTowardsTheRate();
    void aStallWithoutFailuresSaysSo();
    void theRunOfARateTripIsAtMostTheWindow();
    void aNewWindowLengthStartsANewWindow();
    void whileAllIsCalmASuccessIsOnlyCounted();
    void afterAFailureSuccessesAreJudgedUntilItIsForgotten();
    void aSlowSuccessIsJudgedHoweverCalmItWas();
    void whatWasClearedIsCalm();
};

void TripRulesTest::theRateRuleNeedsEnoughCalls()
{
    TripRules rules({.failureThreshold = 100});
    for (int i = 0; i < 9; ++i)
        QVERIFY(!rules.recordFailure(start, 0s, u"down"_qs));

    QVERIFY(rules.recordFailure(start, 0s, u"down"_qs) == BreakerCause::FailureRate);
}

void TripRulesTest::theRateSentenceNamesTheRealNumbers()
{
    TripRules rules({.failureThreshold = 100, .minimumCalls = 21});
    std::optional<BreakerCause> cause;
    for (int i = 0; i < 10; ++i)
        cause = rules.recordSuccess(start, 0s);
    for (int i = 0; i < 11; ++i)
        cause = rules.recordFailure(start, 0s, u"timed out"_qs);

    QVERIFY(cause == BreakerCause::FailureRate);
    QCOMPARE(rules.sentence(*cause, start, 0),
             u"failure rate 52.4 % ≥ 50 % in the last 10 s: timed out"_qs);
}

void TripRulesTest::aSuccessCanCompleteTheRate()
{
    TripRules rules({.failureThreshold = 100});
    for (int i = 0; i < 9; ++i)
        QVERIFY(!rules.recordFailure(start, 0s, u"down"_qs));

    QVERIFY(rules.recordSuccess(start, 0s) == BreakerCause::FailureRate);
}

void TripRulesTest::stalledCallsCountTowardsTheRate()
{
    TripRules rules({.failureThreshold = 100});
    for (int i = 0; i < 5; ++i)
        rules.recordSuccess(start, 0s);

    QVERIFY(!rules.judgeStalled(start, 0));
    QVERIFY(!rules.judgeStalled(start, 4));
    QVERIFY(rules.judgeStalled(start, 5) == BreakerCause::StalledCalls);
    QCOMPARE(rules.window(start).failures, 0U); // judged, not remembered
}

void TripRulesTest::aStallWithoutFailuresSaysSo()
{
    TripRules rules({});

    QCOMPARE(rules.sentence(BreakerCause::StalledCalls, start, 1),
             u"no answer in time to 1 call"_qs);
    QCOMPARE(rules.timeToDetect(BreakerCause::StalledCalls, start), Duration::zero());
}

void TripRulesTest::theRunOfARateTripIsAtMostTheWindow()
{
    TripRules rules({.failureThreshold = 100, .failureRateThreshold = 0.9});
    for (int i = 0; i < 100; ++i) {
        rules.recordFailure(start + i * 1s, 0s, u"down"_qs);
        rules.recordSuccess(start + i * 1s, 0s);
    }

    QCOMPARE(rules.timeToDetect(BreakerCause::FailureRate, start + 99s), Duration(10s));
}

void TripRulesTest::aNewWindowLengthStartsANewWindow()
{
    StabilityConfig::CircuitBreaker config;
    TripRules rules(config);
    rules.recordFailure(start, 0s, u"down"_qs);

    rules.configure(config);
    QCOMPARE(rules.window(start).failures, 1U);
    config.window = 20s;
    rules.configure(config);

    QCOMPARE(rules.window(start).failures, 0U);
    QCOMPARE(rules.consecutiveFailures(), 1);
}

void TripRulesTest::whileAllIsCalmASuccessIsOnlyCounted()
{
    TripRules rules({});

    QVERIFY(rules.recordIfCalm(start, 0s));
    QVERIFY(!rules.recordSuccess(start, 0s));
    QVERIFY(rules.recordIfCalm(start + 9s, 5s)); // as long as is allowed

    QCOMPARE(rules.window(start + 9s).successes, 3U);
    QCOMPARE(rules.window(start + 10s).successes, 1U);
    QCOMPARE(rules.window(start + 10s).slow, 0U);
}

void TripRulesTest::afterAFailureSuccessesAreJudgedUntilItIsForgotten()
{
    TripRules rules({});
    rules.recordFailure(start, 0s, u"down"_qs);

    QVERIFY(!rules.recordIfCalm(start + 1s, 0s));
    QVERIFY(!rules.recordSuccess(start + 1s, 0s));
    QVERIFY(!rules.recordIfCalm(start + 9s, 0s));
    QVERIFY(!rules.recordIfCalm(start + 10s, 0s));
    QCOMPARE(rules.window(start + 10s).successes, 1U);
    // Forgotten by now, as the next success that is judged sees.
    QVERIFY(!rules.recordSuccess(start + 10s, 0s));

    QVERIFY(rules.recordIfCalm(start + 10s, 0s));
    QCOMPARE(rules.window(start + 10s).successes, 3U);
}

void TripRulesTest::aSlowSuccessIsJudgedHoweverCalmItWas()
{
    TripRules rules({.minimumCalls = 1, .slowRateThreshold = 0.5});

    QVERIFY(!rules.recordIfCalm(start, 6s));
    QVERIFY(rules.recordSuccess(start, 6s) == BreakerCause::SlowRate);
    QVERIFY(!rules.recordIfCalm(start, 0s));

    QCOMPARE(rules.window(start).calls(), 1U);
}

void TripRulesTest::whatWasClearedIsCalm()
{
    TripRules rules({});
    rules.recordFailure(start, 0s, u"down"_qs);

    rules.clear();

    QVERIFY(rules.recordIfCalm(start, 0s));
}

BREAKWATER_TEST(TripRulesTest)
#include "tst_triprules.moc"
