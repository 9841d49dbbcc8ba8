// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::quickBreaker;
using Breakwater::Test::SessionFixture;

Q_DECLARE_METATYPE(Breakwater::Duration)

//! Pitfall 12: somebody sets the wall clock, and nothing happens; each fact for a step back and a
//! step forward. And what a pause of our own does to the clocks that do count.
class SessionClocksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOpenBreakerStaysOpenNeitherLongerNorShorter_data() { steps(); }
    void anOpenBreakerStaysOpenNeitherLongerNorShorter();
    void theRampTakesItsFourSeconds_data() { steps(); }
    void theRampTakesItsFourSeconds();
    void theWindowOfRecentCallsIsNotEmptied_data() { steps(); }
    void theWindowOfRecentCallsIsNotEmptied();
    void noMessageExpiresEarlyOrLate_data() { steps(); }
    void noMessageExpiresEarlyOrLate();
    void theBackoffEndsWhenItWouldHave_data() { steps(); }
    void theBackoffEndsWhenItWouldHave();
    void noHeartbeatIsMissedOrForgotten_data() { steps(); }
    void noHeartbeatIsMissedOrForgotten();
    void aPauseIsNoRoundTrip();
    void afterAPauseThePeerIsAskedOnce();
    void aPauseIsNoMissingAcknowledgement();
    void aPauseDuringTheRampReopensNothing();

private:
    static void steps();
    static void openBreaker(SessionFixture &link);
};

void SessionClocksTest::steps()
{
    QTest::addColumn<Duration>("step");
    QTest::newRow("an hour back") << Duration(-1h);
    QTest::newRow("half a minute back") << Duration(-30s);
    QTest::newRow("an hour on") << Duration(1h);
}

void SessionClocksTest::openBreaker(SessionFixture &link)
{
    link.session.open();
    for (int i = 0; i < 3; ++i) {
        link.peer()->end(EndKind::ConnectFailed);
        if (i < 2)
            link.time.advance(5s);
    }
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Open));
}

void SessionClocksTest::anOpenBreakerStaysOpenNeitherLongerNorShorter()
{
    QFETCH(Duration, step);
    SessionFixture link(quickBreaker());
    openBreaker(link);
    const Duration left = *link.session.breaker().openUntil() - link.time.now();

    link.time.stepWallClock(step);

    link.time.advance(left - 1ms);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Open));
    link.time.advance(1ms);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::HalfOpen));
}

void SessionClocksTest::theRampTakesItsFourSeconds()
{
    QFETCH(Duration, step);
    SessionFixture link(quickBreaker());
    openBreaker(link);
    link.send("waits");
    link.time.advance(10s);
    link.peer()->accept();
    link.peer()->answerOldest();
    link.peer()->answerOldest();
    QVERIFY(link.session.breaker().isRecovering());

    link.time.stepWallClock(step);

    link.time.advance(3999ms);
    QVERIFY(link.session.breaker().isRecovering());
    link.time.advance(1ms);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
}

void SessionClocksTest::theWindowOfRecentCallsIsNotEmptied()
{
    QFETCH(Duration, step);
    SessionFixture link;
    link.connect();
    for (int i = 0; i < 4; ++i)
        link.session.breaker().recordFailure(link.time.now(), u"refused"_qs);

    link.time.stepWallClock(step);

    link.time.advance(5s);
    QCOMPARE(link.session.breaker().window(link.time.now()).failures, 4u);
    link.time.advance(10s);
    QCOMPARE(link.session.breaker().window(link.time.now()).failures, 0u);
}

void SessionClocksTest::noMessageExpiresEarlyOrLate()
{
    QFETCH(Duration, step);
    StabilityConfig config = quickBreaker();
    config.queue.messageTtl = 60s;
    SessionFixture link(config);
    link.send("waits for a link");

    link.time.stepWallClock(step);

    link.time.advance(59s);
    QCOMPARE(link.messages().expired, 0u);
    link.time.advance(1s);
    QCOMPARE(link.messages().expired, 1u);
}

void SessionClocksTest::theBackoffEndsWhenItWouldHave()
{
    QFETCH(Duration, step);
    SessionFixture link;
    link.session.open();
    link.peer()->end(EndKind::ConnectFailed);
    const auto due = link.session.nextAttemptAt();
    QVERIFY(due && *due > link.time.now());

    link.time.stepWallClock(step);

    QCOMPARE(link.session.nextAttemptAt(), due);
    link.time.advance(*due - link.time.now() - 1ns);
    QCOMPARE(link.network.created(), 1);
    link.time.advance(1ns);
    QCOMPARE(link.network.created(), 2);
}

void SessionClocksTest::noHeartbeatIsMissedOrForgotten()
{
    QFETCH(Duration, step);
    SessionFixture link;
    link.connect();

    link.time.stepWallClock(step);

    link.time.advance(14s);
    QVERIFY(link.peer()->pings.isEmpty());
    link.time.advance(1s);
    QCOMPARE(link.peer()->pings.size(), 1);
    link.time.advance(14s);
    QCOMPARE(link.session.meter().set().calls.failures, 0u);
    link.time.advance(1s);
    QCOMPARE(link.session.meter().set().calls.failures, 1u);
}

void SessionClocksTest::aPauseIsNoRoundTrip()
{
    SessionFixture link;
    link.connect();
    link.send("a");
    QCOMPARE(link.peer()->pings.size(), 1);

    link.time.stall(10s, [&] { link.peer()->answerOldest(); });

    QCOMPARE(link.messages().confirmed, 1u);
    QCOMPARE(link.session.meter().sinceStart().rtt.max,
             std::optional<Duration>(0s)); // of the probe at connect
    QCOMPARE(link.session.meter().set().calls.failures, 0u);
}

void SessionClocksTest::afterAPauseThePeerIsAskedOnce()
{
    SessionFixture link;
    link.connect();
    link.time.advance(15s);
    QCOMPARE(link.peer()->pings.size(), 1);

    link.time.stall(1min, [&] { link.peer()->answerOldest(); });

    QCOMPARE(link.peer()->pings.size(), 1);
}

void SessionClocksTest::aPauseIsNoMissingAcknowledgement()
{
    StabilityConfig config;
    config.delivery.confirm = ConfirmMode::App;
    config.delivery.ackPointer = u"/ack"_qs;
    SessionFixture link(config);
    link.network.answersPings = true;
    link.connect();
    link.session.send({.payload = "a", .explicitId = "a"});

    link.time.stall(1min);

    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Connected));
    link.time.advance(30s); // now it had its time
    QVERIFY(toString(link.session.connection()) != toString(ConnectionState::Connected));
}

void SessionClocksTest::aPauseDuringTheRampReopensNothing()
{
    SessionFixture link(quickBreaker());
    openBreaker(link);
    link.send("waits");
    link.time.advance(10s);
    link.peer()->accept();
    link.peer()->answerOldest();
    link.peer()->answerOldest();
    QVERIFY(link.session.breaker().isRecovering());

    link.time.stall(1min);

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Connected));
}

BREAKWATER_TEST(SessionClocksTest)
#include "tst_session_clocks.moc"
