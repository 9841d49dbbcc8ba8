// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/acceptorfixture.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace std::chrono_literals;

class AcceptorHandshakeTest : public QObject, private AcceptorFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void tellsWhatTheClientAskedFor();
    void origins_data();
    void origins();
    void hosts_data();
    void hosts();
    void answerSaysNothingAboutUs();
    void silentClientIsDropped();
};

void AcceptorHandshakeTest::tellsWhatTheClientAskedFor()
{
    listen({.subprotocols = {u"v1.example"_qs},
            .allowedOrigins = QStringList{u"https://app.example"_qs}});

    const QByteArray answer
        = answerTo(request("Origin: https://app.example\r\n"
                           "Sec-WebSocket-Protocol: v0.example, v1.example\r\n"));

    QVERIFY2(answer.startsWith("HTTP/1.1 101 "), answer.constData());
    QCOMPARE(m_host.clients.size(), 1u);
    const IncomingRequest &seen = m_host.clients[0]->request;
    QCOMPARE(seen.path, u"/feed"_qs);
    QCOMPARE(seen.query, u"x=1"_qs);
    QCOMPARE(seen.subprotocol, u"v1.example"_qs);
    QCOMPARE(seen.origin, u"https://app.example"_qs);
    QVERIFY(seen.peer.startsWith(u"127.0.0.1 port "_qs));
    QTRY_COMPARE_WITH_TIMEOUT(m_host.clients[0]->listener.opened,
                              std::vector<QString>{u"v1.example"_qs}, patience);
}

void AcceptorHandshakeTest::origins_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("none, a program") << QByteArray() << QByteArray("HTTP/1.1 101 ");
    QTest::newRow("listed") << QByteArray("Origin: https://app.example\r\n")
                            << QByteArray("HTTP/1.1 101 ");
    QTest::newRow("foreign") << QByteArray("Origin: https://evil.example\r\n")
                             << QByteArray("HTTP/1.1 403 ");
    QTest::newRow("null") << QByteArray("Origin: null\r\n") << QByteArray("HTTP/1.1 403 ");
    QTest::newRow("begins alike") << QByteArray("Origin: https://app.example.evil.example\r\n")
                                  << QByteArray("HTTP/1.1 403 ");
    QTest::newRow("other scheme") << QByteArray("Origin: http://app.example\r\n")
                                  << QByteArray("HTTP/1.1 403 ");
}

void AcceptorHandshakeTest::origins()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, answer);
    listen({.allowedOrigins = QStringList{u"https://app.example"_qs}});

    const QByteArray got = answerTo(request(header));

    QVERIFY2(got.startsWith(answer), got.constData());
    QCOMPARE(m_host.clients.size(), answer.contains("101") ? 1u : 0u);
}

void AcceptorHandshakeTest::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("taken");
    QTest::newRow("address") << QByteArray("127.0.0.1") << true;
    QTest::newRow("address and port") << QByteArray("127.0.0.1:8080") << true;
    QTest::newRow("localhost") << QByteArray("LocalHost:8080") << true;
    QTest::newRow("ipv6") << QByteArray("[::1]:8080") << true;
    QTest::newRow("configured") << QByteArray("breakwater.lan") << true;
    QTest::newRow("rebound") << QByteArray("evil.example") << false;
    QTest::newRow("rebound, port") << QByteArray("evil.example:8080") << false;
    QTest::newRow("looks local") << QByteArray("localhost.evil.example") << false;
    QTest::newRow("other address") << QByteArray("192.0.2.1") << false;
}

void AcceptorHandshakeTest::hosts()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, taken);
    listen({.allowedHosts = QStringList{u"Breakwater.lan"_qs}});

    answerTo(request({}, host));

    QCOMPARE(m_host.clients.size(), taken ? 1u : 0u);
    if (!taken)
        QTRY_COMPARE_WITH_TIMEOUT(m_raw->state(), QAbstractSocket::UnconnectedState, patience);
}

void AcceptorHandshakeTest::answerSaysNothingAboutUs()
{
    listen();

    const QByteArray answer = answerTo(request({})).toLower();

    QVERIFY(answer.startsWith("http/1.1 101 "));
    QVERIFY2(!answer.contains("\r\nserver:"), answer.constData());
    QVERIFY(!answer.contains("sec-websocket-extensions"));
}

void AcceptorHandshakeTest::silentClientIsDropped()
{
    listen({.handshakeTimeout = 200ms});
    QTcpSocket silent;
    silent.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
    silent.write("GET / HTTP/1.1\r\nHost: ");
    QTRY_COMPARE_WITH_TIMEOUT(silent.state(), QAbstractSocket::ConnectedState, patience);

    QTRY_COMPARE_WITH_TIMEOUT(silent.state(), QAbstractSocket::UnconnectedState, patience);
    QVERIFY(m_host.clients.empty());
}

BREAKWATER_TEST(AcceptorHandshakeTest)
#include "tst_acceptor_handshake.moc"
