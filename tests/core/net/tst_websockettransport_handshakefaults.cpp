// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/faultfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QTimer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace std::chrono_literals;

//! What goes wrong before the link is open.
class WebSocketTransportHandshakeFaultsTest : public QObject, private FaultFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void connectionRefused();
    void beforeItIsOpen_data();
    void beforeItIsOpen();
    void answersThatAreNo101_data();
    void answersThatAreNo101();
};

void WebSocketTransportHandshakeFaultsTest::connectionRefused()
{
    quint16 port = 0;
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        port = server.serverPort();
    }

    dial(u"ws://127.0.0.1:%1/"_qs.arg(port));

    endsAs(EndKind::ConnectFailed);
    QVERIFY(m_listener.ends[0].detail.contains(u"refused"));
}

void WebSocketTransportHandshakeFaultsTest::beforeItIsOpen_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *name, EndKind kind, const Script &script) {
        QTest::newRow(name) << script << nameOf(kind);
    };
    const QByteArray half = "HTTP/1.1 101 Switching Proto";
    row("accept then FIN", EndKind::ConnectFailed,
        [](RawPeer &peer) { peer.onConnection([](QTcpSocket &socket) { RawPeer::fin(socket); }); });
    row("accept then RST", EndKind::ConnectFailed, [](RawPeer &peer) {
        peer.onConnection([](QTcpSocket &socket) { RawPeer::reset(socket); });
    });
    row("FIN mid-handshake", EndKind::ConnectFailed, [half](RawPeer &peer) {
        peer.onRequest([half](QTcpSocket &socket, const QByteArray &) {
            socket.write(half);
            RawPeer::fin(socket);
        });
    });
    row("RST mid-handshake", EndKind::ConnectFailed, [half](RawPeer &peer) {
        peer.onRequest([half](QTcpSocket &socket, const QByteArray &) {
            socket.write(half);
            RawPeer::reset(socket);
        });
    });
    row("handshake never answered", EndKind::HandshakeTimeout, [](RawPeer &) {});
    row("answer stops half way", EndKind::HandshakeTimeout, answering(half));
    row("one byte at a time", EndKind::HandshakeTimeout, [](RawPeer &peer) {
        peer.onRequest([](QTcpSocket &socket, const QByteArray &request) {
            auto *timer = new QTimer(&socket);
            connect(timer, &QTimer::timeout, &socket,
                    [&socket, rest = RawPeer::upgradeAnswer(request)]() mutable {
                        socket.write(rest.left(1));
                        rest.remove(0, 1);
                    });
            timer->start(100ms);
        });
    });
    row("garbage", EndKind::HandshakeInvalid, answering("\x01\x02 what?\r\n\r\n"));
    row("header without colon", EndKind::HandshakeInvalid,
        answering("HTTP/1.1 101 OK\r\nno colon here\r\n\r\n"));
    row("bad accept key", EndKind::HandshakeInvalid,
        answering("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                  "Connection: Upgrade\r\nSec-WebSocket-Accept: bm90IHlvdXJz\r\n\r\n"));
    row("no accept key", EndKind::HandshakeInvalid,
        answering("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                  "Connection: Upgrade\r\n\r\n"));
    row("subprotocol nobody asked for", EndKind::HandshakeInvalid, [](RawPeer &peer) {
        peer.onRequest([](QTcpSocket &socket, const QByteArray &request) {
            socket.write(RawPeer::upgradeAnswer(request, "Sec-WebSocket-Protocol: mqtt\r\n"));
        });
    });
    row("more than 100 header lines", EndKind::HandshakeInvalid, [](RawPeer &peer) {
        peer.onRequest([](QTcpSocket &socket, const QByteArray &request) {
            socket.write(RawPeer::upgradeAnswer(request, QByteArray("X: y\r\n").repeated(200)));
        });
    });
    row("header without LF", EndKind::HandshakeInvalid,
        answering("HTTP/1.1 101 " + QByteArray(100'000, 'x')));
    row("headers without end", EndKind::HandshakeInvalid,
        answering("HTTP/1.1 101 OK\r\n" + QByteArray("X: y\r\n").repeated(20'000)));
    // Legal, but QWebSocket compares the whole header.
    row("keep-alive, Upgrade", EndKind::HandshakeInvalid, [](RawPeer &peer) {
        peer.onRequest([](QTcpSocket &socket, const QByteArray &request) {
            socket.write(RawPeer::upgradeAnswer(request).replace(
                "Connection: Upgrade", "Connection: keep-alive, Upgrade"));
        });
    });
    row("101 of HTTP/1.0", EndKind::HandshakeInvalid, [](RawPeer &peer) {
        peer.onRequest([](QTcpSocket &socket, const QByteArray &request) {
            socket.write(RawPeer::upgradeAnswer(request).replace("HTTP/1.1", "HTTP/1.0"));
        });
    });
}

void WebSocketTransportHandshakeFaultsTest::beforeItIsOpen()
{
    QFETCH(Script, script);
    QFETCH(QString, kind);
    RawPeer peer;
    script(peer);

    dial(peer.url());

    endsAs(kind);
    QVERIFY(m_listener.opened.empty());
    QVERIFY(!m_listener.ends[0].httpStatus && !m_listener.ends[0].closeCode);
    QTRY_COMPARE_WITH_TIMEOUT(peer.openConnections(), 0, patience);
}

void WebSocketTransportHandshakeFaultsTest::answersThatAreNo101_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"200 OK", "301 Moved Permanently", "302 Found", "400 Bad Request",
                             "401 Unauthorized", "403 Forbidden", "404 Not Found",
                             "429 Too Many Requests", "500 Oops", "503 Service Unavailable"})
        QTest::newRow(line) << QByteArray(line);
}

void WebSocketTransportHandshakeFaultsTest::answersThatAreNo101()
{
    QFETCH(QByteArray, line);
    RawPeer peer;
    status(line)(peer);

    dial(peer.url());

    endsAs(EndKind::HandshakeRejected);
    QCOMPARE(m_listener.ends[0].httpStatus, line.left(3).toInt());
    QVERIFY(m_listener.opened.empty());
    QCOMPARE(peer.connectionCount(), 1); // a redirect is never followed
    QTRY_COMPARE_WITH_TIMEOUT(peer.openConnections(), 0, patience);
}

BREAKWATER_TEST(WebSocketTransportHandshakeFaultsTest)
#include "tst_websockettransport_handshakefaults.moc"
