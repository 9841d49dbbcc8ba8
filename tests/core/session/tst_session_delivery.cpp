// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::quickBreaker;
using Breakwater::Test::SessionFixture;

//! What a session does with messages, whatever its link does.
class SessionDeliveryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsWrittenAtOnceAndConfirmedByItsPong();
    void heavyTrafficIsConfirmedInGroups();
    void lightTrafficIsConfirmedEveryFewMilliseconds();
    void aQuarterOfTheQueueIsWorthAPingAtOnce();
    void overALongWayAPingStandsForAsMuchAsTheQueueHolds();
    void whatStandsInTheWayIsConfirmedAtOnce();
    void aNewLinkAsksAtOnceAgain();
    void messagesWaitWhileTheLinkIsDownAndGoInOrder();
    void replayedMessagesGoBeforeNewOnes();
    void bestEffortIsRejectedWhileTheLinkIsDown();
    void nothingIsWrittenAboveTheHighWaterMark();
    void aPoisonMessageIsGivenUpAndTheOthersFlow();
    void closingDropsWhatWaits();
};

void SessionDeliveryTest::aMessageIsWrittenAtOnceAndConfirmedByItsPong()
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
    QCOMPARE(*link.session.meter().sinceStart().total.max, Duration(7ms));
}

void SessionDeliveryTest::heavyTrafficIsConfirmedInGroups()
{
    SessionFixture link;
    link.connect();
    link.send("1");
    for (int i = 2; i <= 400; ++i)
        link.send(QByteArray::number(i));
    QCOMPARE(link.peer()->pings.size(), 1);

    link.peer()->answerOldest();
    QCOMPARE(link.messages().confirmed, 1u);
    QCOMPARE(link.peer()->pings.size(), 1);
    link.peer()->answerOldest();

    QCOMPARE(link.messages().confirmed, 400u);
    QVERIFY(link.session.ledger().isEmpty());
}

void SessionDeliveryTest::lightTrafficIsConfirmedEveryFewMilliseconds()
{
    SessionFixture link;
    link.connect();
    link.send("1");
    link.time.advance(1ms);
    link.peer()->answerOldest();

    link.send("2");
    link.send("3");
    link.time.advance(2ms);
    QVERIFY(link.peer()->pings.isEmpty());
    link.time.advance(1ms);
    link.peer()->answerOldest();

    QCOMPARE(link.messages().confirmed, 3u);
    QVERIFY(link.session.ledger().isEmpty());
}

void SessionDeliveryTest::aQuarterOfTheQueueIsWorthAPingAtOnce()
{
    SessionFixture link;
    link.connect();
    link.send("first");
    link.peer()->answerOldest();

    for (int i = 1; i < 250; ++i)
        link.send(QByteArray::number(i));
    QVERIFY(link.peer()->pings.isEmpty());
    link.send("250");
    QCOMPARE(link.peer()->pings.size(), 1);
}

void SessionDeliveryTest::overALongWayAPingStandsForAsMuchAsTheQueueHolds()
{
    SessionFixture link;
    link.connect();
    link.send("first");
    link.time.advance(50ms);
    link.peer()->answerOldest(); // so long is the way

    for (int i = 1; i < 800; ++i)
        link.send(QByteArray::number(i));
    QVERIFY(link.peer()->pings.isEmpty());
    link.send("800");
    QCOMPARE(link.peer()->pings.size(), 1);
    link.time.advance(50ms);
    link.peer()->answerOldest();
    link.send("more");
    QVERIFY(link.peer()->pings.isEmpty()); // there is room for others to come along
    link.time.advance(3ms);
    QCOMPARE(link.peer()->pings.size(), 1);
}

void SessionDeliveryTest::whatStandsInTheWayIsConfirmedAtOnce()
{
    SessionFixture link;
    link.connect();
    StabilityConfig small = link.session.config();
    small.queue.maxMessages = 5; // its high-water mark is 4
    link.session.configure(small);
    link.send("1");
    link.time.advance(5ms);
    link.peer()->answerOldest();

    link.send("2");
    link.send("3");
    link.send("4");
    QVERIFY(link.peer()->pings.isEmpty());
    link.send("5");
    QCOMPARE(link.peer()->pings.size(), 1);
}

void SessionDeliveryTest::aNewLinkAsksAtOnceAgain()
{
    SessionFixture link;
    link.connect();
    link.send("1");
    link.peer()->end(EndKind::ConnectionLost);
    link.send("2");
    link.time.advance(10s);
    link.peer()->accept();
    link.peer()->answerOldest();

    QCOMPARE(link.peer()->written, (QByteArrayList{"1", "2"}));
    QCOMPARE(link.peer()->pings.size(), 1);
    link.peer()->answerOldest();
    QCOMPARE(link.messages().confirmed, 2u);
}

void SessionDeliveryTest::messagesWaitWhileTheLinkIsDownAndGoInOrder()
{
    SessionFixture link;
    link.session.open();
    link.send("a");
    link.send("b");
    QCOMPARE(link.session.ledger().gauges().queued, 2);

    link.peer()->accept();

    QCOMPARE(link.peer()->written, (QByteArrayList{"a", "b"}));
}

void SessionDeliveryTest::replayedMessagesGoBeforeNewOnes()
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

void SessionDeliveryTest::bestEffortIsRejectedWhileTheLinkIsDown()
{
    SessionFixture link;
    link.session.open();

    QCOMPARE(toString(link.send("x", Priority::BestEffort).verdict),
             toString(SendVerdict::LinkDown));
    QVERIFY(link.send("y").isAccepted());
}

void SessionDeliveryTest::nothingIsWrittenAboveTheHighWaterMark()
{
    SessionFixture link;
    link.connect();
    link.peer()->backlog = link.config.transport.highWater;

    link.send("a");
    QVERIFY(link.peer()->written.isEmpty());
    link.peer()->drain();

    QCOMPARE(link.peer()->written, QByteArrayList{"a"});
}

void SessionDeliveryTest::aPoisonMessageIsGivenUpAndTheOthersFlow()
{
    StabilityConfig config = quickBreaker();
    config.circuitBreaker.failureThreshold = 100;
    SessionFixture link(config);
    link.connect();
    link.send("poison");
    link.send("good");

    for (int i = 0; i < config.retry.maxAttempts; ++i) {
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

void SessionDeliveryTest::closingDropsWhatWaits()
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

BREAKWATER_TEST(SessionDeliveryTest)
#include "tst_session_delivery.moc"
