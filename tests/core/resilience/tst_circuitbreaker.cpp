// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/resilience/breakerfixture.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::BreakerFixture;
using Reason = CircuitBreaker::Rejection::Reason;

class CircuitBreakerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAfterFiveFailuresInARow();
    void aSuccessBetweenThemStartsTheRowAgain();
    void opensWhenHalfOfTheRecentCallsFail();
    void failuresOlderThanTheWindowDoNotCount();
    void slowCallsTripOnlyWhenSwitchedOn();
    void stalledCallsTripBeforeAnythingCompletes();
    void anAbnormalCloseIsOneFailure();
    void aRejectionTellsWhyAndWhenToAskAgain();
    void timeToDetectCountsFromTheFirstFailureOfTheRun();
    void switchedOffItNeverTripsAndAlwaysGives();
    void switchingOffClosesAnOpenBreaker();
};

void CircuitBreakerTest::opensAfterFiveFailuresInARow()
{
    BreakerFixture f;
    f.fail(4);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(f.breaker.consecutiveFailures(), 4);

    f.fail();

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    QCOMPARE(f.told.size(), 1U);
    QCOMPARE(toString(f.told[0].cause), toString(BreakerCause::ConsecutiveFailures));
    QCOMPARE(f.told[0].detail, u"5 consecutive failures: connection refused"_qs);
    QCOMPARE(f.breaker.consecutiveFailures(), 5);
    QCOMPARE(f.counters.opens, 1U);
}

void CircuitBreakerTest::aSuccessBetweenThemStartsTheRowAgain()
{
    BreakerFixture f;
    f.succeed(50); // so that the rate stays low
    f.fail(4);
    f.succeed();
    f.fail(4);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(f.breaker.window(f.now).failures, 8U);
}

void CircuitBreakerTest::opensWhenHalfOfTheRecentCallsFail()
{
    BreakerFixture f;
    for (int i = 0; i < 5; ++i) {
        f.fail();
        QCOMPARE(toString(f.breaker.state()),
                 toString(BreakerState::Closed)); // fewer than minimum_calls
        f.now += 1s;
        f.succeed();
    }

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    QCOMPARE(toString(f.told[0].cause), toString(BreakerCause::FailureRate));
    QCOMPARE(f.told[0].detail,
             u"failure rate 50.0 % ≥ 50 % in the last 10 s: connection refused"_qs);
}

void CircuitBreakerTest::failuresOlderThanTheWindowDoNotCount()
{
    const auto halfOfThemFailEvery = [](Duration interval, BreakerFixture &f) {
        for (int i = 0; i < 40 && f.breaker.state() == BreakerState::Closed; ++i) {
            f.fail();
            f.succeed();
            f.now += interval;
        }
    };
    BreakerFixture often;
    BreakerFixture seldom;

    halfOfThemFailEvery(1s, often);
    halfOfThemFailEvery(4s, seldom); // never ten calls in ten seconds

    QCOMPARE(toString(often.breaker.state()), toString(BreakerState::Open));
    QCOMPARE(toString(seldom.breaker.state()), toString(BreakerState::Closed));
}

void CircuitBreakerTest::slowCallsTripOnlyWhenSwitchedOn()
{
    const auto tenCallsOfSixSeconds = [](BreakerFixture &f) {
        std::vector<CircuitBreaker::Permit> permits;
        for (int i = 0; i < 10; ++i)
            permits.push_back(f.permit());
        f.now += 6s;
        for (auto &permit : permits)
            permit.succeed(f.now);
    };
    BreakerFixture off;
    BreakerFixture on({.slowRateThreshold = 0.6});

    tenCallsOfSixSeconds(off);
    tenCallsOfSixSeconds(on);

    QCOMPARE(toString(off.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(toString(on.breaker.state()), toString(BreakerState::Open));
    QCOMPARE(toString(on.told[0].cause), toString(BreakerCause::SlowRate));
    QCOMPARE(on.told[0].detail,
             u"100.0 % of the calls in the last 10 s took longer than 5.0 s (limit 60 %)"_qs);
}

void CircuitBreakerTest::stalledCallsTripBeforeAnythingCompletes()
{
    BreakerFixture f;
    f.fail(2);
    auto hanging = f.permit();

    f.breaker.recordStalled(f.now, 2);
    f.breaker.recordStalled(f.now, 2); // the same two, seen again
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    f.breaker.recordStalled(f.now, 3);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    QCOMPARE(toString(f.told[0].cause), toString(BreakerCause::StalledCalls));
    QCOMPARE(f.told[0].detail,
             u"no answer in time to 3 calls, after 2 consecutive failures: connection refused"_qs);
}

void CircuitBreakerTest::anAbnormalCloseIsOneFailure()
{
    BreakerFixture f;
    for (int i = 0; i < 5; ++i)
        f.breaker.recordFailure(f.now, u"the connection was cut"_qs);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    QCOMPARE(f.told[0].detail, u"5 consecutive failures: the connection was cut"_qs);
}

void CircuitBreakerTest::aRejectionTellsWhyAndWhenToAskAgain()
{
    BreakerFixture f;
    f.fail(5);
    f.now += 20s;

    auto refused = f.breaker.tryAcquire(f.now);

    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::Open);
    QCOMPARE(refused.error().retryAfter, Duration(40s));
    QCOMPARE(f.counters.rejections, 1U);
}

void CircuitBreakerTest::timeToDetectCountsFromTheFirstFailureOfTheRun()
{
    BreakerFixture f;
    f.fail();
    f.succeed();
    for (int i = 0; i < 5; ++i) {
        f.now += 20s;
        f.fail();
    }

    QCOMPARE(f.told[0].timeToDetect, Duration(80s));
    f.advance(60s);
    QCOMPARE(f.told[1].timeToDetect, Duration::zero());
}

void CircuitBreakerTest::switchedOffItNeverTripsAndAlwaysGives()
{
    BreakerFixture f({.enabled = false});
    f.fail(100);
    f.breaker.recordStalled(f.now, 100);

    QVERIFY(f.breaker.tryAcquire(f.now).has_value());
    QVERIFY(f.told.empty());
    QCOMPARE(f.breaker.window(f.now).failures, 100U);
}

void CircuitBreakerTest::switchingOffClosesAnOpenBreaker()
{
    BreakerFixture f;
    f.fail(5);
    f.config.enabled = false;
    f.breaker.configure(f.config);

    f.advance(0s);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(f.told.back().detail, u"the circuit breaker was switched off"_qs);
    QVERIFY(!f.breaker.nextWake());
}

BREAKWATER_TEST(CircuitBreakerTest)
#include "tst_circuitbreaker.moc"
