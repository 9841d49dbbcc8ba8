// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/resilience/breakerfixture.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::BreakerFixture;

class BreakerRecoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesToHalfOpenByTimerWithoutTraffic();
    void theOpenPeriodIsJitteredBetweenItsHalfAndItself();
    void closesAfterTwoProbesSucceededAndNothingWaits();
    void aFailedProbeReopensForLonger();
    void closingAloneDoesNotMakeTheNextOpenPeriodShort();
    void closedTimeTakesTheOpenPeriodDown();
    void aReturningClientIsProbedAtOnce();
    void eachTransitionIsToldOnceInOrder();
    void resetForgetsEverything();
    void newSettingsLeaveThePresentOpenPeriodAlone();
};

void BreakerRecoveryTest::movesToHalfOpenByTimerWithoutTraffic()
{
    BreakerFixture f;
    QVERIFY(!f.breaker.nextWake());
    f.fail(5);
    QCOMPARE(*f.breaker.nextWake(), f.now + 60s);
    QCOMPARE(f.breaker.openUntil(), f.breaker.nextWake());

    f.breaker.onTimer(f.now + 59s); // early: nothing
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    f.breaker.onTimer(f.now + 60s);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::OpenPeriodOver));
    QCOMPARE(f.told.back().detail, u"open period of 60 s over; 3 probes allowed"_qs);
    QVERIFY(!f.breaker.nextWake());
    QCOMPARE(f.counters.halfOpens, 1U);
}

void BreakerRecoveryTest::theOpenPeriodIsJitteredBetweenItsHalfAndItself()
{
    BreakerFixture shortest;
    shortest.random.set(0);
    shortest.fail(5);
    QCOMPARE(*shortest.breaker.nextWake(), shortest.now + 30s);

    BreakerFixture middle;
    middle.random.set(0.5);
    middle.fail(5);
    QCOMPARE((*middle.breaker.nextWake() - middle.now) / 1ms, 45'000);
}

void BreakerRecoveryTest::closesAfterTwoProbesSucceededAndNothingWaits()
{
    BreakerFixture f;
    f.makeHalfOpen();

    f.succeed();
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    QCOMPARE(f.breaker.probeSuccesses(), 1);
    f.succeed();
    f.breaker.finishRecovery(f.now);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::ProbesSucceeded));
    QCOMPARE(f.told.back().detail, u"2 probes succeeded; nothing left to deliver"_qs);
    QCOMPARE(f.breaker.consecutiveFailures(), 0);
    QCOMPARE(f.breaker.window(f.now).calls(), 0U);
    QCOMPARE(f.counters.closes, 1U);
}

void BreakerRecoveryTest::aFailedProbeReopensForLonger()
{
    BreakerFixture f;
    f.makeHalfOpen();
    f.fail(1, u"timed out"_qs);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::ProbeFailed));
    QCOMPARE(f.told.back().detail, u"probe failed: timed out"_qs);
    QCOMPARE(*f.breaker.nextWake(), f.now + 120s);

    for (const auto expected : {240s, 300s, 300s}) {
        f.advance(300s);
        f.fail();
        QCOMPARE(*f.breaker.nextWake(), f.now + expected);
    }
    QCOMPARE(f.counters.opens, 5U);
}

void BreakerRecoveryTest::closingAloneDoesNotMakeTheNextOpenPeriodShort()
{
    BreakerFixture f;
    f.recoverOnce();

    f.fail(5);

    QCOMPARE(*f.breaker.nextWake(), f.now + 120s);
}

void BreakerRecoveryTest::closedTimeTakesTheOpenPeriodDown()
{
    BreakerFixture f;
    f.recoverOnce();
    f.recoverOnce();
    f.recoverOnce(); // the next would be 480 s, cut to 300 s

    f.now += 59s; // one step of 30 s: 240 s
    f.fail(5);

    QCOMPARE(*f.breaker.nextWake(), f.now + 240s);
}

void BreakerRecoveryTest::aReturningClientIsProbedAtOnce()
{
    BreakerFixture f;
    f.breaker.peerReturned(f.now);
    QVERIFY(f.told.empty());
    f.fail(5);

    f.breaker.peerReturned(f.now + 1s);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::PeerReturned));
    QCOMPARE(f.told.back().detail, u"the client returned; 3 probes allowed"_qs);
}

void BreakerRecoveryTest::eachTransitionIsToldOnceInOrder()
{
    BreakerFixture f;
    f.recoverOnce();

    QCOMPARE(f.told.size(), 3U);
    for (std::size_t i = 0; i < f.told.size(); ++i)
        QCOMPARE(f.told[i].sequence, i + 1);
    QCOMPARE(toString(f.told[0].from), toString(BreakerState::Closed));
    QCOMPARE(toString(f.told[0].to), toString(BreakerState::Open));
    QCOMPARE(toString(f.told[1].to), toString(BreakerState::HalfOpen));
    QCOMPARE(toString(f.told[2].to), toString(BreakerState::Closed));
    QCOMPARE(f.told[2].at, f.now);
    QCOMPARE(f.breaker.lastTransition()->sequence, 3U);
    QCOMPARE(f.breaker.stateSince(), f.now);
}

void BreakerRecoveryTest::resetForgetsEverything()
{
    BreakerFixture f;
    f.recoverOnce();
    f.fail(5);
    f.breaker.reset(f.now);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::Reset));
    f.fail(4);
    f.breaker.reset(f.now); // in the closed state: nothing to tell
    QCOMPARE(toString(f.told.back().cause), toString(BreakerCause::Reset));
    QCOMPARE(f.breaker.consecutiveFailures(), 0);
    f.fail(5);
    QCOMPARE(*f.breaker.nextWake(), f.now + 60s);
}

void BreakerRecoveryTest::newSettingsLeaveThePresentOpenPeriodAlone()
{
    BreakerFixture f;
    f.fail(5);
    const auto due = f.breaker.nextWake();
    f.config.timeout = 5s;
    f.config.failureThreshold = 2;
    f.config.successThreshold = 1;

    f.breaker.configure(f.config);

    QCOMPARE(f.breaker.nextWake(), due);
    f.advance(60s);
    f.succeed();
    f.breaker.finishRecovery(f.now);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    f.fail(2);
    QCOMPARE(*f.breaker.nextWake(), f.now + 10s);
}

BREAKWATER_TEST(BreakerRecoveryTest)
#include "tst_breakerrecovery.moc"
