// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::SessionFixture;

class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void dialsOnceAndConnects();
    void aMessageIsWrittenAtOnceAndConfirmedByItsPong();
    void heavyTrafficIsConfirmedInGroups();
    void messagesWaitWhileTheLinkIsDownAndGoInOrder();
    void replayedMessagesGoBeforeNewOnes();
    void bestEffortIsRejectedWhileTheLinkIsDown();
    void everyAttemptUsesAFreshTransport();
    void opensAfterFailuresAndSpendsNoMessageOnProbes();
    void movesToHalfOpenByTimerWithoutTraffic();
    void aHungProbeFailsAndTheBreakerReopens();
    void aServerThatAnswersNoPingsRecoversByConnecting();
    void aDeadPeerIsFoundByItsHeartbeats();
    void aQuietPeerWhoseHeartbeatsAreAnsweredStays();
    void refusalsWaitForTheUser();
    void localFaultsDoNotBlameTheServer();
    void aWantedCloseIsNotTheServersFailure();
    void nothingIsWrittenAboveTheHighWaterMark();
    void aPoisonMessageIsGivenUpAndTheOthersFlow();
    void forcedOpenClosesTheLinkUntilLifted();
    void aWallClockStepChangesNoDelay();
    void closingDropsWhatWaits();
    void atMostOneTimerRuns();

private:
    StabilityConfig m_config;
};

void SessionTest::init()
{
    m_config = {};
    m_config.circuitBreaker.failureThreshold = 3;
    m_config.circuitBreaker.timeout = 10s;
}

void SessionTest::dialsOnceAndConnects()
{
    SessionFixture link;

    link.session.open();
    link.session.open();

    QCOMPARE(link.network.created(), 1);
    QVERIFY(link.peer()->opened);
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Connecting));
    link.peer()->accept();
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Connected));
    QCOMPARE(toString(link.session.ledger().guarantee()), toString(Guarantee::Unknown));
    link.peer()->answerOldest();
    QCOMPARE(toString(link.session.ledger().guarantee()), toString(Guarantee::Hop));
    QCOMPARE(link.session.meter().set().connections.total, 1u);
}

void SessionTest::aMessageIsWrittenAtOnceAndConfirmedByItsPong()
{
    SessionFixture link;
    link.connect();

    const SendOutcome outcome = link.send("a");

    QVERIFY(outcome.isAccepted());
    QCOMPARE(link.peer()->written, QByteArrayList{"a"});
    QCOMPARE(link.messages().confirmed, 0u);
    link.time.advance(7ms);
    link.peer()->answerOldest();
    QCOMPARE(link.messages().confirmed, 1u);
    QCOMPARE(*link.session.meter().set().sinceStart.total.summary().max, Duration(7ms));
}

void SessionTest::heavyTrafficIsConfirmedInGroups()
{
    SessionFixture link;
    link.connect();
    link.send("1");
    for (int i = 2; i <= 50; ++i)
        link.send(QByteArray::number(i));
    QCOMPARE(link.peer()->pings.size(), 1);

    link.peer()->answerOldest();
    QCOMPARE(link.messages().confirmed, 1u);
    QCOMPARE(link.peer()->pings.size(), 1);
    link.peer()->answerOldest();

    QCOMPARE(link.messages().confirmed, 50u);
    QVERIFY(link.session.ledger().isEmpty());
}

void SessionTest::messagesWaitWhileTheLinkIsDownAndGoInOrder()
{
    SessionFixture link;
    link.session.open();
    link.send("a");
    link.send("b");
    QCOMPARE(link.session.ledger().gauges().queued, 2);

    link.peer()->accept();

    QCOMPARE(link.peer()->written, (QByteArrayList{"a", "b"}));
}

void SessionTest::replayedMessagesGoBeforeNewOnes()
{
    SessionFixture link;
    link.connect();
    link.send("a");
    link.peer()->answerOldest();
    link.send("b");
    link.send("c");

    link.peer()->end(EndKind::ConnectionLost);
    QCOMPARE(link.session.ledger().gauges().inDoubt, 2);
    link.send("d");
    link.time.advance(30s);
    link.peer()->accept();

    QCOMPARE(link.peer()->written, (QByteArrayList{"b", "c", "d"}));
    QCOMPARE(link.session.meter().set().retry.attempts, 2u);
}

void SessionTest::bestEffortIsRejectedWhileTheLinkIsDown()
{
    SessionFixture link;
    link.session.open();

    QCOMPARE(toString(link.send("x", Priority::BestEffort).verdict),
             toString(SendVerdict::LinkDown));
    QVERIFY(link.send("y").isAccepted());
}

void SessionTest::everyAttemptUsesAFreshTransport()
{
    SessionFixture link;
    link.session.open();

    link.peer()->end(EndKind::ConnectFailed);
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::BackingOff));
    QVERIFY(!link.peer());
    link.time.advance(1s);

    QCOMPARE(link.network.created(), 2);
    QCOMPARE(link.session.attempt(), 2);
}

void SessionTest::opensAfterFailuresAndSpendsNoMessageOnProbes()
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

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
    QCOMPARE(link.peer()->written, QByteArrayList{"precious"});
}

void SessionTest::movesToHalfOpenByTimerWithoutTraffic()
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

void SessionTest::aHungProbeFailsAndTheBreakerReopens()
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

void SessionTest::aServerThatAnswersNoPingsRecoversByConnecting()
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

void SessionTest::aDeadPeerIsFoundByItsHeartbeats()
{
    SessionFixture link;
    link.connect();
    link.send("a");
    const auto &connection = link.config.connection;

    link.time.advance(connection.heartbeatInterval * (1 + connection.heartbeatMisses));

    QVERIFY(!link.session.isUp());
    QCOMPARE(link.session.ledger().gauges().inDoubt, 1);
    QCOMPARE(link.session.meter().set().connections.timeouts, 1u);
    QCOMPARE(link.session.breaker().consecutiveFailures(), connection.heartbeatMisses);
}

void SessionTest::aQuietPeerWhoseHeartbeatsAreAnsweredStays()
{
    SessionFixture link;
    link.network.answersPings = true;
    link.connect();

    link.time.advance(1h);

    QVERIFY(link.session.isUp());
    QCOMPARE(link.network.created(), 1);
}

void SessionTest::refusalsWaitForTheUser()
{
    SessionFixture link;
    link.session.open();
    link.peer()->end({.kind = EndKind::HandshakeRejected, .httpStatus = 401});
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Refused));

    link.time.advance(1h);
    QCOMPARE(link.network.created(), 1);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
    QCOMPARE(link.session.breaker().consecutiveFailures(), 0);
    link.session.retryNow();

    QCOMPARE(link.network.created(), 2);
}

void SessionTest::localFaultsDoNotBlameTheServer()
{
    SessionFixture link(m_config);
    link.session.open();

    for (int i = 0; i < 10; ++i) {
        link.peer()->end(EndKind::HostNotFound);
        link.time.advance(60s);
    }

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
    QCOMPARE(link.session.meter().set().connections.localFaults, 10u);
}

void SessionTest::aWantedCloseIsNotTheServersFailure()
{
    SessionFixture link;
    link.connect();

    link.session.close();

    QVERIFY(link.session.isClosed());
    QCOMPARE(link.session.breaker().consecutiveFailures(), 0);
    link.time.advance(1h);
    QCOMPARE(link.network.created(), 1);
}

void SessionTest::nothingIsWrittenAboveTheHighWaterMark()
{
    SessionFixture link;
    link.connect();
    link.peer()->backlog = link.config.transport.highWater;

    link.send("a");
    QVERIFY(link.peer()->written.isEmpty());
    link.peer()->drain();

    QCOMPARE(link.peer()->written, QByteArrayList{"a"});
}

void SessionTest::aPoisonMessageIsGivenUpAndTheOthersFlow()
{
    m_config.circuitBreaker.failureThreshold = 100;
    SessionFixture link(m_config);
    link.connect();
    link.send("poison");
    link.send("good");

    for (int i = 0; i < m_config.retry.maxAttempts; ++i) {
        link.peer()->end({.kind = EndKind::PeerClose, .closeCode = 1007});
        link.time.advance(60s);
        QVERIFY(link.peer());
        link.peer()->accept();
        link.peer()->answerOldest();
        link.time.advance(10s);
    }

    QCOMPARE(link.messages().failed, 1u);
    QCOMPARE(link.messages().deadLettered, 1u);
    QCOMPARE(link.peer()->written, QByteArrayList{"good"});
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
}

void SessionTest::forcedOpenClosesTheLinkUntilLifted()
{
    SessionFixture link;
    link.connect();

    link.session.forceBreaker(BreakerOverride::ForcedOpen, u"me"_qs, u"maintenance"_qs, 15min);
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::BreakerOpen));
    QVERIFY(!link.peer());
    link.time.advance(15min);

    QCOMPARE(link.network.created(), 2);
}

void SessionTest::aWallClockStepChangesNoDelay()
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

void SessionTest::closingDropsWhatWaits()
{
    SessionFixture link;
    link.connect();
    link.send("under way");
    link.peer()->end(EndKind::ConnectionLost);
    link.send("never written");

    link.session.close();

    QCOMPARE(link.messages().abandoned, 1u);
    QCOMPARE(link.messages().dropped, 1u);
    QVERIFY(link.session.ledger().isConserved());
    QCOMPARE(toString(link.send("late").verdict), toString(SendVerdict::ShuttingDown));
}

void SessionTest::atMostOneTimerRuns()
{
    SessionFixture link;
    link.connect();
    for (int i = 0; i < 100; ++i)
        link.send("x");

    QVERIFY(link.time.activeTimers() <= 1);
    link.session.close();
    QCOMPARE(link.time.activeTimers(), 0);
}

BREAKWATER_TEST(SessionTest)
#include "tst_session.moc"
