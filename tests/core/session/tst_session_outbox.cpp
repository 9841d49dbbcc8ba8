// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/session/sessionfixture.h>
#include <tests/support/memoryoutbox.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;

//! A session whose critical messages survive it.
class SessionOutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersPendingAndThenAccepted();
    void writesAfterTheCommitWithoutAnotherPush();
    void marksWhatWaitedBeforeTheFirstByte();
    void aFullDiskRejectsAndIsOverWhenItIs();
    void closingKeepsWhatIsStoredAndSaysSo();
    void recoveredMessagesGoBeforeNewOnes();
    void aSessionThatIsGoneHearsNoAnswers();
};

void SessionOutboxTest::answersPendingAndThenAccepted()
{
    MemoryOutbox outbox;
    SessionFixture link({}, &outbox);
    link.connect();

    const SendOutcome outcome = link.send("x");
    QCOMPARE(toString(outcome.verdict), toString(SendVerdict::Pending));
    QVERIFY(link.settled.empty());
    outbox.commit();

    QCOMPARE(link.settled.size(), 1u);
    QCOMPARE(link.settled[0].first, *outcome.id);
    QCOMPARE(toString(link.settled[0].second), toString(SendVerdict::Accepted));
}

void SessionOutboxTest::writesAfterTheCommitWithoutAnotherPush()
{
    MemoryOutbox outbox;
    SessionFixture link({}, &outbox);
    link.connect();
    link.send("x");
    QVERIFY(link.network.received.isEmpty());

    outbox.commit();

    QCOMPARE(link.network.received, QByteArrayList{"x"});
}

void SessionOutboxTest::marksWhatWaitedBeforeTheFirstByte()
{
    MemoryOutbox outbox;
    SessionFixture link({}, &outbox);
    link.send("x");
    outbox.commit();
    QVERIFY(!outbox.disk()[0].row.mayBeWritten);

    link.connect();
    QVERIFY(link.network.received.isEmpty());
    outbox.commit();

    QVERIFY(outbox.disk()[0].row.mayBeWritten);
    QCOMPARE(link.network.received, QByteArrayList{"x"});
}

void SessionOutboxTest::aFullDiskRejectsAndIsOverWhenItIs()
{
    MemoryOutbox outbox;
    SessionFixture link({}, &outbox);
    link.connect();
    for (int i = 0; i < 3; ++i) {
        link.send("x");
        outbox.failCommit();
    }
    link.send("y");
    outbox.commit();

    QCOMPARE(link.messages().storeFailed, 3u);
    QCOMPARE(link.settled.size(), 4u);
    QCOMPARE(toString(link.settled[2].second), toString(SendVerdict::StoreFailed));
    QCOMPARE(toString(link.settled[3].second), toString(SendVerdict::Accepted));
    QCOMPARE(link.network.received, QByteArrayList{"y"});
}

void SessionOutboxTest::closingKeepsWhatIsStoredAndSaysSo()
{
    MemoryOutbox outbox;
    SessionFixture link({}, &outbox);
    link.send("x");
    outbox.commit();

    link.session.close();

    QCOMPARE(link.messages().kept, 1u);
    QCOMPARE(link.messages().dropped, 0u);
    QVERIFY2(link.events.last().contains(QStringLiteral("1 are kept in the outbox")),
             qPrintable(link.events.last()));
    outbox.commit();
    QCOMPARE(outbox.disk().size(), 1u);
}

void SessionOutboxTest::recoveredMessagesGoBeforeNewOnes()
{
    MemoryOutbox outbox;
    {
        SessionFixture before({}, &outbox);
        before.send("old");
        outbox.commit();
    }
    outbox.restart();

    SessionFixture link({}, &outbox);
    QCOMPARE(link.messages().recovered, 1u);
    link.send("new");
    outbox.commit();
    link.connect();
    for (int i = 0; i < 3 && outbox.hasWishes(); ++i)
        outbox.commit();

    QCOMPARE(link.network.received, QByteArrayList({"old", "new"}));
}

void SessionOutboxTest::aSessionThatIsGoneHearsNoAnswers()
{
    MemoryOutbox outbox;
    {
        SessionFixture link({}, &outbox);
        link.send("x");
    }

    outbox.commit(); // would crash

    QCOMPARE(outbox.disk().size(), 1u);
}

BREAKWATER_TEST(SessionOutboxTest)

#include "tst_session_outbox.moc"
