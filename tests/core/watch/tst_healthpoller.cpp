// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/healthpoller.h>

#include <tests/core/watch/pollfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/testcertificates.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! Against a peer that speaks bytes.
class HealthPollerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAgainAndAgain();
    void oneRequestAtATime();
    void whatIsUnhealthyIsData();
    void aServerThatTellsItsStatusOnlyIsAlive();
    void sendsTokenAndCredentialsAsHeadersOnly();
    void aRefusalWaitsForAPerson();
    void theThirdNotFoundIsARefusal();
    void redirectsAreNotFollowed();
    void cookiesAreNotKept();
    void aHugeBodyIsCut_data();
    void aHugeBodyIsCut();
    void aSlowPeerIsCutInTime_data();
    void aSlowPeerIsCutInTime();
    void garbageIsSaidAndRetried_data();
    void garbageIsSaidAndRetried();
    void aSmallAnswerStaysSmall();
    void comesBackWithoutAClick();
    void anUnknownAuthorityIsRefusedAndSaid();
    void anUnreadableCaFileIsSaid();
    void secretsAreNotShown();
    void endsSilentlyWhileARequestIsOut();
};

void HealthPollerTest::asksAgainAndAgain()
{
    PollFixture fixture(answer(200, healthBody()));
    fixture.start();
    QCOMPARE(fixture.connection(), u"connecting"_qs);
    QVERIFY(fixture.becomes(u"connected"_qs));
    QVERIFY(!fixture.look().isStale());
    QVERIFY(fixture.look().period == 5s);
    QVERIFY(fixture.requests.front().startsWith("GET /health/websocket HTTP/1.1\r\n"));

    for (int i = 2; i <= 4; ++i) {
        fixture.time.advance(5s);
        QVERIFY(fixture.isAsked(i));
        QTRY_VERIFY_WITH_TIMEOUT(fixture.look().age == Duration::zero(), limit);
    }
    QCOMPARE(fixture.connection(), u"connected"_qs);
    QVERIFY(!fixture.look().nextAttemptIn);
    QCOMPARE(fixture.notes.eventsWith(u"Watching"_qs), 1);
}

void HealthPollerTest::oneRequestAtATime()
{
    PollFixture fixture; // says nothing
    fixture.start();
    QVERIFY(fixture.isAsked(1));

    fixture.watcher->retryNow();
    fixture.time.advance(14s);

    QVERIFY(!QTest::qWaitFor([&] { return fixture.peer.connectionCount() > 1; }, 100));
    QCOMPARE(fixture.requests.size(), 1);
}

void HealthPollerTest::whatIsUnhealthyIsData()
{
    PollFixture fixture(answer(503, healthBody("degraded")));
    fixture.start();

    QVERIFY(fixture.becomes(u"connected"_qs));
    QVERIFY(!fixture.look().isStale());
    QVERIFY2(fixture.look().detail.contains(u"degraded"_qs), qPrintable(fixture.look().detail));
    QCOMPARE(fixture.notes.eventsWith(u"it reports itself degraded"_qs), 1);

    fixture.answers(answer(200, healthBody()));
    fixture.time.advance(5s);
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.look().detail.contains(u"degraded"_qs), limit);
    QCOMPARE(fixture.notes.eventsWith(u"it reports itself healthy"_qs), 1);
}

void HealthPollerTest::aServerThatTellsItsStatusOnlyIsAlive()
{
    PollFixture fixture(answer(200, healthBody()));
    fixture.start();
    QVERIFY(fixture.becomes(u"connected"_qs));

    QVERIFY(!fixture.look().frame);
    QVERIFY(!fixture.look().detail.isEmpty());
}

void HealthPollerTest::sendsTokenAndCredentialsAsHeadersOnly()
{
    PollFixture fixture(answer(200, healthBody()), u"ann:canary-7f3a@"_qs);
    fixture.start();
    QVERIFY(fixture.isAsked(1));

    const QByteArray request = fixture.requests.front().toLower();
    QVERIFY2(request.contains("authorization: basic "
                              + QByteArray("ann:canary-7f3a").toBase64().toLower()),
             request);
    QVERIFY(!request.split('\r').front().contains("canary"));
    QVERIFY(!request.contains("cookie"));
}

void HealthPollerTest::aRefusalWaitsForAPerson()
{
    PollFixture fixture(answer(401, {}, "WWW-Authenticate: Basic realm=\"x\"\r\n"));
    fixture.start();
    QVERIFY(fixture.becomes(u"refused"_qs));
    QVERIFY(fixture.look().detail.contains(u"401"_qs));
    QCOMPARE(fixture.time.activeTimers(), 0);
    QCOMPARE(fixture.requests.size(), 1);

    fixture.answers(answer(200, healthBody()));
    fixture.watcher->retryNow();
    QVERIFY(fixture.becomes(u"connected"_qs));
}

void HealthPollerTest::theThirdNotFoundIsARefusal()
{
    PollFixture fixture(answer(404, "no"));
    fixture.start();
    for (int i = 1; i <= 2; ++i) {
        QVERIFY(fixture.becomes(u"backing_off"_qs));
        fixture.waitForTheNextAttempt();
    }

    QVERIFY2(fixture.becomes(u"refused"_qs),
             qPrintable(fixture.notes.events.join(u' ') + fixture.connection()));
    QVERIFY2(fixture.look().detail.contains(u"no health page at this path"_qs),
             qPrintable(fixture.look().detail));
}

void HealthPollerTest::redirectsAreNotFollowed()
{
    RawPeer elsewhere;
    PollFixture fixture(
        answer(302, {}, "Location: " + elsewhere.url(u"http"_qs).toUtf8() + "canary\r\n"));
    fixture.start();

    QVERIFY(fixture.becomes(u"backing_off"_qs));
    QVERIFY2(fixture.look().detail.contains(u"a redirect; redirects are never followed"_qs),
             qPrintable(fixture.look().detail));
    QVERIFY(!fixture.look().detail.contains(u"canary"_qs));
    QCOMPARE(elsewhere.connectionCount(), 0);
}

void HealthPollerTest::cookiesAreNotKept()
{
    PollFixture fixture(
        answer(200, healthBody(), "Set-Cookie: a=canary\r\nCache-Control: max-age=99\r\n"));
    fixture.start();
    QVERIFY(fixture.becomes(u"connected"_qs));
    fixture.time.advance(5s);
    QVERIFY(fixture.isAsked(2));

    QVERIFY(!fixture.requests.back().contains("canary"));
}

void HealthPollerTest::aHugeBodyIsCut_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("announced") << QByteArray("Content-Length: 1000000000\r\n");
    QTest::newRow("endless") << QByteArray("Connection: close\r\n");
}

void HealthPollerTest::aHugeBodyIsCut()
{
    QFETCH(QByteArray, head);
    PollFixture fixture;
    fixture.peer.onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write("HTTP/1.1 200 OK\r\n" + head + "\r\n" + QByteArray(1'000'000, ' '));
    });
    fixture.start();

    QVERIFY(fixture.becomes(u"backing_off"_qs));
    QVERIFY2(fixture.look().detail.contains(u"too large"_qs), qPrintable(fixture.look().detail));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.peer.openConnections(), 0, limit);
}

void HealthPollerTest::aSlowPeerIsCutInTime_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::newRow("says nothing") << QByteArray();
    QTest::newRow("half a header") << QByteArray("HTTP/1.1 200 OK\r\nContent-");
    QTest::newRow("half a body") << answer(200, healthBody()).chopped(5);
}

void HealthPollerTest::aSlowPeerIsCutInTime()
{
    QFETCH(QByteArray, beginning);
    PollFixture fixture(beginning);
    fixture.start();
    QVERIFY(fixture.isAsked(1));

    fixture.time.advance(15s);

    QCOMPARE(fixture.connection(), u"backing_off"_qs);
    QVERIFY(fixture.look().detail.contains(u"in time"_qs));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.peer.openConnections(), 0, limit);
}

void HealthPollerTest::garbageIsSaidAndRetried_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no HTTP") << QByteArray("\x16\x03\x01 hello\r\n\r\n");
    QTest::newRow("no JSON") << answer(200, "<html>");
    QTest::newRow("another JSON") << answer(200, "{\"a\": 1}");
    QTest::newRow("a list") << answer(200, "[]");
    QTest::newRow("empty") << answer(200, {});
    QTest::newRow("503 of a proxy") << answer(503, "<html>");
    QTest::newRow("500") << answer(500, "oops");
    QTest::newRow("418") << answer(418, "oops");
    QTest::newRow("204") << answer(204, {});
    QTest::newRow("negative") << answer(
        200, healthBody("healthy", R"(, "connections": {"total_connections": -5})"));
}

void HealthPollerTest::garbageIsSaidAndRetried()
{
    QFETCH(QByteArray, bytes);
    PollFixture fixture;
    fixture.peer.onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write(bytes);
        socket.disconnectFromHost();
    });
    fixture.start();

    QVERIFY(fixture.becomes(u"backing_off"_qs));
    QVERIFY(!fixture.look().detail.isEmpty());
    QVERIFY2(!fixture.look().detail.contains(u"127.0.0.1"_qs), qPrintable(fixture.look().detail));
    QVERIFY(fixture.look().isStale());

    fixture.answers(answer(200, healthBody()));
    fixture.waitForTheNextAttempt();
    QVERIFY(fixture.becomes(u"connected"_qs));
}

void HealthPollerTest::aSmallAnswerStaysSmall()
{
    PollFixture fixture(answer(200, healthBody()));
    fixture.start();
    QVERIFY(fixture.isAsked(1));

    QVERIFY2(fixture.requests.front().toLower().contains("accept-encoding: identity\r\n"),
             fixture.requests.front());
}

void HealthPollerTest::comesBackWithoutAClick()
{
    PollFixture fixture(answer(200, healthBody()));
    fixture.start();
    QVERIFY(fixture.becomes(u"connected"_qs));

    fixture.peer.onRequest([](QTcpSocket &socket, const QByteArray &) { RawPeer::reset(socket); });
    fixture.time.advance(5s);
    QVERIFY(fixture.becomes(u"backing_off"_qs));
    QVERIFY(fixture.look().nextAttemptIn);
    QVERIFY(!fixture.look().isStale());
    for (int i = 0; i < 3; ++i) {
        fixture.waitForTheNextAttempt();
        QVERIFY(fixture.becomes(u"backing_off"_qs));
    }

    fixture.answers(answer(200, healthBody()));
    fixture.waitForTheNextAttempt();
    QVERIFY(fixture.becomes(u"connected"_qs));
    QVERIFY(!fixture.look().isStale());
}

void HealthPollerTest::anUnknownAuthorityIsRefusedAndSaid()
{
    const TestCertificates certificates;
    QVERIFY2(certificates.error().isEmpty(), qPrintable(certificates.error()));
    const auto identity = certificates.server();
    const LoopbackServer server(LoopbackServer::Options{.certificateFile = identity.certificateFile,
                                                        .keyFile = identity.keyFile});
    PollFixture fixture;
    WatchTarget target = targetOf(server.url().replace(0, 3, u"https"_qs));
    const auto detailWith = [&](const QString &caFile) {
        target.endpoint.tls.caFile = caFile;
        HealthPoller poller(target, {}, {fixture.time, fixture.random, fixture.notes});
        poller.start();
        const auto look = [&] { return poller.look(fixture.time.sample()); };
        const auto isDone = [&] { return look().connection == ConnectionState::BackingOff; };
        return QTest::qWaitFor(isDone, limit) ? look().detail : QString();
    };

    const QString unknown = detailWith(certificates.otherCaFile());
    QVERIFY2(unknown.startsWith(u"The secure connection failed ("_qs), qPrintable(unknown));

    // Behind the certificate is no health page; this one got as far as that.
    const QString known = detailWith(certificates.caFile());
    QVERIFY2(!known.isEmpty() && !known.contains(u"secure"_qs), qPrintable(known));
}

void HealthPollerTest::anUnreadableCaFileIsSaid()
{
    PollFixture fixture;
    WatchTarget target = targetOf(fixture.peer.url(u"https"_qs));
    target.endpoint.tls.caFile = u"/nowhere/ca.pem"_qs;
    HealthPoller poller(target, {}, {fixture.time, fixture.random, fixture.notes});
    poller.start();

    const WatchedSource source = poller.look(fixture.time.sample());
    QCOMPARE(toString(source.connection), toString(ConnectionState::BackingOff));
    QVERIFY(source.detail.contains(u"/nowhere/ca.pem"_qs));
    QCOMPARE(fixture.peer.connectionCount(), 0);
}

void HealthPollerTest::secretsAreNotShown()
{
    const QString canary = u"canary-7f3a91"_qs;
    PollFixture fixture(answer(200, healthBody("canary-7f3a91")));
    WatchTarget target = targetOf(fixture.peer.url(u"http"_qs) + u"health?key=canary-7f3a91"_qs);
    target.endpoint.bearerToken = canary.toUtf8();
    HealthPoller poller(target, {}, {fixture.time, fixture.random, fixture.notes});
    const auto texts = [&] {
        const WatchedSource source = poller.look(fixture.time.sample());
        return source.detail + source.url + source.name + fixture.notes.events.join(u' ');
    };
    poller.start();
    QVERIFY(fixture.isAsked(1));
    QVERIFY(fixture.requests.front().contains("Bearer canary-7f3a91"));
    QTRY_VERIFY_WITH_TIMEOUT(!fixture.notes.events.isEmpty(), limit);
    QVERIFY2(!texts().contains(canary), qPrintable(texts()));

    fixture.answers(answer(500, canary.toUtf8(), "X-Error: canary-7f3a91\r\n"));
    fixture.time.advance(5s);
    QVERIFY(fixture.isAsked(2));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.notes.events.size() >= 2, limit);
    QVERIFY2(!texts().contains(canary), qPrintable(texts()));
}

void HealthPollerTest::endsSilentlyWhileARequestIsOut()
{
    PollFixture fixture;
    fixture.start();
    QVERIFY(fixture.isAsked(1));
    fixture.notes = {};

    fixture.watcher.reset();

    QTRY_COMPARE_WITH_TIMEOUT(fixture.peer.openConnections(), 0, limit);
    QCOMPARE(fixture.time.activeTimers(), 0);
    QCOMPARE(fixture.notes.changes, 0);
    QVERIFY(fixture.notes.events.isEmpty());
}

BREAKWATER_TEST(HealthPollerTest)

#include "tst_healthpoller.moc"
