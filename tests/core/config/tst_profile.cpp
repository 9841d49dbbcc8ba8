// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/profile.h>

#include <tests/support/testmain.h>

#include <functional>

using namespace Breakwater;

Q_DECLARE_METATYPE(std::function<void(Breakwater::Profile &)>)

class ProfileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFullProfileIsValid();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
    void secretsInAUrlAreNeverRepeated();
};

namespace {

using Change = std::function<void(Profile &)>;

Profile fullProfile()
{
    return {.name = u"prod \u00e9u"_qs,
            .url = u"wss://feed.example:8443/v1?x=1"_qs,
            .group = u"Feeds"_qs,
            .colour = u"#12aBef"_qs,
            .headers = {{u"X-Trace"_qs, u"on"_qs}},
            .subprotocols = {u"graphql-ws"_qs, u"v2"_qs},
            .auth = Profile::Auth::Basic,
            .user = u"me"_qs,
            .caFile = u"/ca.pem"_qs,
            .certificateFile = u"/c.pem"_qs,
            .keyFile = u"/k.pem"_qs,
            .proxy = u"socks5://proxy:1080"_qs,
            .autoConnect = true,
            .readOnly = true};
}

} // namespace

void ProfileTest::aFullProfileIsValid()
{
    const auto valid = validate(fullProfile());
    QVERIFY2(valid, valid ? "" : qPrintable(valid.error().message));
    QVERIFY(validate({.name = u"a"_qs, .url = u"ws://[::1]:9"_qs}));
    QVERIFY(validate({.name = u"a"_qs, .url = u"ws://a"_qs, .proxy = u"system"_qs}));
    for (const QString &url :
         {u"ws://a"_qs, u"wss://a/stream"_qs, u"http://a"_qs, u"https://a:1"_qs})
        QVERIFY(validate({.name = u"a"_qs, .url = url, .isWatch = true}));
}

void ProfileTest::whatIsWrongIsNamed_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const Change &change, const QString &part) {
        QTest::newRow(name) << change << part;
    };
    const auto header = [](const QString &name, const QString &value) -> Change {
        return [=](Profile &profile) { profile.headers = {{name, value}}; };
    };
    const auto url = [](const QString &text) -> Change {
        return [=](Profile &profile) { profile.url = text; };
    };
    const auto proxy = [](const QString &text) -> Change {
        return [=](Profile &profile) { profile.proxy = text; };
    };
    row(
        "no name", [](Profile &p) { p.name = u" "_qs; }, u"The profile has no name"_qs);
    row(
        "spaces", [](Profile &p) { p.name = u" a"_qs; }, u"spaces at its ends"_qs);
    row(
        "line break", [](Profile &p) { p.name = u"a\nb"_qs; }, u"line breaks"_qs);
    row(
        "of a client", [](Profile &p) { p.name = u"client:1"_qs; }, u"those are for clients"_qs);
    row(
        "of a watched one", [](Profile &p) { p.name = u"watch:a"_qs; }, u"\"watch:\""_qs);
    row(
        "long", [](Profile &p) { p.name = QString(101, u'n'); }, u"more than 100 characters"_qs);
    row("no url", url(QString()), u"has no usable URL; write ws://host/path"_qs);
    row("http", url(u"https://host/"_qs), u"can only be watched; choose to watch"_qs);
    const auto watch = [](const QString &text) -> Change {
        return [=](Profile &profile) {
            profile.isWatch = true;
            profile.url = text;
        };
    };
    row("watch nothing", watch(QString()), u"http://host or https://host to poll"_qs);
    row("watch a file", watch(u"file:///tmp/x"_qs),
        u"has no usable URL; write ws://host/stream"_qs);
    row("watch a user", watch(u"https://me:canary@host/"_qs), u"into the secret store"_qs);
    row("watch a fragment", watch(u"https://host/#a"_qs), u"#fragment"_qs);
    row("poll a subprotocol", watch(u"https://host/"_qs), u"which has no subprotocols"_qs);
    row("no host", url(u"ws:///path"_qs), u"has no usable URL"_qs);
    row("space", url(u"ws://ho st/"_qs), u"has no usable URL"_qs);
    row("bad port", url(u"ws://host:99999/"_qs), u"has no usable URL"_qs);
    row("fragment", url(u"ws://host/#a"_qs), u"#fragment"_qs);
    row("password", url(u"ws://me:canary@host/"_qs), u"into the secret store"_qs);
    row("user", url(u"ws://me@host/"_qs), u"into the secret store"_qs);
    row("empty user", url(u"ws://@host/"_qs), u"into the secret store"_qs);
    row("token", header(u"authorization"_qs, u"canary"_qs), u"holds a secret"_qs);
    row("cookie", header(u"COOKIE"_qs, u"canary"_qs), u"holds a secret"_qs);
    row("proxy token", header(u"Proxy-Authorization"_qs, u"canary"_qs), u"holds a secret"_qs);
    row("owned", header(u"Sec-WebSocket-Key"_qs, u"x"_qs), u"handshake sets itself"_qs);
    row("host", header(u"Host"_qs, u"x"_qs), u"handshake sets itself"_qs);
    row("no header name", header(QString(), u"x"_qs), u"which HTTP does not allow"_qs);
    row("header name", header(u"X Y"_qs, u"x"_qs), u"\"X Y\", which HTTP does not allow"_qs);
    row("header split", header(u"X"_qs, u"a\r\nCookie: canary"_qs), u"line break"_qs);
    row(
        "subprotocol", [](Profile &p) { p.subprotocols = {u"a,b"_qs}; }, u"subprotocol"_qs);
    row(
        "twice",
        [](Profile &p) {
            p.subprotocols = {u"a"_qs, u"a"_qs};
        },
        u"a twice"_qs);
    row(
        "nobody", [](Profile &p) { p.user.clear(); }, u"without a `user`"_qs);
    row(
        "colon", [](Profile &p) { p.user = u"a:canary"_qs; }, u"colon"_qs);
    row(
        "no key", [](Profile &p) { p.keyFile.clear(); }, u"both a certificate file and a key"_qs);
    row(
        "no certificate", [](Profile &p) { p.certificateFile.clear(); }, u"both a certificate"_qs);
    row(
        "colour", [](Profile &p) { p.colour = u"red"_qs; }, u"write #rrggbb"_qs);
    row("proxy kind", proxy(u"ftp://proxy:1"_qs), u"no usable proxy"_qs);
    row("proxy port", proxy(u"http://proxy"_qs), u"no usable proxy"_qs);
    row("proxy secret", proxy(u"http://me:canary@proxy:1"_qs), u"a profile holds no secrets"_qs);
}

void ProfileTest::whatIsWrongIsNamed()
{
    QFETCH(Change, change);
    QFETCH(QString, part);
    Profile profile = fullProfile();
    change(profile);

    const auto valid = validate(profile);

    QVERIFY(!valid);
    QCOMPARE(valid.error().kind, ErrorKind::BadArgument);
    const QString message = valid.error().message;
    QVERIFY2(message.contains(part), qPrintable(message));
    QVERIFY2(!message.contains(u"canary"_qs), qPrintable(message));
    QVERIFY(message.endsWith(u'.') && !message.contains(u'\n'));
}

void ProfileTest::secretsInAUrlAreNeverRepeated()
{
    const auto valid = validate({.name = u"a"_qs, .url = u"ws://me:canary@ho st/?t=canary"_qs});

    QVERIFY(!valid);
    QVERIFY(!valid.error().message.contains(u"canary"_qs));
}

BREAKWATER_TEST(ProfileTest)
#include "tst_profile.moc"
