// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/accessgate.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class AccessGateTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hosts_data();
    void hosts();
    void allowedHostsMayChangeLive();
    void aForeignWebPageIsRefusedAndAListedOneMayRead();
    void withoutATokenSetNobodyIsAsked();
    void tokens_data();
    void tokens();
    void noRefusalTellsTheToken();
};

void AccessGateTest::hosts_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isOurs");

    QTest::newRow("address") << QByteArray("127.0.0.1:8081") << true;
    QTest::newRow("address of IPv6") << QByteArray("[::1]:8081") << true;
    QTest::newRow("IPv6 without port") << QByteArray("[::1]") << true;
    QTest::newRow("name") << QByteArray("LocalHost") << true;
    QTest::newRow("listened on") << QByteArray("10.0.0.7:8081") << true;
    QTest::newRow("configured") << QByteArray("Monitor.example.org:443") << true;
    QTest::newRow("rebound") << QByteArray("evil.example:8081") << false;
    QTest::newRow("looks like ours") << QByteArray("127.0.0.1.evil.example") << false;
    QTest::newRow("ends like ours") << QByteArray("evil.example/localhost") << false;
    QTest::newRow("two of them, as the library joins them")
        << QByteArray("localhost, evil.example") << false;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("port only") << QByteArray(":8081") << false;
}

void AccessGateTest::hosts()
{
    QFETCH(const QByteArray, host);
    QFETCH(const bool, isOurs);
    const AccessGate gate(
        {.listenHost = u"10.0.0.7"_qs, .allowedHosts = {u"monitor.example.org"_qs}});

    const auto verdict = gate.judge({.host = host});

    QCOMPARE(!verdict.refusal, isOurs);
    if (verdict.refusal)
        QCOMPARE(verdict.refusal->status, 421);
}

void AccessGateTest::allowedHostsMayChangeLive()
{
    AccessGate gate({});
    QVERIFY(gate.judge({.host = "b.example"}).refusal);

    gate.setLists({u"b.example"_qs}, {});

    QVERIFY(!gate.judge({.host = "b.example"}).refusal);
}

void AccessGateTest::aForeignWebPageIsRefusedAndAListedOneMayRead()
{
    const AccessGate gate({.allowedOrigins = {u"https://ops.example.org"_qs}});
    const HttpRequest listed{.host = "localhost", .origin = "https://ops.example.org"};
    const HttpRequest foreign{.host = "localhost", .origin = "https://evil.example"};
    const HttpRequest sandboxed{.host = "localhost", .origin = "null"};

    QVERIFY(!gate.judge(listed).refusal);
    QCOMPARE(gate.corsHeaders(listed).front().first, "Access-Control-Allow-Origin");
    QCOMPARE(gate.corsHeaders(listed).front().second, "https://ops.example.org");
    for (const HttpRequest &other : {foreign, sandboxed}) {
        QCOMPARE(gate.judge(other).refusal->status, 403);
        QVERIFY(gate.corsHeaders(other).empty());
    }
    QVERIFY(gate.corsHeaders({.host = "localhost"}).empty());
}

void AccessGateTest::withoutATokenSetNobodyIsAsked()
{
    const AccessGate gate({});

    QVERIFY(gate.judge({.host = "localhost"}).pass == AccessGate::Pass::Full);
    QVERIFY(gate.judge({.host = "localhost", .authorization = "Bearer x"}).pass
            == AccessGate::Pass::Full);
}

void AccessGateTest::tokens_data()
{
    QTest::addColumn<QByteArray>("authorization");
    QTest::addColumn<QString>("outcome");

    QTest::newRow("right") << QByteArray("Bearer s3cret-s3cret-s3") << u"full"_qs;
    QTest::newRow("scheme in any case") << QByteArray("bearer  s3cret-s3cret-s3") << u"full"_qs;
    QTest::newRow("none") << QByteArray() << u"nothing"_qs;
    QTest::newRow("first byte wrong") << QByteArray("Bearer x3cret-s3cret-s3") << u"refused"_qs;
    QTest::newRow("last byte wrong") << QByteArray("Bearer s3cret-s3cret-s4") << u"refused"_qs;
    QTest::newRow("shorter") << QByteArray("Bearer s3cret-s3cret-s") << u"refused"_qs;
    QTest::newRow("longer") << QByteArray("Bearer s3cret-s3cret-s33") << u"refused"_qs;
    QTest::newRow("empty") << QByteArray("Bearer ") << u"refused"_qs;
    QTest::newRow("bare") << QByteArray("s3cret-s3cret-s3") << u"refused"_qs;
    QTest::newRow("basic") << QByteArray("Basic s3cret-s3cret-s3") << u"refused"_qs;
}

void AccessGateTest::tokens()
{
    QFETCH(const QByteArray, authorization);
    QFETCH(const QString, outcome);
    const AccessGate gate({.token = "s3cret-s3cret-s3"});

    const auto verdict = gate.judge({.host = "localhost", .authorization = authorization});

    const QString got = verdict.refusal          ? u"refused"_qs
        : verdict.pass == AccessGate::Pass::Full ? u"full"_qs
                                                 : u"nothing"_qs;
    QCOMPARE(got, outcome);
    if (verdict.refusal)
        QCOMPARE(verdict.refusal->status, 401);
}

void AccessGateTest::noRefusalTellsTheToken()
{
    const AccessGate gate({.token = "s3cret-s3cret-s3"});

    const auto verdict = gate.judge({.host = "localhost", .authorization = "Bearer guess"});

    const QByteArray bytes = toBytes(*verdict.refusal);
    QVERIFY(!bytes.contains("s3cret") && !bytes.contains("guess"));
    QVERIFY(bytes.contains("WWW-Authenticate: Bearer\r\n"));
}

BREAKWATER_TEST(AccessGateTest)

#include "tst_accessgate.moc"
