// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/endpoint.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

class EndpointTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodAddressesAreNormalised_data();
    void goodAddressesAreNormalised();
    void badAddressesAreExplained_data();
    void badAddressesAreExplained();
    void explanationsKeepSecrets_data();
    void explanationsKeepSecrets();
    void userInfoBecomesBasicAuth();
    void headersThatCannotBeSentAreRefused_data();
    void headersThatCannotBeSentAreRefused();
    void headersAreKeptInOrder();
    void subprotocolsAreTokensAndUnique();
    void shownUrlHasNoSecrets();
    void plaintextToRemoteIsNoticed_data();
    void plaintextToRemoteIsNoticed();
};

void EndpointTest::goodAddressesAreNormalised_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    QTest::newRow("plain") << u"ws://host/a/b"_qs << u"ws://host/a/b"_qs;
    QTest::newRow("no path") << u"wss://host"_qs << u"wss://host/"_qs;
    QTest::newRow("no path, query") << u"ws://host?x=1"_qs << u"ws://host/?x=1"_qs;
    QTest::newRow("pasted with blanks") << u"  ws://host:80/ \n"_qs << u"ws://host:80/"_qs;
    QTest::newRow("capitals") << u"WSS://HOST/Path"_qs << u"wss://host/Path"_qs;
    QTest::newRow("ipv6") << u"ws://[::1]:9000/"_qs << u"ws://[::1]:9000/"_qs;
    QTest::newRow("ipv6 without port") << u"ws://[::1]"_qs << u"ws://[::1]/"_qs;
    QTest::newRow("highest port") << u"ws://h:65535/"_qs << u"ws://h:65535/"_qs;
    QTest::newRow("question in query") << u"ws://h/?a=b?c"_qs << u"ws://h/?a=b?c"_qs;
    QTest::newRow("at in path") << u"ws://h/a@b:c"_qs << u"ws://h/a@b:c"_qs;
}

void EndpointTest::goodAddressesAreNormalised()
{
    QFETCH(QString, text);
    QFETCH(QString, url);

    const auto endpoint = Endpoint::fromUrl(text);

    QVERIFY2(endpoint.has_value(), endpoint ? "" : qPrintable(endpoint.error().message));
    QCOMPARE(endpoint->url.toString(QUrl::FullyEncoded), url);
    QVERIFY(!endpoint->basicAuth);
}

void EndpointTest::badAddressesAreExplained_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");
    const QString scheme
        = u"it must begin with ws:// or wss://, for example wss://example.org/feed."_qs;
    const QString port = u"the port must be a number from 1 to 65535."_qs;
    const QString host = u"the host is missing, for example wss://example.org/feed."_qs;
    const QString blank = u"it contains a space or a control character; write a space as %20."_qs;
    QTest::newRow("misspelt") << u"htp://x"_qs << scheme;
    QTest::newRow("http") << u"https://example.org"_qs << scheme;
    QTest::newRow("no scheme") << u"example.org:80"_qs << scheme;
    QTest::newRow("one slash") << u"ws:/example.org"_qs << scheme;
    QTest::newRow("empty") << QString()
                           << u"it is empty; write for example wss://example.org/feed."_qs;
    QTest::newRow("blanks") << u"  "_qs
                            << u"it is empty; write for example wss://example.org/feed."_qs;
    QTest::newRow("no host") << u"ws://"_qs << host;
    QTest::newRow("no host, path") << u"ws:///feed"_qs << host;
    QTest::newRow("no host, port") << u"ws://:80/"_qs << host;
    QTest::newRow("no host, user") << u"ws://me@/"_qs << host;
    QTest::newRow("port 0") << u"ws://h:0/"_qs << port;
    QTest::newRow("port 65536") << u"ws://h:65536/"_qs << port;
    QTest::newRow("port 99999999999") << u"ws://h:99999999999"_qs << port;
    QTest::newRow("port words") << u"ws://h:http/"_qs << port;
    QTest::newRow("port missing") << u"ws://h:/"_qs << port;
    QTest::newRow("port signed") << u"ws://h:+80/"_qs << port;
    QTest::newRow("ipv6 port") << u"ws://[::1]:70000/"_qs << port;
    QTest::newRow("fragment")
        << u"ws://h/#top"_qs
        << u"a WebSocket address has no part behind '#'; write %23 if you mean the sign."_qs;
    QTest::newRow("space") << u"ws://h/a b"_qs << blank;
    QTest::newRow("line break") << u"ws://h/a\r\nX: y"_qs << blank;
    QTest::newRow("bad host") << u"ws://[zz]/"_qs << u"the host name cannot be used."_qs;
}

void EndpointTest::badAddressesAreExplained()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);

    const auto endpoint = Endpoint::fromUrl(text);

    QVERIFY(!endpoint);
    QCOMPARE(endpoint.error().kind, ErrorKind::BadArgument);
    QVERIFY2(endpoint.error().message.endsWith(u"is not a WebSocket address: "_qs + sentence),
             qPrintable(endpoint.error().message));
}

void EndpointTest::explanationsKeepSecrets_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("password") << u"http://me:canary@host/"_qs;
    QTest::newRow("password, no host") << u"ws://me:canary@/"_qs;
    QTest::newRow("query") << u"http://host/?token=canary"_qs;
    QTest::newRow("fragment") << u"ws://host/#canary"_qs;
    QTest::newRow("bad port") << u"ws://me:canary@host:0/?t=canary"_qs;
}

void EndpointTest::explanationsKeepSecrets()
{
    QFETCH(QString, text);

    const auto endpoint = Endpoint::fromUrl(text);

    QVERIFY(!endpoint);
    QVERIFY2(!endpoint.error().message.contains(u"canary"), qPrintable(endpoint.error().message));
}

void EndpointTest::userInfoBecomesBasicAuth()
{
    const auto endpoint = Endpoint::fromUrl(u"wss://me%20too:p%3Ass@host/"_qs);

    QVERIFY(endpoint.has_value());
    QVERIFY(endpoint->basicAuth.has_value());
    QCOMPARE(endpoint->basicAuth->user, u"me too"_qs);
    QCOMPARE(endpoint->basicAuth->password, u"p:ss"_qs);
    QCOMPARE(endpoint->url.toString(), u"wss://host/"_qs);
    QVERIFY(!Endpoint::fromUrl(u"wss://a%3Ab:c@host/"_qs)); // Basic has no way to say this
}

void EndpointTest::headersThatCannotBeSentAreRefused_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("empty name") << QByteArray() << QByteArray("v");
    QTest::newRow("blank in name") << QByteArray("X Y") << QByteArray("v");
    QTest::newRow("colon in name") << QByteArray("X:") << QByteArray("v");
    QTest::newRow("name injects") << QByteArray("X\r\nY") << QByteArray("v");
    QTest::newRow("value injects") << QByteArray("X") << QByteArray("a\r\nHost: evil");
    QTest::newRow("lone LF") << QByteArray("X") << QByteArray("a\nb");
    QTest::newRow("NUL") << QByteArray("X") << QByteArray("a\0b", 3);
    for (const char *owned : {"Host", "connection", "UPGRADE", "Sec-WebSocket-Key",
                              "sec-websocket-protocol", "Content-Length", "Transfer-Encoding"})
        QTest::newRow(owned) << QByteArray(owned) << QByteArray("v");
    QTest::newRow("twice") << QByteArray("oRIGIN") << QByteArray("https://b.example");
}

void EndpointTest::headersThatCannotBeSentAreRefused()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    auto endpoint = Endpoint::fromUrl(u"ws://host/"_qs).value();
    QVERIFY(endpoint.addHeader("Origin", "https://a.example"));

    const auto added = endpoint.addHeader(name, value);

    QVERIFY(!added);
    QVERIFY(added.error().message.startsWith(u"The header '"));
    QVERIFY(!added.error().message.contains(u'\n'));
    QCOMPARE(endpoint.headers.size(), 1u);
}

void EndpointTest::headersAreKeptInOrder()
{
    auto endpoint = Endpoint::fromUrl(u"ws://host/"_qs).value();

    QVERIFY(endpoint.addHeader("Origin", "https://a.example"));
    QVERIFY(endpoint.addHeader("Cookie", " a=1; b=2 "));
    QVERIFY(endpoint.addHeader("X-Empty", ""));

    const std::vector<std::pair<QByteArray, QByteArray>> expected{
        {"Origin", "https://a.example"}, {"Cookie", "a=1; b=2"}, {"X-Empty", ""}};
    QVERIFY(endpoint.headers == expected);
}

void EndpointTest::subprotocolsAreTokensAndUnique()
{
    auto endpoint = Endpoint::fromUrl(u"ws://host/"_qs).value();

    QVERIFY(endpoint.addSubprotocol(u"graphql-transport-ws"_qs));
    QVERIFY(endpoint.addSubprotocol(u"v2.example"_qs));
    QVERIFY(!endpoint.addSubprotocol(u"v2.example"_qs));
    QVERIFY(!endpoint.addSubprotocol(u"a, b"_qs));
    QVERIFY(!endpoint.addSubprotocol(u"z\u00fcg"_qs));
    QVERIFY(!endpoint.addSubprotocol(QString()));

    QCOMPARE(endpoint.subprotocols, (QStringList{u"graphql-transport-ws"_qs, u"v2.example"_qs}));
}

void EndpointTest::shownUrlHasNoSecrets()
{
    const auto endpoint = Endpoint::fromUrl(u"wss://me:canary@host/feed?token=canary"_qs).value();

    QCOMPARE(endpoint.shownUrl(), u"wss://host/feed?token=\u2026"_qs);
}

void EndpointTest::plaintextToRemoteIsNoticed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("noticed");
    QTest::newRow("remote") << u"ws://example.org/"_qs << true;
    QTest::newRow("remote address") << u"ws://192.0.2.1/"_qs << true;
    QTest::newRow("looks local") << u"ws://localhost.example.org/"_qs << true;
    QTest::newRow("remote, TLS") << u"wss://example.org/"_qs << false;
    QTest::newRow("localhost") << u"ws://LocalHost:80/"_qs << false;
    QTest::newRow("127.0.0.1") << u"ws://127.0.0.1/"_qs << false;
    QTest::newRow("127.1.2.3") << u"ws://127.1.2.3/"_qs << false;
    QTest::newRow("::1") << u"ws://[::1]:80/"_qs << false;
    QTest::newRow(".localhost") << u"ws://dev.localhost/"_qs << false;
}

void EndpointTest::plaintextToRemoteIsNoticed()
{
    QFETCH(QString, text);
    QFETCH(bool, noticed);

    QCOMPARE(Endpoint::fromUrl(text).value().isPlaintextToRemote(), noticed);
}

BREAKWATER_TEST(EndpointTest)
#include "tst_endpoint.moc"
