// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/hostfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/signalrecorder.h>

#include <QtCore/QThread>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::LoopbackServer;
using Breakwater::Test::SignalRecorder;

class EngineHostTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsAndConfirmsOverRealSockets();
    void criticalMessagesSurviveAnOutageInOrder();
    void oneDeadServerNeverBlocksTheOthers();
    void framesArriveOnTheThreadOfTheHost();
    void aFloodOfCommandsIsCarriedOutInOrder();
    void shutdownDeliversWhatWaitsAndSaysSo();
    void isDestroyedWithLinksOpen();
    void theDemoConnectsToItself();
};

void EngineHostTest::sendsAndConfirmsOverRealSockets()
{
    LoopbackServer server;
    EngineHost host(Test::hurried());
    SignalRecorder answers(&host, &EngineHost::sendAnswered);
    host.post(Test::openSession(u"a"_qs, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(Test::isConnected(host, u"a"_qs), 5000);

    host.post(SendMessage{{u"a"_qs}, {.payload = "hello"}, 7});

    QTRY_COMPARE_WITH_TIMEOUT(Test::seen(host, u"a"_qs)->messages.confirmed, 1u, 5000);
    QTRY_COMPARE_WITH_TIMEOUT(Test::seen(host, u"a"_qs)->messages.received, 1u, 5000);
    QCOMPARE(server.texts(), std::vector<QString>{u"hello"_qs});
    QCOMPARE(answers.size(), 1);
    QCOMPARE(std::get<0>(answers.at(0)).requestId, 7u);
    QCOMPARE(toString(Test::seen(host, u"a"_qs)->guarantee), toString(Guarantee::Hop));
}

void EngineHostTest::criticalMessagesSurviveAnOutageInOrder()
{
    LoopbackServer server;
    EngineHost host(Test::hurried());
    host.post(Test::openSession(u"a"_qs, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(Test::isConnected(host, u"a"_qs), 5000);
    server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(toString(Test::seen(host, u"a"_qs)->breaker.state),
                              toString(BreakerState::Open), 5000);

    for (int i = 1; i <= 200; ++i)
        host.post(SendMessage{{u"a"_qs}, {.payload = QByteArray::number(i)}, 0});
    QTRY_COMPARE_WITH_TIMEOUT(Test::seen(host, u"a"_qs)->queue.queued, 200, 5000);
    QVERIFY(server.start());

    QTRY_COMPARE_WITH_TIMEOUT(Test::seen(host, u"a"_qs)->messages.confirmed, 200u, 20000);
    QCOMPARE(server.texts().size(), 200u);
    for (int i = 1; i <= 200; ++i)
        QCOMPARE(server.texts()[std::size_t(i - 1)], QString::number(i));
    QCOMPARE(toString(Test::seen(host, u"a"_qs)->breaker.state), toString(BreakerState::Closed));
}

void EngineHostTest::oneDeadServerNeverBlocksTheOthers()
{
    LoopbackServer alive;
    LoopbackServer dead;
    const QString deadUrl = dead.url();
    dead.stop();
    EngineHost host(Test::hurried());
    host.post(Test::openSession(u"alive"_qs, alive.url()));
    host.post(Test::openSession(u"dead"_qs, deadUrl));

    QTRY_VERIFY_WITH_TIMEOUT(Test::seen(host, u"dead"_qs)
                                 && Test::seen(host, u"dead"_qs)->breaker.counters.opens > 0,
                             10000);

    QVERIFY(Test::isConnected(host, u"alive"_qs));
    QCOMPARE(toString(Test::seen(host, u"alive"_qs)->breaker.state),
             toString(BreakerState::Closed));
    QVERIFY(host.latest()->engine.breaker.counters.opens > 0);
}

void EngineHostTest::framesArriveOnTheThreadOfTheHost()
{
    EngineHost host(Test::hurried());
    QThread *seenOn = nullptr;
    connect(&host, &EngineHost::snapshotReady, &host,
            [&](const SnapshotPtr &) { seenOn = QThread::currentThread(); });

    QTRY_VERIFY_WITH_TIMEOUT(seenOn != nullptr, 5000);

    QCOMPARE(seenOn, thread());
}

void EngineHostTest::aFloodOfCommandsIsCarriedOutInOrder()
{
    StabilityConfig config = Test::hurried();
    config.queue.maxMessages = 100'000;
    LoopbackServer server;
    EngineHost host(config);
    host.post(Test::openSession(u"a"_qs, server.url()));

    for (int i = 0; i < 20'000; ++i)
        host.post(SendMessage{{u"a"_qs}, {.payload = QByteArray::number(i)}, 0});

    QTRY_COMPARE_WITH_TIMEOUT(server.texts().size(), 20'000u, 30000);
    QCOMPARE(server.texts().front(), u"0"_qs);
    QCOMPARE(server.texts().back(), u"19999"_qs);
}

void EngineHostTest::shutdownDeliversWhatWaitsAndSaysSo()
{
    LoopbackServer server;
    EngineHost host(Test::hurried());
    SignalRecorder finished(&host, &EngineHost::shutdownFinished);
    host.post(Test::openSession(u"a"_qs, server.url()));
    QTRY_VERIFY_WITH_TIMEOUT(Test::isConnected(host, u"a"_qs), 5000);
    for (int i = 0; i < 100; ++i)
        host.post(SendMessage{{u"a"_qs}, {.payload = "x"}, 0});

    host.shutdown(10s);

    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, 12000);
    const ShutdownReport report = std::get<0>(finished.at(0));
    QCOMPARE(report.pendingMessagesDropped, 0u);
    QCOMPARE(report.connectionsClosed, 1u);
    QCOMPARE(server.texts().size(), 100u);
    QTRY_COMPARE_WITH_TIMEOUT(server.closeCodes(), std::vector<int>{1001}, 5000);
}

void EngineHostTest::isDestroyedWithLinksOpen()
{
    LoopbackServer server;
    {
        EngineHost host(Test::hurried());
        for (int i = 0; i < 10; ++i)
            host.post(Test::openSession(QString::number(i), server.url()));
        QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 10, 5000);
    }

    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 0, 5000);
}

void EngineHostTest::theDemoConnectsToItself()
{
    EngineHost host(Test::hurried());

    host.post(StartDemo{{u"demo"_qs}});

    QTRY_VERIFY_WITH_TIMEOUT(Test::isConnected(host, u"demo"_qs), 5000);
    QTRY_VERIFY_WITH_TIMEOUT(Test::seen(host, u"demo"_qs)->messages.confirmed > 0, 5000);
    QTRY_VERIFY_WITH_TIMEOUT(Test::seen(host, u"demo"_qs)->messages.received > 0, 5000);
}

BREAKWATER_TEST(EngineHostTest)
#include "tst_enginehost.moc"
