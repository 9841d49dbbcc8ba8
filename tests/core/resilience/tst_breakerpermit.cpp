// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/resilience/breakerfixture.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::BreakerFixture;
using Reason = CircuitBreaker::Rejection::Reason;

class BreakerPermitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlySoManyProbesAreOutAtOnce();
    void aHungOrCancelledProbeGivesItsSlotBack();
    void aCancelledProbeIsNoSuccess();
    void aSlotReleasedTwiceNeverInflatesPermits();
    void aPermitMovedFromHasEnded();
    void aSuccessThatBeganBeforeTheTripDoesNotCloseIt();
    void aFailureOfAnEarlierProbeDoesNotReopenTwice();
    void permitsMayBeDroppedWithinTheHandler();
};

void BreakerPermitTest::onlySoManyProbesAreOutAtOnce()
{
    BreakerFixture f;
    f.makeHalfOpen();
    std::vector<CircuitBreaker::Permit> probes;
    for (int i = 0; i < 3; ++i)
        probes.push_back(f.permit());

    const auto fourth = f.breaker.tryAcquire(f.now);

    QVERIFY(!fourth);
    QCOMPARE(fourth.error().reason, Reason::ProbesExhausted);
    QCOMPARE(fourth.error().retryAfter, Duration::zero());
    QCOMPARE(f.breaker.permitsOut(), 3);
}

void BreakerPermitTest::aHungOrCancelledProbeGivesItsSlotBack()
{
    BreakerFixture f;
    f.makeHalfOpen();
    auto cancelled = f.permit();
    {
        const auto dropped = f.permit();
        QCOMPARE(f.breaker.permitsOut(), 2);
    }
    cancelled.cancel();
    QCOMPARE(f.breaker.permitsOut(), 0);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));

    // A hung one fails by its deadline, and all slots are there in the next half-open phase.
    auto hung = f.permit();
    f.breaker.recordStalled(f.now, 1);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    QCOMPARE(f.told.back().detail, u"probe failed: no answer in time"_qs);
    f.advance(300s);
    std::vector<CircuitBreaker::Permit> probes;
    for (int i = 0; i < 3; ++i)
        probes.push_back(f.permit());
    QCOMPARE(f.breaker.permitsOut(), 3);
}

void BreakerPermitTest::aCancelledProbeIsNoSuccess()
{
    BreakerFixture f;
    f.makeHalfOpen();

    for (int i = 0; i < 10; ++i)
        f.permit().cancel();

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    QCOMPARE(f.breaker.probeSuccesses(), 0);
    QCOMPARE(f.counters.lateResults, 0U);
}

void BreakerPermitTest::aSlotReleasedTwiceNeverInflatesPermits()
{
    BreakerFixture f;
    f.makeHalfOpen();
    auto first = f.permit();
    auto second = f.permit();

    first.cancel();
    first.cancel();
    first.succeed(f.now);
    first.fail(f.now, u"again"_qs);

    QCOMPARE(f.breaker.permitsOut(), 1);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    QVERIFY(second.isLive() && !first.isLive());
}

void BreakerPermitTest::aPermitMovedFromHasEnded()
{
    BreakerFixture f;
    f.makeHalfOpen();
    auto first = f.permit();
    auto second = std::move(first);
    QVERIFY(!first.isLive() && second.isLive());
    QCOMPARE(f.breaker.permitsOut(), 1);

    second = f.permit(); // the one it held is cancelled

    QCOMPARE(f.breaker.permitsOut(), 1);
    auto &self = second;
    second = std::move(self);
    QVERIFY(second.isLive());
}

void BreakerPermitTest::aSuccessThatBeganBeforeTheTripDoesNotCloseIt()
{
    BreakerFixture f({.successThreshold = 1});
    auto early = f.permit();
    auto alsoEarly = f.permit();
    f.makeHalfOpen();

    early.succeed(f.now);
    alsoEarly.fail(f.now, u"late"_qs);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    QCOMPARE(f.breaker.probeSuccesses(), 0);
    QCOMPARE(f.counters.lateResults, 2U);
}

void BreakerPermitTest::aFailureOfAnEarlierProbeDoesNotReopenTwice()
{
    BreakerFixture f;
    f.makeHalfOpen();
    auto first = f.permit();
    auto second = f.permit();
    first.fail(f.now, u"refused"_qs);
    f.advance(300s);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));

    second.fail(f.now, u"refused"_qs);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    QCOMPARE(f.counters.lateResults, 1U);
}

void BreakerPermitTest::permitsMayBeDroppedWithinTheHandler()
{
    BreakerFixture f;
    f.makeHalfOpen();
    auto held = f.permit();
    f.breaker.onTransition([&](const BreakerTransition &) { held.cancel(); });

    f.permit().fail(f.now, u"refused"_qs);

    QVERIFY(!held.isLive());
    QCOMPARE(f.breaker.permitsOut(), 0);
}

BREAKWATER_TEST(BreakerPermitTest)
#include "tst_breakerpermit.moc"
