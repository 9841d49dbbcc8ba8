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

constexpr int limit = 20000; // only bounds a failing test
constexpr int burst = 50;
constexpr auto heartbeatInterval = 20ms;

QStringList numbered(int from, int to)
{
    QStringList texts;
    for (int i = from; i <= to; ++i)
        texts.append(u"message %1"_qs.arg(i));
    return texts;
}

//! `sent` goes on counting.
void sendNumbered(LiveSession &session, int &sent, int count)
{
    for (const QString &text : numbered(sent + 1, sent + count))
        session.sendCritical(text);
    sent += count;
}

//! What a server wrote down, without the replays of what was in doubt.
QStringList firstDeliveries(const QString &log)
{
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    lines.removeDuplicates();
    return lines;
}

bool isOpen(const SessionSnapshot &session)
{
    return session.breaker.state == BreakerState::Open;
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
    void checkCounters(const SessionSnapshot &session, int messages, int kills);
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
    const int kills = qEnvironmentVariableIsSet("BREAKWATER_TEST_FULL") ? 20 : 1;
    QTemporaryDir folder;
    const QString log = folder.filePath(u"received"_qs);
    auto server = std::make_unique<EchoServer>(EchoServer::Options{.peer = peer, .log = log});
    QVERIFY2(server->start(), qPrintable(server->failure()));
    const quint16 port = server->peer().port();
    LiveSession session(server->url(), LiveSession::hurriedConfig());
    QVERIFY(session.waitUntilConnected());

    int sent = 0;
    for (int kill = 0; kill < kills; ++kill) {
        sendNumbered(session, sent, burst);
        // ws answers a ping after its handlers have run, so it may be killed amid the burst: what
        // it had not read is in doubt. python-websockets answers before, so its handlers go first.
        if (peer == EchoServer::Peer::PythonWebsockets)
            QTRY_COMPARE_WITH_TIMEOUT(firstDeliveries(log), numbered(1, sent), limit);
        server->peer().kill();
        QVERIFY(session.waitUntil(isOpen));
        QVERIFY(!session.seen().breaker.detail.isEmpty());
        sendNumbered(session, sent, burst);
        QTRY_COMPARE_WITH_TIMEOUT(session.accepted(), sent, limit);
        QVERIFY(firstDeliveries(log).size() <= sent - burst); // the log can show what is missing

        server = std::make_unique<EchoServer>(
            EchoServer::Options{.peer = peer, .log = log, .port = port});
        QVERIFY2(server->start(), qPrintable(server->failure()));
        QVERIFY(session.waitUntil([sent](const auto &seen) {
            return seen.breaker.state == BreakerState::Closed
                && seen.messages.confirmed == static_cast<std::uint64_t>(sent);
        }));
        QTRY_COMPARE_WITH_TIMEOUT(firstDeliveries(log), numbered(1, sent), limit);
    }
    checkCounters(session.seen(), sent, kills);
    const QStringList transitions = session.breakerTransitions();
    QCOMPARE(transitions.first(), u"closed → open"_qs);
    QVERIFY2(transitions.contains(u"open → half_open"_qs), qPrintable(transitions.join(u", ")));
    QCOMPARE(transitions.last(), u"half_open → closed"_qs);
}

void InteropSession::checkCounters(const SessionSnapshot &session, int messages, int kills)
{
    const auto &counted = session.messages;
    QCOMPARE(counted.accepted, static_cast<std::uint64_t>(messages));
    QCOMPARE(counted.confirmed, counted.accepted);
    QCOMPARE(counted.expired + counted.expiredInDoubt + counted.dropped + counted.failed
                 + counted.abandoned + counted.rejected + counted.deduplicated,
             0U);
    QCOMPARE(session.queue.queued + session.queue.unconfirmed + session.queue.inDoubt, 0);
    QCOMPARE(session.retry.failures, 0U);
    QCOMPARE(session.retry.successes, session.retry.attempts);
    QCOMPARE(session.connections.reconnections, static_cast<std::uint64_t>(kills));
    QCOMPARE(session.connections.opened, session.connections.reconnections + 1);
    QVERIFY(session.connections.failed >= 1);
    QCOMPARE(session.connections.total, session.connections.opened + session.connections.failed);
    QCOMPARE(session.breaker.counters.closes, static_cast<std::uint64_t>(kills));
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
    QVERIFY(session.waitUntil(isOpen));
    const QStringList titles = session.eventTitles();
    QVERIFY2(titles.contains(u"Not answering"_qs), qPrintable(titles.join(u", ")));
    QVERIFY(titles.indexOf(u"Not answering"_qs) < titles.indexOf(u"Connection lost"_qs));
    QVERIFY2(session.seen().breaker.detail.contains(u"ping not answered"_qs)
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
