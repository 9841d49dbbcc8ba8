// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/websockettransport.h>

#include <core/base/realtimesystem.h>

#include <tests/support/loopbackserver.h>
#include <tests/support/rawpeer.h>
#include <tests/support/recordinglistener.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QTimer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace std::chrono_literals;

//! What a peer does that it should not.
using Script = std::function<void(RawPeer &)>;
Q_DECLARE_METATYPE(Script)

namespace {

constexpr int patience = 10'000; // milliseconds; ten times and more of what each needs

Script answering(const QByteArray &answer)
{
    return [answer](RawPeer &peer) {
        peer.onRequest([answer](QTcpSocket &socket, const QByteArray &) { socket.write(answer); });
    };
}

Script status(const QByteArray &line)
{
    return answering("HTTP/1.1 " + line + "\r\nContent-Length: 0\r\nRetry-After: 5\r\n\r\n");
}

Script upgradedThen(const RawPeer::OnConnection &then)
{
    return [then](RawPeer &peer) { peer.upgradeThen(then); };
}

Script upgradedThenSending(const QByteArray &bytes)
{
    return upgradedThen([bytes](QTcpSocket &socket) { socket.write(bytes); });
}

} // namespace

//! Row by row what a QWebSocket signals when things go wrong: each must come out as exactly one
//! end, of the right kind, in bounded time, with no TCP connection left behind.
class WebSocketTransportFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();

    void connectionRefused();
    void beforeItIsOpen_data();
    void beforeItIsOpen();
    void answersThatAreNo101_data();
    void answersThatAreNo101();
    void whileItIsOpen_data();
    void whileItIsOpen();
    void peerCloses_data();
    void peerCloses();
    void closeOnADeadPeerEndsByTimeout_data();
    void closeOnADeadPeerEndsByTimeout();
    void peerThatClosesButDoesNotReadCannotHoldUs();
    void tlsRefusals_data();
    void tlsRefusals();
    void tlsAlertOfTheServerIsNamed();
    void proxyFaults_data();
    void proxyFaults();
    void proxyTunnels();
    void gapsOfQtThatWeLiveWith_data();
    void gapsOfQtThatWeLiveWith();

private:
    void dial(const Endpoint &endpoint)
    {
        m_transport = WebSocketTransportFactory(m_config, m_time).create(endpoint, m_listener);
        m_transport->open();
    }
    void dial(const QString &url) { dial(Endpoint::fromUrl(url).value()); }
    void endsAs(EndKind kind) { endsAs(nameOf(kind)); }
    void endsAs(const QString &kind);

    RealTimeSystem m_time;
    StabilityConfig m_config;
    RecordingListener m_listener;
    std::unique_ptr<Transport> m_transport;
    TestCertificates m_certificates;
};

void WebSocketTransportFaultsTest::initTestCase()
{
    QVERIFY2(m_certificates.error().isEmpty(), qPrintable(m_certificates.error()));
}

void WebSocketTransportFaultsTest::init()
{
    m_transport.reset();
    m_listener = {};
    m_config = {};
    m_config.connection.handshakeTimeout = 500ms;
    m_config.connection.closeTimeout = 300ms;
}

void WebSocketTransportFaultsTest::endsAs(const QString &kind)
{
    QTRY_VERIFY_WITH_TIMEOUT(m_listener.hasEnded(), patience);
    QVERIFY2(m_listener.endKind() == kind,
             qPrintable(
                 u"%1, not %2: %3"_qs.arg(m_listener.endKind(), kind, m_listener.ends[0].detail)));
    QVERIFY(!m_listener.ends[0].detail.isEmpty());
    QVERIFY(!m_transport->isOpen());
    for (int i = 0; i < 20; ++i) // whatever QWebSocket still has to say
        QCoreApplication::processEvents();
    QCOMPARE(m_listener.ends.size(), 1u);
}

void WebSocketTransportFaultsTest::connectionRefused()
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

void WebSocketTransportFaultsTest::beforeItIsOpen_data()
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

void WebSocketTransportFaultsTest::beforeItIsOpen()
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

void WebSocketTransportFaultsTest::answersThatAreNo101_data()
{
    QTest::addColumn<QByteArray>("line");
    for (const char *line : {"200 OK", "301 Moved Permanently", "302 Found", "400 Bad Request",
                             "401 Unauthorized", "403 Forbidden", "404 Not Found",
                             "429 Too Many Requests", "500 Oops", "503 Service Unavailable"})
        QTest::newRow(line) << QByteArray(line);
}

void WebSocketTransportFaultsTest::answersThatAreNo101()
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

void WebSocketTransportFaultsTest::whileItIsOpen_data()
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

void WebSocketTransportFaultsTest::whileItIsOpen()
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

void WebSocketTransportFaultsTest::peerCloses_data()
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

void WebSocketTransportFaultsTest::peerCloses()
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

void WebSocketTransportFaultsTest::closeOnADeadPeerEndsByTimeout_data()
{
    QTest::addColumn<qsizetype>("waiting");
    QTest::newRow("blackhole") << qsizetype(0);
    QTest::newRow("blackhole with a full pipe") << qsizetype(30'000'000);
}

void WebSocketTransportFaultsTest::closeOnADeadPeerEndsByTimeout()
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

void WebSocketTransportFaultsTest::peerThatClosesButDoesNotReadCannotHoldUs()
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

void WebSocketTransportFaultsTest::tlsRefusals_data()
{
    QTest::addColumn<QString>("identity");
    QTest::addColumn<bool>("knowsTheAuthority");
    QTest::newRow("unknown authority") << u"server"_qs << false;
    QTest::newRow("self-signed") << u"selfsigned"_qs << true;
    QTest::newRow("wrong host") << u"wronghost"_qs << true;
}

void WebSocketTransportFaultsTest::tlsRefusals()
{
    QFETCH(QString, identity);
    QFETCH(bool, knowsTheAuthority);
    LoopbackServer server({.certificateFile = m_certificates.path(identity + u".pem"_qs),
                           .keyFile = m_certificates.path(identity + u".key"_qs)});
    auto endpoint = Endpoint::fromUrl(server.url()).value();
    if (knowsTheAuthority)
        endpoint.tls.caFile = m_certificates.caFile();

    dial(endpoint);

    endsAs(EndKind::TlsFailed);
    QVERIFY(m_listener.ends[0].detail.startsWith(u"TLS: "));
    QVERIFY(m_listener.opened.empty());
    QCOMPARE(server.acceptedCount(), 0);
}

void WebSocketTransportFaultsTest::tlsAlertOfTheServerIsNamed()
{
    QProcess server;
    server.start(u"openssl"_qs,
                 {u"s_server"_qs, u"-accept"_qs, u"127.0.0.1:0"_qs, u"-cert"_qs,
                  m_certificates.server().certificateFile, u"-key"_qs,
                  m_certificates.server().keyFile, u"-CAfile"_qs, m_certificates.caFile(),
                  u"-Verify"_qs, u"1"_qs, u"-verify_return_error"_qs});
    QByteArray said;
    static const QRegularExpression accepting(u"ACCEPT 127\\.0\\.0\\.1:(\\d+)"_qs);
    QTRY_VERIFY_WITH_TIMEOUT((said += server.readAllStandardOutput(),
                              accepting.match(QString::fromLatin1(said)).hasMatch()),
                             patience);
    const QString port = accepting.match(QString::fromLatin1(said)).captured(1);
    auto endpoint = Endpoint::fromUrl(u"wss://127.0.0.1:%1/"_qs.arg(port)).value();
    endpoint.tls.caFile = m_certificates.caFile(); // and no certificate of our own

    dial(endpoint);

    endsAs(EndKind::TlsFailed);
    server.kill();
    QVERIFY(server.waitForFinished(patience));
}

void WebSocketTransportFaultsTest::proxyFaults_data()
{
    QTest::addColumn<Script>("script");
    QTest::addColumn<QString>("kind");
    QTest::newRow("asks for a password")
        << status("407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"")
        << nameOf(EndKind::ProxyFailed);
    QTest::newRow("is no proxy") << answering("\x05\x00 what?\r\n\r\n")
                                 << nameOf(EndKind::HandshakeTimeout);
    QTest::newRow("hangs up") << Script([](RawPeer &peer) {
        peer.onRequest([](QTcpSocket &socket, const QByteArray &) { RawPeer::fin(socket); });
    }) << nameOf(EndKind::ProxyFailed);
}

void WebSocketTransportFaultsTest::proxyFaults()
{
    QFETCH(Script, script);
    QFETCH(QString, kind);
    RawPeer proxy;
    script(proxy);
    auto endpoint = Endpoint::fromUrl(u"ws://127.0.0.1:9/"_qs).value();
    endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, proxy.port(), {}};

    dial(endpoint);

    endsAs(kind);
}

void WebSocketTransportFaultsTest::proxyTunnels()
{
    RawPeer proxy;
    QByteArray asked;
    proxy.onRequest([&](QTcpSocket &socket, const QByteArray &request) {
        asked += request;
        if (request.startsWith("CONNECT ")) {
            proxy.expectAnotherRequest(socket);
            socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
        } else {
            socket.write(RawPeer::upgradeAnswer(request));
        }
    });
    auto endpoint = Endpoint::fromUrl(u"ws://host.invalid:81/feed"_qs).value();
    endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, proxy.port(),
                      BasicAuth{u"me"_qs, u"pass"_qs}};

    dial(endpoint);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    QVERIFY(asked.startsWith("CONNECT host.invalid:81 HTTP/1.1\r\n"));
    QVERIFY(asked.contains("\r\n\r\nGET /feed HTTP/1.1\r\n"));
}

void WebSocketTransportFaultsTest::gapsOfQtThatWeLiveWith_data()
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

void WebSocketTransportFaultsTest::gapsOfQtThatWeLiveWith()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, delivered);
    RawPeer peer;
    peer.onRequest([&](QTcpSocket &socket, const QByteArray &request) {
        socket.write(RawPeer::upgradeAnswer(request, headers) + frame);
    });

    dial(peer.url());

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts, std::vector<QByteArray>{delivered}, patience);
    QVERIFY(!m_listener.hasEnded());
}

BREAKWATER_TEST(WebSocketTransportFaultsTest)
#include "tst_websockettransport_faults.moc"
