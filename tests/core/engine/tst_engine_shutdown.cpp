// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/engine/enginefixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::EngineFixture;

class EngineShutdownTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shutdownFlushesAndReportsTrueNumbers();
    void shutdownIsBoundedWhateverThePeerDoes();
    void shutdownSendsNothingThatCameAfterItBegan();
    void shutdownCountsSessionsThatLeaveBeforeTheOthers();
    void shutdownMakesALastAttemptThroughAnOpenBreaker();
    void shutdownDoesNotWaitForWhatCannotCome();
    void shutdownWithoutFlushingDropsAtOnce();
    void shutdownWithoutGoodbyeSendsNone();
    void nothingIsOpenedOnceShutdownHasBegun();
};

void EngineShutdownTest::shutdownFlushesAndReportsTrueNumbers()
{
    EngineFixture e;
    e.connect();
    e.network.answersPings = false;
    e.send(u"a"_qs, "1");
    e.send(u"a"_qs, "2");

    e.engine.shutdown(30s);
    e.time.advance(1s);
    QVERIFY(e.listener.reports.empty());
    for (int i = 0; i < 2; ++i) { // the first was asked about before the second was written
        e.network.current()->answerOldest();
        e.time.advance(1s);
    }

    QCOMPARE(e.listener.reports.size(), 1u);
    QCOMPARE(e.listener.reports.front().pendingMessagesFlushed, 2u);
    QCOMPARE(e.listener.reports.front().pendingMessagesDropped, 0u);
    QCOMPARE(e.listener.reports.front().connectionsClosed, 1u);
}

void EngineShutdownTest::shutdownIsBoundedWhateverThePeerDoes()
{
    EngineFixture e;
    e.connect();
    e.network.answersPings = false;
    e.network.answersClose = false;
    e.send(u"a"_qs, "1");

    e.engine.shutdown(10s);
    e.time.advance(10s);

    QCOMPARE(e.listener.reports.size(), 1u);
    QVERIFY(e.listener.reports.front().duration <= 10s);
    QCOMPARE(e.listener.reports.front().pendingMessagesDropped, 1u);
    e.engine.shutdown(10s);
    e.time.advance(20s);
    QCOMPARE(e.listener.reports.size(), 1u);
}

void EngineShutdownTest::shutdownSendsNothingThatCameAfterItBegan()
{
    EngineFixture e;
    e.connect();

    e.engine.shutdown(30s);

    QCOMPARE(toString(e.send(u"a"_qs, "late").verdict), toString(SendVerdict::ShuttingDown));
}

void EngineShutdownTest::shutdownCountsSessionsThatLeaveBeforeTheOthers()
{
    EngineFixture e;
    e.connect();
    e.send(u"a"_qs, "1"); // confirmed long before the shutdown
    e.network.current()->end(EndKind::ConnectionLost);
    e.open(u"b"_qs);
    e.network.current()->accept();
    e.network.answersClose = false;

    e.engine.shutdown(5s);
    e.time.advance(10s);

    QCOMPARE(e.listener.reports.size(), 1u);
    QCOMPARE(e.listener.reports.front().pendingMessagesFlushed, 0u);
    QCOMPARE(e.listener.reports.front().metricsCleaned, 2u);
}

void EngineShutdownTest::shutdownMakesALastAttemptThroughAnOpenBreaker()
{
    EngineFixture e;
    e.openTheBreaker();
    e.send(u"a"_qs, "precious");

    e.engine.shutdown(30s);
    QVERIFY(e.network.current());
    e.network.current()->accept();
    e.time.advance(1s);

    QCOMPARE(e.network.received, QByteArrayList{"precious"});
    QCOMPARE(e.listener.reports.size(), 1u);
    QCOMPARE(e.listener.reports.front().pendingMessagesFlushed, 1u);
}

void EngineShutdownTest::shutdownDoesNotWaitForWhatCannotCome()
{
    EngineFixture e;
    e.openTheBreaker();
    e.send(u"a"_qs, "lost");

    e.engine.shutdown(4s); // its next probe comes later than that
    e.network.current()->end(EndKind::ConnectFailed);
    e.time.advance(100ms);

    QCOMPARE(e.listener.reports.size(), 1u);
    QCOMPARE(e.listener.reports.front().pendingMessagesDropped, 1u);
    QVERIFY(e.last()->events->back().detail.contains(u"1 messages that waited are discarded"));
}

void EngineShutdownTest::nothingIsOpenedOnceShutdownHasBegun()
{
    EngineFixture e;
    e.engine.shutdown(5s);

    e.open(u"late"_qs);
    e.time.advance(10s);

    QCOMPARE(e.network.created(), 0);
    QCOMPARE(e.listener.complaints.size(), 1);
}

void EngineShutdownTest::shutdownWithoutFlushingDropsAtOnce()
{
    EngineFixture e;
    e.connect();
    e.network.answersPings = false;
    e.send(u"a"_qs, "1");

    e.engine.shutdown(30s, {.flushPending = false});
    e.time.advance(10ms);

    QCOMPARE(e.listener.reports.size(), 1u);
    QCOMPARE(e.listener.reports.front().pendingMessagesFlushed, 0u);
    QCOMPARE(e.listener.reports.front().pendingMessagesDropped, 1u);
}

void EngineShutdownTest::shutdownWithoutGoodbyeSendsNone()
{
    EngineFixture e;
    e.connect();
    e.network.answersClose = false; // a goodbye would be waited for

    e.engine.shutdown(30s, {.closeConnections = false});
    e.time.advance(10ms);

    QCOMPARE(e.listener.reports.size(), 1u);
    QCOMPARE(e.listener.reports.front().connectionsClosed, 1u);
}

BREAKWATER_TEST(EngineShutdownTest)
#include "tst_engine_shutdown.moc"
