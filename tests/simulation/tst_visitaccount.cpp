// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/hello.h>

#include <tests/simulation/visitaccount.h>
#include <tests/simulation/visits.h>
#include <tests/support/testmain.h>

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Simulation;

namespace {

//! Plays the registry for one client, right or wrong.
class Hall
{
public:
    void come(const QString &session, bool resumed)
    {
        account.coming(0);
        account.clientCame({session}, resumed);
        account.taken(0);
    }
    void greet(const QString &session) { account.read(0, helloFrame({session}, "token", {})); }
    void leave(const QString &session) { account.clientLeft({session}); }
    void deliver(std::uint64_t content) { account.read(0, payloadOf({.number = content}, 4)); }
    QByteArray broken() const
    {
        return QByteArray(findings.first() ? findings.first()->invariant : "");
    }

    SimTime time;
    Trace trace;
    Findings findings;
    VisitAccount account{time, trace, findings, 10s, 1};
};

const QString one = QStringLiteral("client:00000001");
const QString two = QStringLiteral("client:00000002");

} // namespace

//! An oracle that cannot see proves nothing. The mutants show the rest.
class VisitAccountTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoReturnsInTimeHasToGetHisSessionBack();
    void whoseMessagesWaitHasToGetHisSessionBackAtAnyTime();
    void whoReturnsTooLateMayBeForgotten();
    void theHelloComesFirst();
    void messagesComeInOrderAndOnceALink();
    void anEndedSessionNeverComesBack();
    void theSameSeedDoesTheSameAndAnotherDoesNot();
};

void VisitAccountTest::whoReturnsInTimeHasToGetHisSessionBack()
{
    Hall hall;
    hall.come(one, false);
    hall.greet(one);
    hall.leave(one);
    hall.come(one, true);
    QCOMPARE(hall.broken(), QByteArray(""));

    hall.greet(one);
    hall.leave(one);
    hall.come(two, false);

    QCOMPARE(hall.broken(), QByteArray("V1"));
}

void VisitAccountTest::whoseMessagesWaitHasToGetHisSessionBackAtAnyTime()
{
    Hall hall;
    hall.come(one, false);
    hall.greet(one);
    hall.account.accepted({one}, 1);
    hall.leave(one);
    hall.time.stall(1h, SimTime::First::InOrder);

    hall.come(two, false);

    QCOMPARE(hall.broken(), QByteArray("V1"));
}

void VisitAccountTest::whoReturnsTooLateMayBeForgotten()
{
    Hall hall;
    hall.come(one, false);
    hall.greet(one);
    hall.leave(one);
    hall.time.stall(10s, SimTime::First::InOrder);

    hall.come(two, false);

    QCOMPARE(hall.broken(), QByteArray(""));
}

void VisitAccountTest::theHelloComesFirst()
{
    Hall hall;
    hall.come(one, false);
    hall.account.accepted({one}, 1);

    hall.deliver(1);

    QCOMPARE(hall.broken(), QByteArray("V2"));
}

void VisitAccountTest::messagesComeInOrderAndOnceALink()
{
    Hall right;
    Hall overtaken;
    Hall twice;
    for (Hall *hall : {&right, &overtaken, &twice}) {
        hall->come(one, false);
        hall->greet(one);
        hall->account.accepted({one}, 1);
        hall->account.accepted({one}, 2);
    }

    right.deliver(1);
    right.leave(one);
    right.come(one, true);
    right.greet(one);
    right.deliver(1); // it was in doubt
    right.deliver(2);
    overtaken.deliver(2);
    twice.deliver(1);
    twice.deliver(1);

    QCOMPARE(right.broken(), QByteArray(""));
    QCOMPARE(overtaken.broken(), QByteArray("I3"));
    QCOMPARE(twice.broken(), QByteArray("V2"));
}

void VisitAccountTest::anEndedSessionNeverComesBack()
{
    Hall hall;
    hall.come(one, false);
    hall.greet(one);
    hall.account.disconnected({one});
    hall.leave(one);

    hall.come(one, true);

    QCOMPARE(hall.broken(), QByteArray("V3"));
}

void VisitAccountTest::theSameSeedDoesTheSameAndAnotherDoesNot()
{
    const RunResult first = Visits(11, false).run();
    const RunResult again = Visits(11, false).run();
    const RunResult other = Visits(12, false).run();

    QVERIFY(!first.finding && !other.finding);
    QVERIFY(first.steps > 100);
    QCOMPARE(first.hash, again.hash);
    QVERIFY(first.hash != other.hash);
}

BREAKWATER_TEST(VisitAccountTest)
#include "tst_visitaccount.moc"
