// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/httpget.h>

#include <tests/core/net/httpgetfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QElapsedTimer>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

class HttpGetTest : public QObject, private HttpGetFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void bringsTheAnswer_data();
    void bringsTheAnswer();
    void piecesMakeNoDifference();
    void readsOnWhenItsBufferWasFull_data();
    void readsOnWhenItsBufferWasFull();
    void asksOnceAndHangsUp();
    void theDeadlineIsForAllOfIt_data();
    void theDeadlineIsForAllOfIt();
    void whatKeepsItFromAsking_data();
    void whatKeepsItFromAsking();
    void resetsAreCountedNotRepeatedForEver();
    void endsSilentlyAndAtOnce();
    void filesThatCannotBeUsedAreSaidAtOnce();
};

void HttpGetTest::bringsTheAnswer_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("outcome");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    const auto row = [](const char *name, const QByteArray &answer, const QString &outcome) {
        QTest::newRow(name) << answer << outcome;
    };
    row("length", ok + "Content-Length: 2\r\n\r\nab", u"200 ab"_qs);
    row("until it closes", ok + "\r\nab", u"200 ab"_qs);
    row("chunks", chunked + "1\r\na\r\n1\r\nb\r\n0\r\n\r\n", u"200 ab"_qs);
    row("interim", "HTTP/1.1 100 x\r\n\r\n" + ok + "\r\nab", u"200 ab"_qs);
    row("redirect", "HTTP/1.1 302 x\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n", u"302 "_qs);
    row("404", "HTTP/1.0 404 x\r\n\r\nno", u"404 no"_qs);
    row("length too short", ok + "Content-Length: 1\r\n\r\nab", u"200 a"_qs);
    row("length too long", ok + "Content-Length: 3\r\n\r\nab", u"connection_lost 200"_qs);
    row("two lengths", ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        u"protocol_error"_qs);
    row("length -1", ok + "Content-Length: -1\r\n\r\nab", u"protocol_error"_qs);
    row("length 10^30", ok + "Content-Length: 1" + QByteArray(30, '0') + "\r\n\r\nab",
        u"limit_exceeded 200"_qs);
    row("chunk too long", chunked + "5\r\nab\r\n0\r\n\r\n", u"protocol_error 200"_qs);
    row("chunk much too long", chunked + "99\r\nab\r\n0\r\n\r\n", u"connection_lost 200"_qs);
    row("chunk -1", chunked + "-1\r\nab\r\n", u"protocol_error 200"_qs);
    row("folded", ok + "A: b\r\n c\r\n\r\nab", u"protocol_error"_qs);
    row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", u"protocol_error"_qs);
    row("HTTP/2", QByteArray("\0\0\x06\x04\0\0\0\0\0", 9), u"protocol_error"_qs);
    row("long head", ok + "A: " + QByteArray(20'000, 'x'), u"limit_exceeded"_qs);
    row("long body", ok + "\r\n" + QByteArray(70'000, 'x'), u"limit_exceeded 200"_qs);
    row("nothing", {}, u"connection_lost"_qs);
    row("half a head", ok, u"connection_lost"_qs);
}

void HttpGetTest::bringsTheAnswer()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, outcome);
    m_peer->onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write(answer);
        socket.disconnectFromHost();
    });

    ask(peerEndpoint());

    QCOMPARE(this->outcome(), outcome);
    QVERIFY(peerIsLeft());
    QCOMPARE(m_peer->connectionCount(), 1);
    QCOMPARE(m_time.activeTimers(), 0);
}

void HttpGetTest::piecesMakeNoDifference()
{
    const QByteArray answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                              "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
    qsizetype said = 0;
    m_peer->onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        const auto next = [&] {
            if (said < answer.size())
                socket.write(answer.mid(said++, 1));
        };
        connect(&socket, &QTcpSocket::bytesWritten, &socket, next);
        next();
    });

    ask(peerEndpoint());

    QCOMPARE(outcome(), u"200 abc"_qs);
    QCOMPARE(said, answer.size());
}

void HttpGetTest::readsOnWhenItsBufferWasFull_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("length") << QByteArray("Content-Length: 65536\r\n\r\n");
    QTest::newRow("until it closes") << QByteArray("\r\n");
}

void HttpGetTest::readsOnWhenItsBufferWasFull()
{
    QFETCH(QByteArray, head);
    const QByteArray body(65536, 'x');
    m_peer->onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\n" + head + body);
        socket.disconnectFromHost();
    });

    ask(peerEndpoint());

    QVERIFY(outcome() == u"200 "_qs + QString::fromLatin1(body));
}

void HttpGetTest::asksOnceAndHangsUp()
{
    QByteArray asked;
    m_peer->onRequest([&](QTcpSocket &socket, const QByteArray &request) {
        asked += request;
        m_peer->expectAnotherRequest(socket);
        socket.write("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nab");
    });

    ask(peerEndpoint());

    QCOMPARE(outcome(), u"200 ab"_qs);
    QVERIFY(peerIsLeft()); // we did it: the peer would have stayed
    QCOMPARE(asked.count("GET / HTTP/1.1\r\n"), 1);
    QCOMPARE(m_peer->received(), QByteArray());
}

void HttpGetTest::theDeadlineIsForAllOfIt_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("nothing") << QByteArray() << u"handshake_timeout"_qs;
    QTest::newRow("half a head") << QByteArray("HTTP/1.1 200 OK\r\nA") << u"handshake_timeout"_qs;
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 404 x\r\n\r\na")
                                 << u"handshake_timeout 404"_qs;
}

void HttpGetTest::theDeadlineIsForAllOfIt()
{
    QFETCH(QByteArray, said);
    QFETCH(QString, outcome);
    QTcpSocket *server = nullptr;
    m_peer->onRequest([&](QTcpSocket &socket, const QByteArray &) { server = &socket; });
    ask(peerEndpoint());
    QTRY_VERIFY_WITH_TIMEOUT(server, patience);
    m_time.advance(9s);
    server->write(said);
    QTRY_COMPARE_WITH_TIMEOUT(server->bytesToWrite(), 0, patience);
    for (int i = 0; i < 50; ++i) // over to the other side
        QCoreApplication::processEvents();
    QVERIFY(m_outcomes.isEmpty());

    m_time.advance(1s);

    QCOMPARE(m_outcomes.size(), 1);
    QCOMPARE(this->outcome(), outcome);
    QVERIFY(peerIsLeft());
}

void HttpGetTest::whatKeepsItFromAsking_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("nobody listens") << u"ws://127.0.0.1:1/"_qs << u"connect_failed"_qs;
    QTest::newRow("no such name") << u"ws://host.invalid/"_qs << u"host_not_found"_qs;
}

void HttpGetTest::whatKeepsItFromAsking()
{
    QFETCH(QString, url);
    QFETCH(QString, outcome);

    ask(endpointFor(url));

    QCOMPARE(this->outcome(), outcome);
    QVERIFY(!m_detail.isEmpty());
}

//! Qt connects again by itself when it is reset before it has looked: see ConnectWatch.
void HttpGetTest::resetsAreCountedNotRepeatedForEver()
{
    m_peer->onConnection([](QTcpSocket &socket) { RawPeer::reset(socket); });
    ask(peerEndpoint());

    for (int seen = 0; m_outcomes.isEmpty() && seen < 100; seen = m_peer->connectionCount()) {
        QVERIFY(QTest::qWaitFor(
            [&] { return m_peer->connectionCount() > seen || !m_outcomes.isEmpty(); }, patience));
        m_time.advance(50ms); // when the watch looks
    }

    const QString outcome = this->outcome();
    QVERIFY2(outcome == u"connect_failed"_qs || outcome == u"connection_lost"_qs,
             qPrintable(outcome));
    QVERIFY(m_peer->connectionCount() < 20);
}

void HttpGetTest::endsSilentlyAndAtOnce()
{
    m_peer->onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab");
    });
    ask(peerEndpoint());
    QTRY_COMPARE_WITH_TIMEOUT(m_peer->openConnections(), 1, patience);

    QElapsedTimer took;
    took.start();
    m_get.reset();

    QVERIFY(took.elapsed() < 500);
    QVERIFY(peerIsLeft());
    QVERIFY(m_outcomes.isEmpty());
    QCOMPARE(m_time.activeTimers(), 0);
}

void HttpGetTest::filesThatCannotBeUsedAreSaidAtOnce()
{
    Endpoint endpoint = endpointFor(m_peer->url(u"wss"_qs));
    endpoint.tls.caFile = u"/nowhere/ca.pem"_qs;
    HttpGet get(endpoint, 10s, m_time, [&](const HttpResult &) { m_outcomes += u"never"_qs; });

    const auto started = get.start();

    QVERIFY(!started);
    QVERIFY(started.error().message.contains(u"/nowhere/ca.pem"_qs));
    QCOMPARE(m_time.activeTimers(), 0);
    QCOMPARE(m_peer->connectionCount(), 0);
    QVERIFY(m_outcomes.isEmpty());
}

BREAKWATER_TEST(HttpGetTest)
#include "tst_httpget.moc"
