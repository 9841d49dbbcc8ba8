// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::quickBreaker;
using Breakwater::Test::SessionFixture;

//! How a session and its breaker steer each other.
class SessionBreakerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensAfterFailuresAndSpendsNoMessageOnProbes();
    void movesToHalfOpenByTimerWithoutTraffic();
    void aPongOfAPingFromBeforeIsNoProbesSuccess();
    void aHungProbeFailsAndTheBreakerReopens();
    void aServerThatAnswersNoPingsRecoversByConnecting();
    void forcedOpenClosesTheLinkUntilLifted();
    void aWallClockStepChangesNoDelay();

private:
    const StabilityConfig m_config = quickBreaker();
};

void SessionBreakerTest::opensAfterFailuresAndSpendsNoMessageOnProbes()
{
    SessionFixture link(m_config);
    link.connect();
    link.send("precious");
    for (int i = 0; i < 3; ++i) {
        link.peer()->end(EndKind::ConnectionLost);
        if (i < 2)
            link.time.advance(5s);
    }
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::BreakerOpen));
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Open));

    link.time.advance(10s);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::HalfOpen));
    link.peer()->accept();
    QVERIFY(link.peer()->written.isEmpty());
    link.peer()->answerOldest();
    QVERIFY(link.peer()->written.isEmpty());
    link.peer()->answerOldest();

    QVERIFY(link.session.breaker().isRecovering());
    QCOMPARE(link.peer()->written, QByteArrayList{"precious"});
    link.peer()->answerOldest();
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
}

void SessionBreakerTest::aPongOfAPingFromBeforeIsNoProbesSuccess()
{
    SessionFixture link(m_config);
    link.connect();
    link.session.forceBreaker(BreakerOverride::ForcedClosed, u"test"_qs, u"keeps the link"_qs, 1h);
    link.time.advance(m_config.connection.heartbeatInterval);
    const QByteArray before = link.peer()->pings.front();
    for (int i = 0; i < 3; ++i)
        link.session.breaker().recordFailure(link.time.now(), u"elsewhere"_qs);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Open));
    link.time.advance(m_config.connection.heartbeatInterval);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::HalfOpen));

    link.peer()->answer(before);

    QCOMPARE(link.session.breaker().probeSuccesses(), 0);
}

void SessionBreakerTest::movesToHalfOpenByTimerWithoutTraffic()
{
    SessionFixture link(m_config);
    link.session.open();
    while (link.session.breaker().state() == BreakerState::Closed) {
        link.peer()->end(EndKind::ConnectFailed);
        if (link.session.breaker().state() == BreakerState::Closed)
            link.time.advance(5s);
    }
    const int attempts = link.network.created();

    link.time.advance(10s);

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::HalfOpen));
    QCOMPARE(link.network.created(), attempts + 1);
}

void SessionBreakerTest::aHungProbeFailsAndTheBreakerReopens()
{
    SessionFixture link(m_config);
    link.connect();
    link.session.breaker().recordFailure(link.time.now(), u"one"_qs);
    link.session.breaker().recordFailure(link.time.now(), u"two"_qs);
    link.peer()->end(EndKind::ConnectionLost);
    link.time.advance(10s);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::HalfOpen));

    link.peer()->accept();
    link.time.advance(m_config.delivery.probeTimeout);

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Open));
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::BreakerOpen));
    QVERIFY(!link.peer());
}

void SessionBreakerTest::aServerThatAnswersNoPingsRecoversByConnecting()
{
    SessionFixture link(m_config);
    link.session.open();
    for (int i = 0; i < 3; ++i) {
        link.peer()->end(EndKind::ConnectFailed);
        if (i < 2)
            link.time.advance(5s);
    }
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Open));
    link.time.advance(10s);
    link.peer()->accept();
    link.send("a");

    link.time.advance(m_config.delivery.probeTimeout);

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
    QCOMPARE(toString(link.session.ledger().guarantee()), toString(Guarantee::None));
    QCOMPARE(link.messages().sentUnconfirmed, 1u);
}

void SessionBreakerTest::forcedOpenClosesTheLinkUntilLifted()
{
    SessionFixture link;
    link.connect();

    link.session.forceBreaker(BreakerOverride::ForcedOpen, u"me"_qs, u"maintenance"_qs, 15min);
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::BreakerOpen));
    QVERIFY(!link.peer());
    link.time.advance(15min);

    QCOMPARE(link.network.created(), 2);
}

void SessionBreakerTest::aWallClockStepChangesNoDelay()
{
    SessionFixture link(m_config);
    link.session.open();
    for (int i = 0; i < 3; ++i) {
        link.peer()->end(EndKind::ConnectFailed);
        if (i < 2)
            link.time.advance(5s);
    }
    const int attempts = link.network.created();

    link.time.stepWallClock(-1h);
    link.time.advance(10s);

    QCOMPARE(link.network.created(), attempts + 1);
}

BREAKWATER_TEST(SessionBreakerTest)
#include "tst_session_breaker.moc"
