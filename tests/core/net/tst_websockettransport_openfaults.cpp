// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/faultfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QTimer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace std::chrono_literals;

namespace {

Script upgradedThen(const RawPeer::OnConnection &then)
{
    return [then](RawPeer &peer) { peer.upgradeThen(then); };
}

Script upgradedThenSending(const QByteArray &bytes)
{
    return upgradedThen([bytes](QTcpSocket &socket) { socket.write(bytes); });
}

} // namespace

//! What goes wrong on an open link, up to its last frame.
class WebSocketTransportOpenFaultsTest : public QObject, private FaultFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { reset(); }

    void whileItIsOpen_data();
    void whileItIsOpen();
    void peerCloses_data();
    void peerCloses();
    void closeOnADeadPeerEndsByTimeout_data();
    void closeOnADeadPeerEndsByTimeout();
    void peerThatClosesButDoesNotReadCannotHoldUs();
    void gapsOfQtThatWeLiveWith_data();
    void gapsOfQtThatWeLiveWith();
};

void WebSocketTransportOpenFaultsTest::whileItIsOpen_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *name, EndKind kind, const Script &script) {
        QTest::newRow(name) << script << nameOf(kind);
    };
    const auto finAfter = [](const QByteArray &bytes) {
        return upgradedThen([bytes](QTcpSocket &socket) {
            socket.write(bytes);
            RawPeer::fin(socket);
        });
    };
    using R = RawPeer;
    const QByteArray half = R::frame(0x81, QByteArray(1000, 'x')).left(500);
    row("FIN", EndKind::ConnectionLost, finAfter({}));
    row("FIN after a message", EndKind::ConnectionLost, finAfter(R::frame(0x81, "bye")));
    row("FIN mid-frame", EndKind::ConnectionLost, finAfter(half));
    row("RST mid-frame", EndKind::ConnectionLost, [=](RawPeer &peer) {
        // After the client has seen the 101; a reset overtakes what is still in its kernel.
        peer.upgradeThen([=](QTcpSocket &socket) {
            QTimer::singleShot(200ms, &socket, [=, &socket] {
                socket.write(half);
                R::reset(socket);
            });
        });
    });
    row("RSV bit", EndKind::ProtocolError, upgradedThenSending(R::frame(0xc1, "x")));
    row("reserved opcode", EndKind::ProtocolError, upgradedThenSending(R::frame(0x83, "x")));
    row("length not minimal", EndKind::ProtocolError,
        upgradedThenSending(QByteArray("\x81\x7e\x00\x01x", 5)));
    row("highest bit of length", EndKind::ProtocolError,
        upgradedThenSending(QByteArray("\x81\x7f\xff\x00\x00\x00\x00\x00\x00\x01", 10)));
    row("long ping", EndKind::ProtocolError,
        upgradedThenSending(R::frame(0x89, QByteArray(126, 'p'))));
    row("fragmented ping", EndKind::ProtocolError, upgradedThenSending(R::frame(0x09, "p")));
    row("not UTF-8", EndKind::ProtocolError, upgradedThenSending(R::frame(0x81, "\xff\xfe")));
    row("continues nothing", EndKind::ProtocolError, upgradedThenSending(R::frame(0x80, "x")));
    row("message within a message", EndKind::ProtocolError,
        upgradedThenSending(R::frame(0x01, "x") + R::frame(0x81, "y")));
    row("close frame of one byte", EndKind::ProtocolError,
        upgradedThenSending(R::frame(0x88, "x")));
    row("frame over the limit", EndKind::LimitExceeded,
        upgradedThenSending(R::frame(0x82, QByteArray(2'000'000, 'x'))));
}

void WebSocketTransportOpenFaultsTest::whileItIsOpen()
{
    QFETCH(Script, script);
    QFETCH(QString, kind);
    RawPeer peer;
    script(peer);

    dial(peer.url());

    endsAs(kind);
    QCOMPARE(m_listener.opened.size(), 1u);
    QVERIFY(!m_listener.ends[0].closeCode); // never QWebSocket's own 1000
    QTRY_COMPARE_WITH_TIMEOUT(peer.openConnections(), 0, patience);
}

void WebSocketTransportOpenFaultsTest::peerCloses_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("reason");
    for (const int code : {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 3000, 4001})
        QTest::addRow("%d", code) << RawPeer::closeFrame(code, "why") << code << u"why"_qs;
    for (const int code : {1012, 1013, 1014}) // Qt hides which
        QTest::addRow("%d", code) << RawPeer::closeFrame(code, "restart") << 1012 << QString();
    QTest::newRow("no code") << RawPeer::frame(0x88, {}) << 1000 << QString();
    QTest::newRow("Qt's words") << RawPeer::closeFrame(1009, "Received message is too big.") << 1009
                                << u"Received message is too big."_qs;
    QTest::newRow("hostile reason")
        << RawPeer::closeFrame(1008, "\x1b[31m<b>\n") << 1008 << u"\uFFFD[31m<b>\uFFFD"_qs;
}

void WebSocketTransportOpenFaultsTest::peerCloses()
{
    QFETCH(QByteArray, frame);
    QFETCH(int, code);
    QFETCH(QString, reason);
    RawPeer peer;
    peer.upgradeThen([&](QTcpSocket &socket) {
        socket.write(RawPeer::frame(0x81, "before") + frame);
        socket.disconnectFromHost(); // and at once, as many servers do
    });

    dial(peer.url());

    endsAs(EndKind::PeerClose);
    QCOMPARE(m_listener.ends[0].closeCode, code);
    QCOMPARE(m_listener.ends[0].closeReason, reason);
    QCOMPARE(m_listener.texts, std::vector<QByteArray>{"before"});
}

void WebSocketTransportOpenFaultsTest::closeOnADeadPeerEndsByTimeout_data()
{
    QTest::addColumn<qsizetype>("waiting");
    QTest::newRow("blackhole") << qsizetype(0);
    QTest::newRow("blackhole with a full pipe") << qsizetype(30'000'000);
}

void WebSocketTransportOpenFaultsTest::closeOnADeadPeerEndsByTimeout()
{
    QFETCH(qsizetype, waiting);
    m_config.limits.sendBufferBytes = 100'000'000;
    RawPeer peer;
    peer.upgradeThen([&](QTcpSocket &socket) { peer.stopReading(socket); });
    dial(peer.url());
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    m_transport->sendBinary(QByteArray(waiting, 'x'));

    m_transport->close(1001, u"bye"_qs);

    endsAs(EndKind::CloseTimeout);
}

void WebSocketTransportOpenFaultsTest::peerThatClosesButDoesNotReadCannotHoldUs()
{
    m_config.limits.sendBufferBytes = 100'000'000;
    RawPeer peer;
    QTcpSocket *server = nullptr;
    peer.upgradeThen([&](QTcpSocket &socket) {
        server = &socket;
        peer.stopReading(socket);
    });
    dial(peer.url());
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    m_transport->sendBinary(QByteArray(30'000'000, 'x'));

    server->write(RawPeer::closeFrame(1011, "overload"));

    endsAs(EndKind::PeerClose);
    QCOMPARE(m_listener.ends[0].closeCode, 1011);
}

void WebSocketTransportOpenFaultsTest::gapsOfQtThatWeLiveWith_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<QByteArray>("delivered");
    // A server must not mask; QWebSocket does not mind.
    QTest::newRow("masked server frame")
        << QByteArray() << QByteArray("\x81\x82\x01\x02\x03\x04io", 8) << QByteArray("hm");
    // Nothing in WebSocket has a checksum; TLS has.
    QTest::newRow("bit flipped in payload")
        << QByteArray() << RawPeer::frame(0x81, "hellp") << QByteArray("hellp");
    QTest::newRow("extension nobody asked for")
        << QByteArray("Sec-WebSocket-Extensions: permessage-deflate\r\n")
        << RawPeer::frame(0x81, "plain") << QByteArray("plain");
}

void WebSocketTransportOpenFaultsTest::gapsOfQtThatWeLiveWith()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, delivered);
    RawPeer peer;
    peer.onRequest([&](QTcpSocket &socket, const QByteArray &request) {
        socket.write(RawPeer::upgradeAnswer(request, headers) + frame);
    });

    dial(peer.url());

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), 1u, patience);
    QCOMPARE(m_listener.texts.front(), delivered);
    QVERIFY(!m_listener.hasEnded());
}

BREAKWATER_TEST(WebSocketTransportOpenFaultsTest)
#include "tst_websockettransport_openfaults.moc"
