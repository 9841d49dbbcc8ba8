// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;

//! How a session comes back: step by step after the breaker was open, unhurt after a sleep.
class SessionRecoveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callersParkedInHalfOpenAreNotReleasedAtOnce();
    void theWindowDoublesEachSecond();
    void whereNothingConfirmsTheDrainIsPacedToo();
    void theSecondRampBeginsLikeTheFirst();
    void whatEndsAsSentFillsTheWindowToo();
    void anEndedOverrideIsFollowedByAProbe();
    void aCommandAfterAPauseDoesNotHideThePause();
    void closesAsSoonAsEverythingIsDelivered();
    void closesAtTheEndOfTheRampUnderSteadyTraffic();
    void aFailureDuringTheRampReopens();
    void newMessagesAreAcceptedDuringTheRamp();
    void stoppedForAWhileItPassesNoVerdictOnThePeer();
    void whatWasArmedForThePastIsNoStall();
    void aSleepEndsTheBackoff();
    void aRecheckAsksTheLinkAtOnce();

private:
    static StabilityConfig config();
    //! Open after failures, with so many messages waiting; then half-open and proven.
    static void bringToRamp(SessionFixture &link, int waiting);
};

StabilityConfig SessionRecoveryTest::config()
{
    StabilityConfig config = quickBreaker();
    config.queue.maxMessages = 100;
    return config;
}

void SessionRecoveryTest::bringToRamp(SessionFixture &link, int waiting)
{
    link.session.open();
    while (link.session.breaker().state() == BreakerState::Closed) {
        if (link.peer())
            link.peer()->end(EndKind::ConnectFailed);
        link.time.advance(1s);
    }
    for (int i = 0; i < waiting; ++i)
        link.send(QByteArray::number(i));
    link.time.advance(10s);
    link.peer()->accept();
    link.peer()->answerOldest();
    if (!link.session.breaker().isRecovering() && !link.peer()->pings.isEmpty())
        link.peer()->answerOldest();
}

void SessionRecoveryTest::callersParkedInHalfOpenAreNotReleasedAtOnce()
{
    SessionFixture link(config());

    bringToRamp(link, 50);

    QVERIFY(link.session.breaker().isRecovering());
    QCOMPARE(link.network.received.size(), 10); // 10 % of queue.max_messages
}

void SessionRecoveryTest::theWindowDoublesEachSecond()
{
    SessionFixture link(config());
    bringToRamp(link, 100);

    QList<qsizetype> unconfirmed;
    for (int second = 0; second < 4; ++second) {
        unconfirmed += link.network.received.size();
        link.time.advance(1s);
    }

    QCOMPARE(unconfirmed, QList<qsizetype>({10, 20, 40, 80}));
    QCOMPARE(link.network.received.size(), 100);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
}

void SessionRecoveryTest::whereNothingConfirmsTheDrainIsPacedToo()
{
    StabilityConfig settings = config();
    settings.delivery.confirm = ConfirmMode::None;
    SessionFixture link(settings);
    bringToRamp(link, 100);

    QCOMPARE(link.network.received.size(), 10);
    link.time.advance(1s);
    QCOMPARE(link.network.received.size(), 30);
    link.time.advance(1s);
    QCOMPARE(link.network.received.size(), 70);
}

void SessionRecoveryTest::theSecondRampBeginsLikeTheFirst()
{
    StabilityConfig settings = config();
    settings.delivery.confirm = ConfirmMode::None;
    settings.circuitBreaker.timeoutMultiplier = 1;
    SessionFixture link(settings);
    bringToRamp(link, 100);
    QCOMPARE(link.network.received.size(), 10);

    link.peer()->end(EndKind::ConnectionLost);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Open));
    link.time.advance(10s);
    link.peer()->accept();
    while (!link.session.breaker().isRecovering() && !link.peer()->pings.isEmpty())
        link.peer()->answerOldest();

    QCOMPARE(link.network.received.size(), 20);
}

void SessionRecoveryTest::whatEndsAsSentFillsTheWindowToo()
{
    StabilityConfig settings = config();
    settings.delivery.confirm = ConfirmMode::App;
    settings.delivery.ackPointer = QStringLiteral("/ack");
    SessionFixture link(settings);

    bringToRamp(link, 100); // none of them has an id that could be acknowledged

    QCOMPARE(link.network.received.size(), 10);
}

void SessionRecoveryTest::anEndedOverrideIsFollowedByAProbe()
{
    SessionFixture link(config());
    link.connect();
    link.session.forceBreaker(BreakerOverride::ForcedClosed, QStringLiteral("test"),
                              QStringLiteral("keeps the link"), 12s);
    for (int i = 0; i < 3; ++i)
        link.session.breaker().recordFailure(link.time.now(), QStringLiteral("elsewhere"));
    link.time.advance(11s);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::HalfOpen));

    link.time.advance(1s);

    QCOMPARE(link.peer()->pings.size(), 1);
}

void SessionRecoveryTest::aCommandAfterAPauseDoesNotHideThePause()
{
    SessionFixture link;
    link.connect();

    link.time.stall(10min, [&] { link.session.resetBreaker(); });

    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Connected));
    QCOMPARE(link.session.meter().set().calls.failures, 0u);
}

void SessionRecoveryTest::closesAsSoonAsEverythingIsDelivered()
{
    SessionFixture link(config());
    bringToRamp(link, 5);
    QVERIFY(link.session.breaker().isRecovering());

    link.peer()->answerOldest();

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
    QCOMPARE(link.messages().confirmed, 5u);
}

void SessionRecoveryTest::closesAtTheEndOfTheRampUnderSteadyTraffic()
{
    SessionFixture link(config());
    bringToRamp(link, 5);

    for (int i = 0; i < 40; ++i) {
        link.send("more");
        link.time.advance(100ms);
        link.peer()->answerOldest();
        link.send("more");
    }

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
}

void SessionRecoveryTest::aFailureDuringTheRampReopens()
{
    SessionFixture link(config());
    bringToRamp(link, 50);

    link.peer()->end(EndKind::ConnectionLost);

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Open));
    QCOMPARE(link.session.ledger().gauges().inDoubt, 10);
    QCOMPARE(link.session.ledger().gauges().queued, 40);
}

void SessionRecoveryTest::newMessagesAreAcceptedDuringTheRamp()
{
    SessionFixture link(config());
    bringToRamp(link, 50);

    QVERIFY(link.send("critical").isAccepted());
    QVERIFY(link.send("best effort", Priority::BestEffort).isAccepted());
}

void SessionRecoveryTest::stoppedForAWhileItPassesNoVerdictOnThePeer()
{
    SessionFixture link;
    link.connect();
    const int pings = static_cast<int>(link.peer()->pings.size());

    link.time.stall(10min); // the process was stopped: its timers come late, the answers unread

    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Connected));
    QCOMPARE(link.session.meter().set().calls.failures, 0u);
    QVERIFY(link.peer()->pings.size() > pings);
}

void SessionRecoveryTest::whatWasArmedForThePastIsNoStall()
{
    StabilityConfig settings;
    settings.delivery.probeTimeout = 10s;
    settings.connection.heartbeatInterval = 2s;
    SessionFixture link(settings);
    link.session.open();
    link.peer()->accept();
    const qsizetype asked = link.peer()->pings.size();

    link.time.advance(10s); // the probe fails; by then a heartbeat had long been due

    QCOMPARE(link.peer()->pings.size(), asked + 1);
}

void SessionRecoveryTest::aSleepEndsTheBackoff()
{
    StabilityConfig settings;
    settings.reconnect.baseDelay = 20s;
    SessionFixture link(settings);
    link.connect();
    link.peer()->end(EndKind::ConnectionLost);
    link.time.advance(1ms);
    const int dialled = link.network.created();
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::BackingOff));

    link.session.recheck();
    link.time.advance(250ms);

    QCOMPARE(link.network.created(), dialled + 1);
}

void SessionRecoveryTest::aRecheckAsksTheLinkAtOnce()
{
    SessionFixture link;
    link.connect();
    QVERIFY(link.peer()->pings.isEmpty());

    link.session.recheck();

    QCOMPARE(link.peer()->pings.size(), 1);
}

BREAKWATER_TEST(SessionRecoveryTest)

#include "tst_session_recovery.moc"
