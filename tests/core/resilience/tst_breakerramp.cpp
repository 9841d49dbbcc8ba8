// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/resilience/breakerfixture.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::BreakerFixture;
using Reason = CircuitBreaker::Rejection::Reason;

//! From the last probe that was needed to closed: pitfall 15, "callers parked in half-open are all
//! released at once".
class BreakerRampTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWaitedIsNotReleasedAtOnce();
    void theTimerAloneEndsTheRamp();
    void aTimerThatComesLateEndsTheRampToo();
    void aCallerEndsTheRampWhereTheTimerIsLate();
    void closesAtOnceWhenNothingIsLeftToDeliver();
    void finishingHasNoEffectUnlessRecovering();
    void aFailureDuringTheRampReopensForLonger_data();
    void aFailureDuringTheRampReopensForLonger();
    void theNextRampBeginsAtATenthAgain();
    void successesDuringTheRampChangeNothing();
    void probesStayLimitedDuringTheRamp();
    void aVerdictFromBeforeTheTripDoesNotDisturbTheRamp();
    void aProbeThatOutlivesTheRampCountsForNothing();
    void anOverrideHidesTheRampButDoesNotStopIt();
    void resetEndsTheRamp();
    void newSettingsLeaveARunningRampAlone();
    void switchedOffItClosesAndNeverTrips();
};

void BreakerRampTest::whatWaitedIsNotReleasedAtOnce()
{
    BreakerFixture f;
    QCOMPARE(f.breaker.recoveryShare(f.now), 1.0);
    f.makeHalfOpen();
    QVERIFY(!f.breaker.isRecovering());
    QCOMPARE(f.breaker.recoveryShare(f.now), 0.0);

    f.succeed(2);

    QVERIFY(f.breaker.isRecovering());
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    for (const double share : {0.1, 0.2, 0.4, 0.8}) {
        QCOMPARE(f.breaker.recoveryShare(f.now), share);
        QCOMPARE(*f.breaker.nextWake(), f.now + 1s);
        f.advance(1s);
    }
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(f.breaker.recoveryShare(f.now), 1.0);
}

void BreakerRampTest::theTimerAloneEndsTheRamp()
{
    BreakerFixture f;
    f.makeRecovering();

    f.advance(4s);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QVERIFY(!f.breaker.isRecovering());
    QVERIFY(!f.breaker.nextWake());
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::ProbesSucceeded));
    QCOMPARE(f.told.back().detail, u"2 probes succeeded; ramp over after 4.0 s"_qs);
    QCOMPARE(f.breaker.window(f.now).calls(), 0U);
    QCOMPARE(f.counters.closes, 1U);
}

void BreakerRampTest::aTimerThatComesLateEndsTheRampToo()
{
    BreakerFixture f;
    f.makeRecovering();

    f.now += 1min;
    QCOMPARE(f.breaker.recoveryShare(f.now), 1.0);
    QVERIFY(*f.breaker.nextWake() < f.now);
    f.breaker.onTimer(f.now);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
}

void BreakerRampTest::aCallerEndsTheRampWhereTheTimerIsLate()
{
    BreakerFixture f;
    f.makeRecovering();

    f.now += 4s;
    f.succeed();

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(f.breaker.window(f.now).successes, 1U); // the caller's own call is the first of it
    QCOMPARE(f.counters.lateResults, 0U);
}

void BreakerRampTest::closesAtOnceWhenNothingIsLeftToDeliver()
{
    BreakerFixture f;
    f.makeRecovering();

    f.breaker.finishRecovery(f.now);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(f.told.back().detail, u"2 probes succeeded; nothing left to deliver"_qs);
    QVERIFY(!f.breaker.nextWake());
}

void BreakerRampTest::finishingHasNoEffectUnlessRecovering()
{
    BreakerFixture f;
    f.breaker.finishRecovery(f.now);
    f.fail(5);
    f.breaker.finishRecovery(f.now);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    f.advance(60s);
    f.succeed(1);

    f.breaker.finishRecovery(f.now);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    QCOMPARE(f.told.size(), 2U);
}

void BreakerRampTest::aFailureDuringTheRampReopensForLonger_data()
{
    using Failure = void (*)(BreakerFixture &);
    QTest::addColumn<Failure>("happens");
    QTest::addColumn<QString>("detail");
    QTest::newRow("a ping") << Failure([](BreakerFixture &f) { f.fail(1, u"timed out"_qs); })
                            << u"failed during recovery: timed out"_qs;
    QTest::newRow("the link") << Failure([](BreakerFixture &f) {
        f.breaker.recordFailure(f.now, u"connection lost"_qs);
    }) << u"failed during recovery: connection lost"_qs;
    QTest::newRow("a stall") << Failure([](BreakerFixture &f) {
        f.breaker.recordStalled(f.now, 1);
    }) << u"failed during recovery: no answer in time"_qs;
}

void BreakerRampTest::aFailureDuringTheRampReopensForLonger()
{
    using Failure = void (*)(BreakerFixture &);
    QFETCH(Failure, happens);
    QFETCH(QString, detail);
    BreakerFixture f;
    f.makeRecovering();
    f.advance(2s);

    happens(f);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    QVERIFY(!f.breaker.isRecovering());
    QCOMPARE(f.breaker.recoveryShare(f.now), 0.0);
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::ProbeFailed));
    QCOMPARE(f.told.back().detail, detail);
    QCOMPARE(*f.breaker.nextWake(), f.now + 120s); // the second opening
}

void BreakerRampTest::theNextRampBeginsAtATenthAgain()
{
    BreakerFixture f;
    f.makeRecovering();
    f.advance(3s);
    f.fail();
    f.advance(120s);
    QCOMPARE(f.breaker.recoveryShare(f.now), 0.0);

    f.succeed(2);

    QCOMPARE(f.breaker.recoveryShare(f.now), 0.1);
    QCOMPARE(*f.breaker.nextWake(), f.now + 1s);
}

void BreakerRampTest::successesDuringTheRampChangeNothing()
{
    BreakerFixture f;
    f.makeRecovering();
    const auto due = f.breaker.nextWake();

    f.succeed(50);

    QVERIFY(f.breaker.isRecovering());
    QCOMPARE(f.breaker.nextWake(), due);
    QCOMPARE(f.breaker.probeSuccesses(), 2);
    QCOMPARE(f.breaker.permitsOut(), 0);
    QCOMPARE(f.told.size(), 2U);
}

void BreakerRampTest::probesStayLimitedDuringTheRamp()
{
    BreakerFixture f;
    f.makeRecovering();
    const auto first = f.permit();
    const auto second = f.permit();
    const auto third = f.permit();

    const auto refused = f.breaker.tryAcquire(f.now);

    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::ProbesExhausted);
    QCOMPARE(f.breaker.permitsOut(), 3);
}

void BreakerRampTest::aVerdictFromBeforeTheTripDoesNotDisturbTheRamp()
{
    BreakerFixture f;
    auto old = f.permit();
    f.makeRecovering();

    old.fail(f.now, u"timed out"_qs);

    QVERIFY(f.breaker.isRecovering());
    QCOMPARE(f.counters.lateResults, 1U);
}

void BreakerRampTest::aProbeThatOutlivesTheRampCountsForNothing()
{
    BreakerFixture f;
    f.makeRecovering();
    auto probe = f.permit();
    f.advance(4s);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));

    probe.fail(f.now, u"timed out"_qs);

    QCOMPARE(f.counters.lateResults, 1U);
    QCOMPARE(f.breaker.consecutiveFailures(), 0);
}

void BreakerRampTest::anOverrideHidesTheRampButDoesNotStopIt()
{
    BreakerFixture f;
    f.makeRecovering();

    f.breaker.force(f.now, BreakerOverride::ForcedClosed, u"ops"_qs, u"hurry"_qs);
    QCOMPARE(f.breaker.recoveryShare(f.now), 1.0);
    f.breaker.force(f.now, BreakerOverride::ForcedOpen, u"ops"_qs, u"wait"_qs, 500ms);
    QCOMPARE(f.breaker.recoveryShare(f.now), 0.0);
    QVERIFY(f.breaker.isRecovering());
    QCOMPARE(*f.breaker.nextWake(), f.now + 500ms); // the override's end comes first
    f.advance(1s);
    QCOMPARE(f.breaker.recoveryShare(f.now), 0.2);
    f.breaker.force(f.now, BreakerOverride::ForcedOpen, u"ops"_qs, u"wait"_qs);
    f.advance(3s);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(f.breaker.recoveryShare(f.now), 0.0); // still forced open
}

void BreakerRampTest::resetEndsTheRamp()
{
    BreakerFixture f;
    f.makeRecovering();

    f.breaker.reset(f.now);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QVERIFY(!f.breaker.isRecovering());
    QVERIFY(!f.breaker.nextWake());
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::Reset));
}

void BreakerRampTest::newSettingsLeaveARunningRampAlone()
{
    BreakerFixture f;
    f.makeRecovering();
    f.config.successThreshold = 3;

    f.breaker.configure(f.config);

    QVERIFY(f.breaker.isRecovering());
    f.advance(4s);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
}

void BreakerRampTest::switchedOffItClosesAndNeverTrips()
{
    BreakerFixture f;
    f.makeRecovering();
    f.config.enabled = false;
    f.breaker.configure(f.config);

    f.fail(); // before the timer that closes it has come

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::Reset));
    QCOMPARE(f.counters.opens, 1U);
}

BREAKWATER_TEST(BreakerRampTest)
#include "tst_breakerramp.moc"
