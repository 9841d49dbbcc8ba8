// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/websockettransport.h>

#include <core/base/realtimesystem.h>

#include <tests/support/loopbackserver.h>
#include <tests/support/rawpeer.h>
#include <tests/support/recordinglistener.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace std::chrono_literals;

namespace {

constexpr int patience = 10'000; // milliseconds; an upper bound, never waited for when all is well

Endpoint endpointFor(const QString &url)
{
    return Endpoint::fromUrl(url).value();
}

} // namespace

class WebSocketTransportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void echoesTextAndBinary();
    void textLongerThanQtsOutgoingFrameKeepsItsCharacters();
    void textThatIsNotUtf8IsNotTaken();
    void pongCarriesThePayload();
    void nothingIsSentBeforeItIsOpen();
    void headersAuthAndSubprotocolReachTheServer();
    void basicAuthComesFromTheUrl();
    void noExtensionIsOffered();
    void emptyPathIsAskedForAsSlash();
    void closesWithOurCodeAndEndsOnce();
    void messagesUnderWayAtCloseStillArrive();
    void theCloseFrameIsSentOnce();
    void closeBeforeOpenGivesUpQuietly();
    void abortSaysNothing();
    void mayBeDestroyedFromEveryCall_data();
    void mayBeDestroyedFromEveryCall();
    void backlogShrinksAndSaysSo();
    void nothingRunsAfterTheEnd();
    void tlsTrustsTheOwnAuthorityOnly();
    void tlsShowsTheClientCertificate();
    void tlsBacklogCountsEncryptedBytes();
    void tlsFilesThatCannotBeUsedAreNamed_data();
    void tlsFilesThatCannotBeUsedAreNamed();

private:
    std::unique_ptr<Transport> transportTo(const Endpoint &endpoint)
    {
        return WebSocketTransportFactory(m_config, m_time).create(endpoint, m_listener);
    }

    RealTimeSystem m_time;
    StabilityConfig m_config;
    RecordingListener m_listener;
    TestCertificates m_certificates;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_certificates.error().isEmpty(), qPrintable(m_certificates.error()));
    }
    void init()
    {
        m_config = {};
        m_listener = {};
    }
};

void WebSocketTransportTest::echoesTextAndBinary()
{
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));

    transport->open();
    QVERIFY(m_listener.opened.empty()); // never from within open()
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    QVERIFY(transport->isOpen());
    QVERIFY(transport->sendText("gr\xc3\xbc\xc3\x9f"));
    QVERIFY(transport->sendBinary(QByteArray(70'000, '\0')));
    QVERIFY(transport->sendText({}));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), 2u, patience);
    QCOMPARE(m_listener.texts.front(), QByteArray("gr\xc3\xbc\xc3\x9f"));
    QCOMPARE(m_listener.texts.back(), QByteArray());
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.binaries.size(), 1u, patience);
    QCOMPARE(m_listener.binaries.front(), QByteArray(70'000, '\0'));
    QVERIFY(!m_listener.hasEnded());
}

void WebSocketTransportTest::textLongerThanQtsOutgoingFrameKeepsItsCharacters()
{
    m_config.limits.messageBytes = 4 * 1024 * 1024;
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    // Three bytes each, and one in front: 512 KiB falls inside a character.
    const QByteArray text = "a" + QByteArray("\xe2\x82\xac").repeated(400'000);

    QVERIFY(transport->sendText(text));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), 1u, patience);
    QCOMPARE(m_listener.texts.front().size(), text.size());
    QVERIFY(m_listener.texts.front() == text);
}

void WebSocketTransportTest::textThatIsNotUtf8IsNotTaken()
{
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    QVERIFY(!transport->sendText("\xff\xfe"));
    QVERIFY(transport->sendText("after"));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), 1u, patience);
    QCOMPARE(m_listener.texts.front(), QByteArray("after"));
}

void WebSocketTransportTest::pongCarriesThePayload()
{
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    const QByteArray longest(125, 'p');

    transport->ping(QByteArray("\0\1nonce", 7));
    transport->ping(longest);

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.pongs.size(), 2u, patience);
    QCOMPARE(m_listener.pongs, (std::vector<QByteArray>{QByteArray("\0\1nonce", 7), longest}));
}

void WebSocketTransportTest::nothingIsSentBeforeItIsOpen()
{
    RawPeer peer;
    QByteArray request;
    peer.onRequest([&](QTcpSocket &socket, const QByteArray &asked) {
        request = asked;
        socket.write(RawPeer::upgradeAnswer(asked));
    });
    const auto transport = transportTo(endpointFor(peer.url()));

    transport->open();
    transport->ping("too early");
    QVERIFY(!transport->sendText("too early"));
    QVERIFY(!transport->sendBinary("too early"));
    QVERIFY(!transport->isOpen());

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    QVERIFY(request.startsWith("GET / HTTP/1.1\r\n"));
    QVERIFY(peer.received().isEmpty());
}

void WebSocketTransportTest::headersAuthAndSubprotocolReachTheServer()
{
    LoopbackServer server(
        {.subprotocols = {QStringLiteral("v2.example"), QStringLiteral("v1.example")}});
    Endpoint endpoint = endpointFor(server.url(QStringLiteral("/feed?x=1")));
    QVERIFY(endpoint.addHeader("X-Trace", "abc def"));
    QVERIFY(endpoint.addHeader("Origin", "https://app.example"));
    QVERIFY(endpoint.addSubprotocol(QStringLiteral("v1.example")));
    endpoint.bearerToken = "s3cret";

    const auto transport = transportTo(endpoint);
    transport->open();

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    QCOMPARE(m_listener.opened.front(), QStringLiteral("v1.example"));
    const QNetworkRequest &seen = server.requests().front();
    QCOMPARE(seen.rawHeader("X-Trace"), QByteArray("abc def"));
    QCOMPARE(seen.rawHeader("Origin"), QByteArray("https://app.example"));
    QCOMPARE(seen.rawHeader("Authorization"), QByteArray("Bearer s3cret"));
    QCOMPARE(seen.url().path(), QStringLiteral("/feed"));
    QCOMPARE(seen.url().query(), QStringLiteral("x=1"));
}

void WebSocketTransportTest::basicAuthComesFromTheUrl()
{
    LoopbackServer server;
    QUrl url(server.url());
    url.setUserInfo(QStringLiteral("me:p%40ss"));

    const auto transport = transportTo(endpointFor(url.toString(QUrl::FullyEncoded)));
    transport->open();

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    QCOMPARE(server.requests().front().rawHeader("Authorization"),
             "Basic " + QByteArray("me:p@ss").toBase64());
}

void WebSocketTransportTest::noExtensionIsOffered()
{
    RawPeer peer;
    QByteArray request;
    peer.onRequest([&](QTcpSocket &, const QByteArray &asked) { request = asked; });
    const auto transport = transportTo(endpointFor(peer.url()));
    transport->open();

    QTRY_VERIFY_WITH_TIMEOUT(!request.isEmpty(), patience);
    QVERIFY(!request.toLower().contains("sec-websocket-extensions"));
}

void WebSocketTransportTest::emptyPathIsAskedForAsSlash()
{
    RawPeer peer;
    QByteArray request;
    peer.onRequest([&](QTcpSocket &, const QByteArray &asked) { request = asked; });
    const auto transport
        = transportTo(endpointFor(QStringLiteral("ws://127.0.0.1:%1?x=1").arg(peer.port())));
    transport->open();

    QTRY_VERIFY_WITH_TIMEOUT(!request.isEmpty(), patience);
    QVERIFY2(request.startsWith("GET /?x=1 HTTP/1.1\r\n"), request.constData());
}

void WebSocketTransportTest::closesWithOurCodeAndEndsOnce()
{
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    transport->close(1001, QStringLiteral("shutting down"));
    transport->close(1000, QStringLiteral("again"));
    QVERIFY(!transport->isOpen());
    QVERIFY(!transport->sendText("too late"));
    QVERIFY(!m_listener.hasEnded());

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::WantedClose));
    QTRY_COMPARE_WITH_TIMEOUT(server.closeCodes(), std::vector<int>{1001}, patience);
    QVERIFY(server.texts().empty());
}

void WebSocketTransportTest::messagesUnderWayAtCloseStillArrive()
{
    // Peers keep sending until they have read our Close; QWebSocket::close() would lose all that.
    RawPeer peer;
    QTcpSocket *server = nullptr;
    peer.upgradeThen([&](QTcpSocket &socket) { server = &socket; });
    const auto transport = transportTo(endpointFor(peer.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    transport->close(1000, {});
    QTRY_VERIFY_WITH_TIMEOUT(!peer.received().isEmpty(), patience);
    server->write(RawPeer::frame(0x81, "last words"));
    server->write(RawPeer::closeFrame(1000));

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::WantedClose));
    QCOMPARE(m_listener.texts, std::vector<QByteArray>{"last words"});
}

void WebSocketTransportTest::theCloseFrameIsSentOnce()
{
    RawPeer peer;
    QTcpSocket *server = nullptr;
    bool isGone = false;
    peer.upgradeThen([&](QTcpSocket &socket) {
        server = &socket;
        connect(&socket, &QTcpSocket::disconnected, this, [&] { isGone = true; });
    });
    const auto transport = transportTo(endpointFor(peer.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    transport->close(1000, QString(200, QChar(0x20ac))); // too long, to be cut between characters
    QTRY_VERIFY_WITH_TIMEOUT(!peer.received().isEmpty(), patience);
    server->write(RawPeer::closeFrame(1000));
    QTRY_VERIFY_WITH_TIMEOUT(isGone, patience);

    const QByteArray frame = peer.received();
    const int payload = static_cast<unsigned char>(frame.at(1)) & 0x7f;
    QCOMPARE(frame.at(0), '\x88');
    QCOMPARE(payload, 2 + 41 * 3);
    QCOMPARE(frame.size(), 2 + 4 + payload);
}

void WebSocketTransportTest::closeBeforeOpenGivesUpQuietly()
{
    RawPeer peer;
    const auto transport = transportTo(endpointFor(peer.url()));
    transport->open();
    transport->close(1000, {});
    QVERIFY(!m_listener.hasEnded());

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::WantedClose));
    QVERIFY(m_listener.opened.empty());

    const auto neverOpened = transportTo(endpointFor(peer.url()));
    neverOpened->close(1000, {});
    QCoreApplication::processEvents();
    QCOMPARE(m_listener.ends.size(), 1u);
}

void WebSocketTransportTest::abortSaysNothing()
{
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    transport->sendText("on its way");

    transport->close(1000, {});
    transport->abort();

    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 0, patience);
    QCoreApplication::processEvents();
    QVERIFY(!m_listener.hasEnded());
    QVERIFY(!transport->isOpen());
    QCOMPARE(transport->backlogBytes(), 0);
}

void WebSocketTransportTest::mayBeDestroyedFromEveryCall_data()
{
    QTest::addColumn<bool>("tls");
    QTest::addColumn<QString>("call");
    for (const bool tls : {false, true}) {
        for (const char *call : {"opened", "text", "binary", "pong", "ended"})
            QTest::addRow("%s, %s", tls ? "wss" : "ws", call) << tls << QString::fromLatin1(call);
    }
}

void WebSocketTransportTest::mayBeDestroyedFromEveryCall()
{
    QFETCH(bool, tls);
    QFETCH(QString, call);
    LoopbackServer::Options options;
    if (tls) {
        options.certificateFile = m_certificates.server().certificateFile;
        options.keyFile = m_certificates.server().keyFile;
    }
    LoopbackServer server(options);
    Endpoint endpoint = endpointFor(server.url());
    endpoint.tls.caFile = m_certificates.caFile();
    auto transport = transportTo(endpoint);
    const auto destroyOn
        = [&](const char *name, std::function<void()> &hook, std::function<void()> otherwise) {
              hook = [&transport, destroys = call == QLatin1String(name),
                      otherwise = std::move(otherwise)] {
                  if (destroys)
                      transport.reset();
                  else if (otherwise)
                      otherwise();
              };
          };
    destroyOn("opened", m_listener.onOpened, [&] {
        transport->sendText("one");
        transport->sendText("two");
    });
    destroyOn("text", m_listener.onText, [&] { transport->sendBinary("three"); });
    destroyOn("binary", m_listener.onBinary, [&] { transport->ping("four"); });
    destroyOn("pong", m_listener.onPong, [&] { transport->close(1000, {}); });
    destroyOn("ended", m_listener.onEnded, {});

    transport->open();

    QTRY_VERIFY_WITH_TIMEOUT(!transport, patience);
    const auto textsThen = m_listener.texts.size();
    QTRY_COMPARE_WITH_TIMEOUT(server.connectionCount(), 0, patience);
    QCOMPARE(m_listener.texts.size(), textsThen);
    QCOMPARE(m_listener.hasEnded(), call == QLatin1String("ended"));
}

void WebSocketTransportTest::backlogShrinksAndSaysSo()
{
    LoopbackServer server({.echo = false});
    m_config.limits.sendBufferBytes = 64 * 1024 * 1024;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    const int drainedBefore = m_listener.drained;

    QVERIFY(transport->sendBinary(QByteArray(5'000'000, 'x')));
    QVERIFY(transport->backlogBytes() >= 5'000'000);

    QTRY_COMPARE_WITH_TIMEOUT(transport->backlogBytes(), 0, patience);
    QVERIFY(m_listener.drained > drainedBefore);
    QTRY_COMPARE_WITH_TIMEOUT(server.binaries().size(), 1u, patience);
    QVERIFY(transport->isOpen());
}

void WebSocketTransportTest::nothingRunsAfterTheEnd()
{
    LoopbackServer server;
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    server.disconnectAll();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);

    transport->open();
    transport->close(1000, {});
    transport->ping("late");
    QVERIFY(!transport->sendText("late"));
    QCoreApplication::processEvents();

    QCOMPARE(m_listener.ends.size(), 1u);
    QCOMPARE(m_listener.opened.size(), 1u);
    QCOMPARE(server.acceptedCount(), 1);
}

void WebSocketTransportTest::tlsTrustsTheOwnAuthorityOnly()
{
    LoopbackServer server({.certificateFile = m_certificates.server().certificateFile,
                           .keyFile = m_certificates.server().keyFile});
    Endpoint endpoint = endpointFor(server.url()); // an IP address in the certificate
    endpoint.tls.caFile = m_certificates.caFile();
    auto transport = transportTo(endpoint);
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    transport->sendText("secret");
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.texts.size(), 1u, patience);

    endpoint.tls.caFile = m_certificates.otherCaFile();
    transport = transportTo(endpoint);
    transport->open();

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::TlsFailed));
    QCOMPARE(m_listener.opened.size(), 1u);
}

void WebSocketTransportTest::tlsShowsTheClientCertificate()
{
    LoopbackServer server({.certificateFile = m_certificates.server().certificateFile,
                           .keyFile = m_certificates.server().keyFile,
                           .clientCaFile = m_certificates.caFile()});
    Endpoint endpoint = endpointFor(server.url());
    endpoint.tls.caFile = m_certificates.caFile();
    auto transport = transportTo(endpoint);
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    // Qt's server hangs up without an alert; one that says why is among the faults.
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::ConnectFailed));
    QVERIFY(m_listener.opened.empty());

    endpoint.tls.certificateFile = m_certificates.client().certificateFile;
    endpoint.tls.keyFile = m_certificates.client().keyFile;
    transport = transportTo(endpoint);
    transport->open();

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
}

void WebSocketTransportTest::tlsBacklogCountsEncryptedBytes()
{
    LoopbackServer server({.echo = false,
                           .certificateFile = m_certificates.server().certificateFile,
                           .keyFile = m_certificates.server().keyFile});
    m_config.limits.sendBufferBytes = 64 * 1024 * 1024;
    Endpoint endpoint = endpointFor(server.url());
    endpoint.tls.caFile = m_certificates.caFile();
    const auto transport = transportTo(endpoint);
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);
    std::int64_t seen = 0;
    bool wasEncrypted = false;

    QVERIFY(transport->sendBinary(QByteArray(30'000'000, 'x')));
    // Encrypting empties QWebSocket's own count at once; ours must go down in steps.
    QTRY_VERIFY_WITH_TIMEOUT((seen = transport->backlogBytes(),
                              wasEncrypted |= seen > 0 && seen < 30'000'000, seen == 0),
                             patience);

    QVERIFY(wasEncrypted);
}

void WebSocketTransportTest::tlsFilesThatCannotBeUsedAreNamed_data()
{
    QTest::addColumn<QString>("ca");
    QTest::addColumn<QString>("certificate");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("named");
    const QString missing = m_certificates.path(QStringLiteral("missing.pem"));
    const auto client = m_certificates.client();
    QTest::newRow("no such authority") << missing << QString() << QString() << missing;
    QTest::newRow("authority is a key")
        << client.keyFile << QString() << QString() << client.keyFile;
    QTest::newRow("no such key") << QString() << client.certificateFile << missing << missing;
    QTest::newRow("key is a certificate")
        << QString() << client.certificateFile << client.certificateFile << client.certificateFile;
    QTest::newRow("certificate alone")
        << QString() << client.certificateFile << QString() << QStringLiteral("together");
}

void WebSocketTransportTest::tlsFilesThatCannotBeUsedAreNamed()
{
    QFETCH(QString, ca);
    QFETCH(QString, certificate);
    QFETCH(QString, key);
    QFETCH(QString, named);
    RawPeer peer;
    Endpoint endpoint = endpointFor(peer.url(QStringLiteral("wss")));
    const auto given
        = [](const QString &file) { return file.isEmpty() ? std::nullopt : std::optional(file); };
    endpoint.tls = {given(ca), given(certificate), given(key)};
    const auto transport = transportTo(endpoint);

    transport->open();
    QVERIFY(!m_listener.hasEnded());

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.ends.size(), 1u, patience);
    QCOMPARE(m_listener.endKind(), nameOf(EndKind::TlsConfiguration));
    QVERIFY2(m_listener.ends[0].detail.contains(named), qPrintable(m_listener.ends[0].detail));
    QCOMPARE(peer.connectionCount(), 0);
}

BREAKWATER_TEST(WebSocketTransportTest)
#include "tst_websockettransport.moc"
