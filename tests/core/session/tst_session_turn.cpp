// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::SessionFixture;

//! Many messages sent in one turn of the event loop: answered one by one, written together.
class SessionTurnTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasAcceptedIsWrittenInOrderWhenTheTurnEnds();
    void aLongTurnWritesInGroups();
    void aGroupIsConfirmedLikeAnyMessage();
    void aTurnWithinATurnEndsNothing();
    void whereWritingEndsMessagesATurnRefusesNoneThatWouldHaveFit();
    void theOldestIsNotDroppedForAMessageOfTheSameTurn();
    void theBoundHoldsWithinATurn();
    void aTurnWithoutALinkLeavesItsMessagesWaiting();
    void aGroupBearsTheTimeAtWhichItBegan();
    void aLoneMessageLeavesAtOnceAndABurstWithTheEventLoop();
    void aTurnIsOneGroupOnEachLink();
};

void SessionTurnTest::whatWasAcceptedIsWrittenInOrderWhenTheTurnEnds()
{
    SessionFixture link;
    link.connect();

    {
        const Session::Turn turn(link.session);
        QVERIFY(link.send("a").isAccepted());
        QVERIFY(link.send("b").isAccepted());
        QVERIFY(link.peer()->written.isEmpty());
    }

    QCOMPARE(link.peer()->written, (QByteArrayList{"a", "b"}));
}

void SessionTurnTest::aLongTurnWritesInGroups()
{
    SessionFixture link;
    link.connect();

    const Session::Turn turn(link.session);
    for (int i = 0; i < 64; ++i)
        link.send("x");
    QCOMPARE(link.peer()->written.size(), 64);
    link.send("y");

    QCOMPARE(link.peer()->written.size(), 64);
}

void SessionTurnTest::aGroupIsConfirmedLikeAnyMessage()
{
    SessionFixture link;
    link.connect();
    {
        const Session::Turn turn(link.session);
        link.send("a");
        link.send("b");
    }
    QCOMPARE(link.peer()->pings.size(), 1);

    link.peer()->answerOldest();

    QCOMPARE(link.messages().confirmed, 2u);
    QVERIFY(link.session.ledger().isConserved());
}

void SessionTurnTest::aTurnWithinATurnEndsNothing()
{
    SessionFixture link;
    link.connect();
    {
        const Session::Turn outer(link.session);
        {
            const Session::Turn inner(link.session);
            link.send("a");
        }
        QVERIFY(link.peer()->written.isEmpty());
        link.send("b");
        QVERIFY(link.peer()->written.isEmpty());
    }

    QCOMPARE(link.peer()->written, (QByteArrayList{"a", "b"}));
}

void SessionTurnTest::whereWritingEndsMessagesATurnRefusesNoneThatWouldHaveFit()
{
    StabilityConfig config;
    config.queue.maxMessages = 3;
    config.delivery.confirm = ConfirmMode::None;
    SessionFixture link(config);
    link.connect();

    {
        const Session::Turn turn(link.session);
        for (int i = 0; i < 10; ++i)
            QVERIFY(link.send(QByteArray::number(i)).isAccepted());
    }

    QCOMPARE(link.peer()->written.size(), 10);
    QCOMPARE(link.session.meter().set().queue.overflows, 0u);
}

void SessionTurnTest::theOldestIsNotDroppedForAMessageOfTheSameTurn()
{
    StabilityConfig config;
    config.queue.maxMessages = 3;
    config.queue.overflow = OverflowPolicy::DropOldest;
    config.delivery.confirm = ConfirmMode::None;
    SessionFixture link(config);
    link.connect();

    {
        const Session::Turn turn(link.session);
        for (int i = 0; i < 10; ++i)
            link.send(QByteArray::number(i));
    }

    QCOMPARE(link.messages().dropped, 0u);
    QCOMPARE(link.peer()->written.size(), 10);
}

void SessionTurnTest::theBoundHoldsWithinATurn()
{
    StabilityConfig config;
    config.queue.maxMessages = 3;
    SessionFixture link(config);
    link.connect();

    const Session::Turn turn(link.session);
    for (int i = 0; i < 3; ++i)
        QVERIFY(link.send("x").isAccepted());

    QCOMPARE(toString(link.send("y").verdict), toString(SendVerdict::QueueFull));
}

void SessionTurnTest::aTurnWithoutALinkLeavesItsMessagesWaiting()
{
    SessionFixture link;
    link.session.open();
    {
        const Session::Turn turn(link.session);
        link.send("a");
    }
    QCOMPARE(link.session.ledger().gauges().queued, 1);

    link.peer()->accept();

    QCOMPARE(link.peer()->written, QByteArrayList{"a"});
}

void SessionTurnTest::aGroupBearsTheTimeAtWhichItBegan()
{
    SessionFixture link;
    link.connect();

    const Session::Turn turn(link.session);
    for (int i = 0; i < 64; ++i)
        link.send("x");
    link.time.advance(5ms);
    link.send("y");

    MonotonicTime last{};
    link.session.ledger().queue().forEach(
        [&last](const Message &message, MessageState) { last = message.acceptedAt; });
    QCOMPARE(last, link.time.now());
}

void SessionTurnTest::aLoneMessageLeavesAtOnceAndABurstWithTheEventLoop()
{
    SessionFixture link;
    link.connect();
    link.send("asked about");
    link.time.advance(1ms);
    link.peer()->answerOldest();
    link.time.advance(1ms);
    const int before = link.peer()->pushes;

    link.send("lone");
    QCOMPARE(link.peer()->pushes, before + 1);
    for (int i = 0; i < 10; ++i)
        link.send("burst");
    QCOMPARE(link.peer()->pushes, before + 1);
    link.time.advance(1ms);
    link.send("lone");
    QVERIFY(link.peer()->pushes >= before + 2);
}

void SessionTurnTest::aTurnIsOneGroupOnEachLink()
{
    SessionFixture link;
    link.connect();
    const int before = link.peer()->groups;

    const Session::Turn turn(link.session);
    for (int i = 0; i < 200; ++i)
        link.send("x");
    QCOMPARE(link.peer()->groups, before + 1);
    link.peer()->end(EndKind::ConnectionLost);
    link.time.advance(10s);
    link.peer()->accept();
    link.peer()->answerOldest();

    QCOMPARE(link.peer()->written.size(), 200); // what was in doubt, and what came behind it
    QCOMPARE(link.peer()->groups, 1);
}

BREAKWATER_TEST(SessionTurnTest)
#include "tst_session_turn.moc"
