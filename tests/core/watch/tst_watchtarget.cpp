// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/watchtarget.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class WatchTargetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsHowFromTheScheme_data();
    void knowsHowFromTheScheme();
    void offersTheSubprotocolToStreamsOnly();
    void isCalledAfterItsUrlUnlessNamed();
    void credentialsAreTakenOutOfTheUrl();
    void refusesInOneSentence_data();
    void refusesInOneSentence();
};

void WatchTargetTest::knowsHowFromTheScheme_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("url");

    QTest::newRow("ws") << u"ws://host:9001"_qs << u"stream"_qs << u"ws://host:9001/stream"_qs;
    QTest::newRow("wss") << u" WSS://host "_qs << u"stream"_qs << u"wss://host/stream"_qs;
    QTest::newRow("root") << u"ws://host/"_qs << u"stream"_qs << u"ws://host/"_qs;
    QTest::newRow("path") << u"ws://host/feed"_qs << u"stream"_qs << u"ws://host/feed"_qs;
    QTest::newRow("query") << u"ws://host?k=v"_qs << u"stream"_qs << u"ws://host/stream?k=v"_qs;
    QTest::newRow("IPv6") << u"ws://[::1]:9001"_qs << u"stream"_qs << u"ws://[::1]:9001/stream"_qs;
    QTest::newRow("http") << u"http://host:8081"_qs << u"poll"_qs
                          << u"http://host:8081/health/websocket"_qs;
    QTest::newRow("http /") << u"HTTP://host/"_qs << u"poll"_qs
                            << u"http://host/health/websocket"_qs;
    QTest::newRow("https") << u"https://host/h?verbose"_qs << u"poll"_qs
                           << u"https://host/h?verbose"_qs;
}

void WatchTargetTest::knowsHowFromTheScheme()
{
    QFETCH(QString, text);
    QFETCH(QString, kind);
    QFETCH(QString, url);

    const auto target = WatchTarget::fromUrl(text);

    QVERIFY2(target, qPrintable(target ? QString() : target.error().message));
    QCOMPARE(QString(toString(target->kind)), kind);
    QCOMPARE(target->endpoint.url.toString(), url);
}

void WatchTargetTest::offersTheSubprotocolToStreamsOnly()
{
    QCOMPARE(WatchTarget::fromUrl(u"ws://host"_qs)->endpoint.subprotocols,
             QStringList{u"breakwater.metrics.v1"_qs});
    QVERIFY(WatchTarget::fromUrl(u"http://host"_qs)->endpoint.subprotocols.isEmpty());
}

void WatchTargetTest::isCalledAfterItsUrlUnlessNamed()
{
    const auto unnamed = WatchTarget::fromUrl(u"ws://host:9001?token=canary-7f3a"_qs);
    QCOMPARE(unnamed->name, u"host:9001/stream"_qs);
    QCOMPARE(unnamed->id.value, u"watch:host:9001/stream"_qs);

    const auto named = WatchTarget::fromUrl(u"http://host"_qs, u"  night\nshift "_qs);
    QCOMPARE(named->name, u"night\ufffdshift"_qs);
    QCOMPARE(named->id.value, u"watch:night\ufffdshift"_qs);
}

void WatchTargetTest::credentialsAreTakenOutOfTheUrl()
{
    for (const auto &text : {u"ws://ann:canary-7f3a@host"_qs, u"https://ann:canary-7f3a@host"_qs}) {
        const auto target = WatchTarget::fromUrl(text);
        QVERIFY(target);
        QVERIFY(target->endpoint.basicAuth);
        QCOMPARE(target->endpoint.basicAuth->user, u"ann"_qs);
        QCOMPARE(target->endpoint.basicAuth->password, u"canary-7f3a"_qs);
        QVERIFY(!target->endpoint.url.toString().contains(u"canary"_qs));
        QVERIFY(!target->name.contains(u"canary"_qs));
        QVERIFY(!target->endpoint.shownUrl().contains(u"canary"_qs));
    }
}

void WatchTargetTest::refusesInOneSentence_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("sentence");

    const QString scheme
        = u"it must begin with ws:// or wss:// (a metrics stream), or with http:// or https:// (a "
          "health page), for example wss://example.org/stream."_qs;
    QTest::newRow("empty") << u""_qs << u"'' cannot be watched: "_qs + scheme;
    QTest::newRow("no scheme") << u"host:80/x?token=canary"_qs
                               << u"'host:80/x' cannot be watched: "_qs + scheme;
    QTest::newRow("ftp") << u"ftp://ann:canary@host/"_qs
                         << u"'\u2026' cannot be watched: "_qs + scheme;
    QTest::newRow("no host") << u"http:///x"_qs
                             << u"'http:///x' cannot be watched: the host is missing, for example "
                                "https://example.org/health/websocket."_qs;
    QTest::newRow("port") << u"https://ann:canary@host:99999/"_qs
                          << u"'https://host:99999/' cannot be watched: the port must be a number "
                             "from 1 to 65535."_qs;
    QTest::newRow("fragment") << u"ws://host/#canary"_qs
                              << u"'ws://host/#\u2026' cannot be watched: its address has no part "
                                 "behind '#'; write %23 if you mean the sign."_qs;
    QTest::newRow("space") << u"http://host/a b"_qs
                           << u"'http://host/a b' cannot be watched: it contains a space or a "
                              "control character; write a space as %20."_qs;
}

void WatchTargetTest::refusesInOneSentence()
{
    QFETCH(QString, text);
    QFETCH(QString, sentence);

    const auto target = WatchTarget::fromUrl(text);

    QVERIFY(!target);
    QCOMPARE(target.error().message, sentence);
    QVERIFY(!target.error().message.contains(u"canary"_qs));
}

BREAKWATER_TEST(WatchTargetTest)

#include "tst_watchtarget.moc"
