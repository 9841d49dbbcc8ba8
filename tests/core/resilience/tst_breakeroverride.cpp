// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/resilience/breakerfixture.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::BreakerFixture;
using Reason = CircuitBreaker::Rejection::Reason;

class BreakerOverrideTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forcedOpenRejectsUntilItExpires();
    void forcedOpenWithoutEndPromisesNoTime();
    void forcedClosedGivesPermitsWhileTheComputedStateGoesOn();
    void anExpiredOverrideEndsWithoutATimerToo();
};

void BreakerOverrideTest::forcedOpenRejectsUntilItExpires()
{
    BreakerFixture f;
    f.breaker.force(f.now, BreakerOverride::ForcedOpen, u"ops"_qs, u"maintenance"_qs);
    f.now += 5min;

    const auto refused = f.breaker.tryAcquire(f.now);

    QVERIFY(!refused);
    QCOMPARE(refused.error().reason, Reason::ForcedOpen);
    QCOMPARE(refused.error().retryAfter, Duration(10min));
    QCOMPARE(f.breaker.override_().owner, u"ops"_qs);
    QCOMPARE(f.breaker.override_().reason, u"maintenance"_qs);
    QCOMPARE(*f.breaker.nextWake(), f.now + 10min);
    f.advance(10min);
    QCOMPARE(toString(f.breaker.override_().value), toString(BreakerOverride::None));
    QVERIFY(f.breaker.tryAcquire(f.now).has_value());
    QVERIFY(f.told.empty()); // the computed state never changed
}

void BreakerOverrideTest::forcedOpenWithoutEndPromisesNoTime()
{
    BreakerFixture f;
    f.breaker.force(f.now, BreakerOverride::ForcedOpen, u"ops"_qs, {}, Duration::max());

    QCOMPARE(f.breaker.tryAcquire(f.now).error().retryAfter, Duration::zero());
    QVERIFY(!f.breaker.nextWake());

    f.breaker.force(f.now, BreakerOverride::None, {}, {});
    QVERIFY(f.breaker.tryAcquire(f.now).has_value());
}

void BreakerOverrideTest::forcedClosedGivesPermitsWhileTheComputedStateGoesOn()
{
    BreakerFixture f;
    f.breaker.force(f.now, BreakerOverride::ForcedClosed, u"ops"_qs, u"test"_qs);

    f.fail(8);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Open));
    QCOMPARE(f.breaker.window(f.now).failures, 8U);
    f.advance(60s);
    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::HalfOpen));
    f.succeed(2);
    f.advance(4s);

    QCOMPARE(toString(f.breaker.state()), toString(BreakerState::Closed));
    QCOMPARE(toString(f.breaker.override_().value), toString(BreakerOverride::ForcedClosed));
}

void BreakerOverrideTest::anExpiredOverrideEndsWithoutATimerToo()
{
    BreakerFixture f;
    f.breaker.force(f.now, BreakerOverride::ForcedOpen, u"ops"_qs, {}, 1min);

    QVERIFY(f.breaker.tryAcquire(f.now + 1min).has_value());
}

BREAKWATER_TEST(BreakerOverrideTest)
#include "tst_breakeroverride.moc"
