// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/net/transportfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/rawpeer.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;

class WebSocketTransportTest : public QObject, private TransportFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_certificates.error().isEmpty(), qPrintable(m_certificates.error()));
    }
    void init() { reset(); }

    void echoesTextAndBinary();
    void textLongerThanQtsOutgoingFrameKeepsItsCharacters();
    void textThatIsNotUtf8IsNotTaken();
    void pongCarriesThePayload();
    void nothingIsSentBeforeItIsOpen();
    void headersAuthAndSubprotocolReachTheServer();
    void basicAuthComesFromTheUrl();
    void noExtensionIsOffered();
    void emptyPathIsAskedForAsSlash();
    void mayBeDestroyedFromEveryCall_data();
    void mayBeDestroyedFromEveryCall();
    void backlogShrinksAndSaysSo();
    void aGroupIsBacklogUntilItLeavesAndArrivesInOrder();

private:
    TestCertificates m_certificates;
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

void WebSocketTransportTest::aGroupIsBacklogUntilItLeavesAndArrivesInOrder()
{
    LoopbackServer server({.echo = false});
    const auto transport = transportTo(endpointFor(server.url()));
    transport->open();
    QTRY_COMPARE_WITH_TIMEOUT(m_listener.opened.size(), 1u, patience);

    std::vector<QByteArray> sent;
    const auto send = [&](const QByteArray &payload) {
        QVERIFY(transport->sendBinary(payload));
        sent.push_back(payload);
    };
    Transport::Group::Room room;
    {
        Transport::Group group(*transport, room);
        send("first");
        QVERIFY(transport->backlogBytes() > 0);
        group.pushOut();
        QCOMPARE(transport->backlogBytes(), 0); // the kernel has it
        for (int i = 0; i < 5000; ++i)
            send(QByteArray::number(i));
        send(QByteArray(100'000, 'x'));
        QVERIFY(transport->backlogBytes() > 100'000);
        send("last");
    }
    transport->ping("behind");

    QTRY_COMPARE_WITH_TIMEOUT(m_listener.pongs.size(), 1u, patience);
    QCOMPARE(server.binaries(), sent);
    QCOMPARE(transport->backlogBytes(), 0);
}

BREAKWATER_TEST(WebSocketTransportTest)
#include "tst_websockettransport.moc"
