// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/echoclient.h>
#include <tests/interop/echoserver.h>
#include <tests/interop/livesession.h>
#include <tests/support/testmain.h>

#include <QtCore/QEventLoop>
#include <QtCore/QFile>
#include <QtCore/QObject>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>

#include <algorithm>
#include <chrono>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto heartbeatInterval = 20ms;

QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

//! Without the replays of what was in doubt.
QStringList firstDeliveries(QStringList lines)
{
    lines.removeDuplicates();
    return lines;
}

QStringList numbered(int from, int to)
{
    QStringList texts;
    for (int i = from; i <= to; ++i)
        texts.append(u"message %1"_qs.arg(i));
    return texts;
}

//! The median of echo round trips over the same transport, timed by the test itself, with the
//! pauses that heartbeats have, too; zero when the server stayed silent.
Duration medianEcho(const QString &url, int count)
{
    EchoClient client(url);
    QEventLoop loop;
    RealTimeSystem clock;
    std::vector<Duration> trips;
    MonotonicTime sentAt;
    const auto send = [&] {
        sentAt = clock.now();
        client.transport().sendText("echo");
    };
    client.heard().onOpened = send;
    client.heard().onText = [&] {
        trips.push_back(clock.now() - sentAt);
        if (static_cast<int>(trips.size()) < count)
            QTimer::singleShot(heartbeatInterval, &loop, send);
        else
            loop.quit();
    };
    QTimer::singleShot(10s, &loop, &QEventLoop::quit);
    loop.exec();
    if (static_cast<int>(trips.size()) < count)
        return {};
    std::nth_element(trips.begin(), trips.begin() + count / 2, trips.end());
    return trips[static_cast<std::size_t>(count / 2)];
}

} // namespace

Q_DECLARE_METATYPE(EchoServer::Peer)

//! A whole engine against real servers that are killed, restarted and frozen.
class InteropSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deliversEveryCriticalMessageAcrossAKilledServer_data();
    void deliversEveryCriticalMessageAcrossAKilledServer();
    void rttAgreesWithEchoesTimedByTheTest_data();
    void rttAgreesWithEchoesTimedByTheTest();
    void saysNotAnsweringBeforeItGivesAFrozenServerUp();

private:
    void checkCounters(const SessionSnapshot &session, int messages);
};

void InteropSession::deliversEveryCriticalMessageAcrossAKilledServer_data()
{
    QTest::addColumn<EchoServer::Peer>("peer");

    QTest::newRow("debian-ws") << EchoServer::Peer::DebianWs;
    QTest::newRow("npm-ws") << EchoServer::Peer::NpmWs;
    QTest::newRow("python") << EchoServer::Peer::PythonWebsockets;
}

void InteropSession::deliversEveryCriticalMessageAcrossAKilledServer()
{
    QFETCH(EchoServer::Peer, peer);
    constexpr int before = 20;
    constexpr int all = 120;
    QTemporaryDir folder;
    const QString log = folder.filePath(u"received"_qs);
    EchoServer first({.peer = peer, .log = log});
    QVERIFY2(first.start(), qPrintable(first.failure()));
    LiveSession session(first.url(), LiveSession::hurriedConfig());
    QVERIFY(session.waitUntilConnected());
    for (const QString &text : numbered(1, before))
        session.sendCritical(text);
    QVERIFY(session.waitUntil([](const auto &seen) { return seen.messages.confirmed == before; }));

    first.peer().kill();
    QVERIFY(session.waitUntil(
        [](const auto &seen) { return seen.breaker.state == BreakerState::Open; }));
    QVERIFY(!session.seen().breaker.detail.isEmpty());
    for (const QString &text : numbered(before + 1, all))
        session.sendCritical(text);
    QTRY_COMPARE_WITH_TIMEOUT(session.accepted(), all, 5000);
    QCOMPARE(linesOf(log), numbered(1, before)); // the harness can see what is missing
    EchoServer second({.peer = peer, .log = log, .port = first.peer().port()});
    QVERIFY2(second.start(), qPrintable(second.failure()));

    QVERIFY(session.waitUntil([](const auto &seen) {
        return seen.breaker.state == BreakerState::Closed && seen.messages.confirmed == all;
    }));
    QCOMPARE(firstDeliveries(linesOf(log)), numbered(1, all));
    checkCounters(session.seen(), all);
    const QStringList transitions = session.breakerTransitions();
    QCOMPARE(transitions.first(), u"closed → open"_qs);
    QVERIFY2(transitions.contains(u"open → half_open"_qs), qPrintable(transitions.join(u", ")));
    QCOMPARE(transitions.last(), u"half_open → closed"_qs);
}

void InteropSession::checkCounters(const SessionSnapshot &session, int messages)
{
    const auto &counted = session.messages;
    const auto expected = static_cast<std::uint64_t>(messages);
    QCOMPARE(counted.accepted, expected);
    QCOMPARE(counted.confirmed, expected);
    QCOMPARE(counted.expired + counted.dropped + counted.failed + counted.abandoned
                 + counted.rejected + counted.deduplicated,
             0U);
    QCOMPARE(session.queue.queued + session.queue.unconfirmed + session.queue.inDoubt, 0);
    QCOMPARE(session.connections.opened, 2U);
    QCOMPARE(session.connections.reconnections, 1U);
    QVERIFY(session.connections.failed >= 1);
    QCOMPARE(session.connections.total, session.connections.opened + session.connections.failed);
    QCOMPARE(session.breaker.counters.closes, 1U);
    QCOMPARE(session.breaker.counters.opens, session.breaker.counters.halfOpens);
}

void InteropSession::rttAgreesWithEchoesTimedByTheTest_data()
{
    deliversEveryCriticalMessageAcrossAKilledServer_data();
}

void InteropSession::rttAgreesWithEchoesTimedByTheTest()
{
    QFETCH(EchoServer::Peer, peer);
    EchoServer server({.peer = peer});
    QVERIFY2(server.start(), qPrintable(server.failure()));
    auto config = LiveSession::hurriedConfig();
    config.connection.heartbeatInterval = heartbeatInterval;

    // A busy machine delays one of the two measurements now and then; three times in a row it is
    // not the machine.
    Duration difference = 1h;
    for (int round = 0; round < 3 && difference > 1ms; ++round) {
        LiveSession session(server.url(), config);
        QVERIFY(
            session.waitUntil([](const auto &seen) { return seen.sinceStart.rtt.count >= 20; }));
        const Duration echo = medianEcho(server.url(), 50);
        QVERIFY(echo > 0ns);
        QVERIFY(
            session.waitUntil([](const auto &seen) { return seen.sinceStart.rtt.count >= 60; }));
        const Duration rtt = session.seen().sinceStart.rtt.p50.value();
        QVERIFY(rtt > 0ns);
        qInfo("RTT %.3f ms, echo %.3f ms", toMilliseconds(rtt), toMilliseconds(echo));
        difference = std::max(rtt, echo) - std::min(rtt, echo);
    }
    QVERIFY(difference <= 1ms);
}

void InteropSession::saysNotAnsweringBeforeItGivesAFrozenServerUp()
{
    EchoServer server({.peer = EchoServer::Peer::NpmWs});
    QVERIFY2(server.start(), qPrintable(server.failure()));
    LiveSession session(server.url(), LiveSession::hurriedConfig());
    QVERIFY(session.waitUntilConnected());

    server.peer().freeze();

    QVERIFY(session.waitUntil([](const auto &seen) {
        return seen.connection == ConnectionState::Connected && seen.heartbeatUnansweredFor;
    }));
    QVERIFY(session.waitUntil([](const auto &seen) { return seen.connections.timeouts >= 1; }));
    QVERIFY(session.waitUntil(
        [](const auto &seen) { return seen.breaker.state == BreakerState::Open; }));
    const QStringList titles = session.eventTitles();
    QVERIFY2(titles.contains(u"Not answering"_qs), qPrintable(titles.join(u", ")));
    QVERIFY(titles.indexOf(u"Not answering"_qs) < titles.indexOf(u"Connection lost"_qs));
    QVERIFY2(session.seen().breaker.detail.contains(u"heartbeat"_qs)
                 || session.seen().breaker.detail.contains(u"handshake"_qs),
             qPrintable(session.seen().breaker.detail));

    server.peer().thaw();

    QVERIFY(session.waitUntil([](const auto &seen) {
        return seen.connection == ConnectionState::Connected
            && seen.breaker.state == BreakerState::Closed && !seen.heartbeatUnansweredFor;
    }));
}

BREAKWATER_TEST(InteropSession)

#include "tst_interop_session.moc"
