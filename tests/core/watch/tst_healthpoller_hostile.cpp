// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/healthpoller.h>

#include <tests/core/watch/pollfixture.h>
#include <tests/support/peakmemory.h>
#include <tests/support/testmain.h>

#include <QtCore/QElapsedTimer>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray canary = "canary-7f3a91";

//! Says `beginning`, then `piece` for as long as anybody takes it.
RawPeer::OnRequest endless(const QByteArray &beginning, const QByteArray &piece)
{
    return [=](QTcpSocket &socket, const QByteArray &) {
        socket.write(beginning);
        const auto more = [&socket, piece] {
            if (socket.bytesToWrite() < 100'000)
                socket.write(piece.repeated(1 + 50'000 / piece.size()));
        };
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, more);
        more();
    };
}

} // namespace

//! Against a peer that means harm.
class HealthPollerHostileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatHasNoEndIsCutAtOnceAndHoldsNoMemory_data();
    void whatHasNoEndIsCutAtOnceAndHoldsNoMemory();
    void aDribbleDoesNotBuyTime_data();
    void aDribbleDoesNotBuyTime();
    void endsAtOnceInTheMiddleOfAnything_data();
    void endsAtOnceInTheMiddleOfAnything();
    void noSentenceHoldsASecret_data();
    void noSentenceHoldsASecret();
    void aStatusCountsWhateverFollowsIt_data();
    void aStatusCountsWhateverFollowsIt();
};

void HealthPollerHostileTest::whatHasNoEndIsCutAtOnceAndHoldsNoMemory_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<QString>("said");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    const QString large = u"too large"_qs;
    const QString broken = u"did not keep to its protocol"_qs;
    QTest::newRow("header lines") << ok << "X-Filler: " + QByteArray(4000, 'x') + "\r\n" << large;
    QTest::newRow("short header lines") << ok << QByteArray("a:\r\n") << large;
    QTest::newRow("one header line") << ok + "X: " << QByteArray("x") << large;
    QTest::newRow("a reason") << QByteArray("HTTP/1.1 200 ") << QByteArray("x") << large;
    QTest::newRow("interim answers")
        << QByteArray() << QByteArray("HTTP/1.1 102 Processing\r\n\r\n") << large;
    QTest::newRow("a body") << ok + "\r\n" << QByteArray("x") << large;
    QTest::newRow("chunks") << chunked << QByteArray("1\r\nx\r\n") << large;
    QTest::newRow("a chunk's extension") << chunked + "1;" << QByteArray("x") << broken;
    QTest::newRow("trailers") << chunked + "0\r\n" << QByteArray("a: b\r\n") << large;
    QTest::newRow("no HTTP") << QByteArray() << QByteArray("\x16\x03\x01") << broken;
}

void HealthPollerHostileTest::whatHasNoEndIsCutAtOnceAndHoldsNoMemory()
{
    QFETCH(QByteArray, beginning);
    QFETCH(QByteArray, piece);
    QFETCH(QString, said);
    PollFixture fixture;
    fixture.peer.onRequest(endless(beginning, piece));
    const PeakMemory memory;
    fixture.start();

    QVERIFY(fixture.becomes(u"backing_off"_qs)); // though no time has passed
    QVERIFY2(fixture.look().detail.contains(said), qPrintable(fixture.look().detail));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.peer.openConnections(), 0, limit);
    QVERIFY(memory.staysBelow(8 * mebibyte));
}

void HealthPollerHostileTest::aDribbleDoesNotBuyTime_data()
{
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<QByteArray>("drop");
    QTest::newRow("header") << QByteArray("HTTP/1.1 200 OK\r\n") << QByteArray("a: b\r\n");
    QTest::newRow("body") << QByteArray("HTTP/1.1 200 OK\r\n\r\n") << QByteArray(" ");
    QTest::newRow("chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                           << QByteArray("1\r\n \r\n");
    QTest::newRow("interim") << QByteArray() << QByteArray("HTTP/1.1 102 Wait\r\n\r\n");
}

void HealthPollerHostileTest::aDribbleDoesNotBuyTime()
{
    QFETCH(QByteArray, beginning);
    QFETCH(QByteArray, drop);
    PollFixture fixture;
    QTcpSocket *server = nullptr;
    fixture.peer.onRequest([&](QTcpSocket &socket, const QByteArray &) {
        server = &socket;
        socket.write(beginning);
    });
    fixture.start();
    QTRY_VERIFY_WITH_TIMEOUT(server, limit);

    for (int second = 1; second < 15; ++second) {
        server->write(drop);
        QTRY_COMPARE_WITH_TIMEOUT(server->bytesToWrite(), 0, limit);
        fixture.time.advance(1s);
        QCOMPARE(fixture.connection(), u"connecting"_qs);
    }
    fixture.time.advance(1s);

    QCOMPARE(fixture.connection(), u"backing_off"_qs);
    QVERIFY2(fixture.look().detail.contains(u"in time"_qs), qPrintable(fixture.look().detail));
    QTRY_COMPARE_WITH_TIMEOUT(fixture.peer.openConnections(), 0, limit);
}

void HealthPollerHostileTest::endsAtOnceInTheMiddleOfAnything_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<int>("connections"); // to wait for
    QTest::addColumn<QByteArray>("beginning");
    QTest::addColumn<bool>("isEndless");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    QTest::newRow("a name is looked up") << u"name"_qs << 0 << QByteArray() << false;
    QTest::newRow("connecting") << u"http"_qs << 0 << QByteArray() << false;
    QTest::newRow("TLS begins") << u"https"_qs << 1 << QByteArray() << false;
    QTest::newRow("a proxy is asked") << u"proxy"_qs << 1 << QByteArray() << false;
    QTest::newRow("asked") << u"http"_qs << 1 << QByteArray() << false;
    QTest::newRow("half a head") << u"http"_qs << 1 << ok + "Content-" << false;
    QTest::newRow("half a body") << u"http"_qs << 1 << ok + "Content-Length: 9\r\n\r\n{" << false;
    QTest::newRow("a flood") << u"http"_qs << 1 << ok << true;
}

void HealthPollerHostileTest::endsAtOnceInTheMiddleOfAnything()
{
    QFETCH(QString, scheme);
    QFETCH(int, connections);
    QFETCH(QByteArray, beginning);
    QFETCH(bool, isEndless);
    PollFixture fixture(beginning);
    if (isEndless)
        fixture.peer.onRequest(endless(beginning, "a: b\r\n"));
    const bool isElsewhere = scheme == u"name"_qs || scheme == u"proxy"_qs;
    WatchTarget target
        = targetOf(isElsewhere ? u"http://host.invalid/health"_qs : fixture.peer.url(scheme));
    if (scheme == u"proxy"_qs)
        target.endpoint.proxy
            = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, fixture.peer.port(), {}};
    fixture.watcher = std::make_unique<HealthPoller>(
        target, fixture.config, HealthPoller::World{fixture.time, fixture.random, fixture.notes});
    fixture.start();
    QTRY_COMPARE_WITH_TIMEOUT(fixture.peer.connectionCount(), connections, limit);
    if (!beginning.isEmpty() && !isEndless)
        QVERIFY(fixture.isAsked(1));
    fixture.notes = {};

    QElapsedTimer took;
    took.start();
    fixture.watcher.reset();
    QVERIFY2(took.elapsed() < 500, qPrintable(QString::number(took.elapsed())));

    QCOMPARE(fixture.time.activeTimers(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(fixture.peer.openConnections(), 0, limit);
    for (int i = 0; i < 20; ++i) // whatever Qt still has to say
        QCoreApplication::processEvents();
    QCOMPARE(fixture.notes.changes, 0);
    QVERIFY(fixture.notes.events.isEmpty());
}

void HealthPollerHostileTest::noSentenceHoldsASecret_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray &said = canary;
    QTest::newRow("said back") << said;
    QTest::newRow("reason") << "HTTP/1.1 401 " + said + "\r\nContent-Length: 0\r\n\r\n";
    QTest::newRow("header") << "HTTP/1.1 302 x\r\nContent-Length: 0\r\nLocation: /" + said
            + "\r\n\r\n";
    QTest::newRow("broken header") << "HTTP/1.1 200 x\r\n" + said + "\r\n\r\n";
    QTest::newRow("broken chunk") << "HTTP/1.1 200 x\r\nTransfer-Encoding: chunked\r\n\r\n" + said
            + "\r\n";
    QTest::newRow("body") << answer(200, "{\"status\": \"" + said + "\", \"" + said + "\": 1}");
    QTest::newRow("garbage") << answer(200, said);
    QTest::newRow("of a proxy") << "HTTP/1.1 407 " + said + "\r\nProxy-Authenticate: Basic realm=\""
            + said + "\"\r\n\r\n";
}

void HealthPollerHostileTest::noSentenceHoldsASecret()
{
    QFETCH(QByteArray, answer);
    PollFixture fixture;
    fixture.peer.onRequest([&](QTcpSocket &socket, const QByteArray &request) {
        fixture.requests += request;
        socket.write(answer);
        socket.disconnectFromHost();
    });
    const bool isOfProxy = answer.contains("407");
    WatchTarget target
        = targetOf(isOfProxy ? u"http://host.invalid/health?key=canary-7f3a91"_qs
                             : fixture.peer.url(u"http"_qs) + u"health?key=canary-7f3a91"_qs);
    target.endpoint.bearerToken = canary;
    if (isOfProxy)
        target.endpoint.proxy = {ProxyOptions::Kind::Http, u"127.0.0.1"_qs, fixture.peer.port(),
                                 BasicAuth{u"me"_qs, QString::fromLatin1(canary)}};
    fixture.watcher = std::make_unique<HealthPoller>(
        target, fixture.config, HealthPoller::World{fixture.time, fixture.random, fixture.notes});
    fixture.start();

    QTRY_VERIFY_WITH_TIMEOUT(!fixture.notes.events.isEmpty(), limit);
    const WatchedSource source = fixture.look();
    const QString texts
        = source.detail + source.url + source.name + fixture.notes.events.join(u' ');
    QVERIFY2(!texts.contains(QString::fromLatin1(canary)), qPrintable(texts));
    QVERIFY(!fixture.requests.isEmpty());
}

void HealthPollerHostileTest::aStatusCountsWhateverFollowsIt_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("said");
    QTest::newRow("404 that is long") << answer(404, QByteArray(100'000, 'x')) << u"404"_qs;
    QTest::newRow("302 that is cut") << answer(302, "oops").chopped(1) << u"redirect"_qs;
    QTest::newRow("500 in broken chunks")
        << QByteArray("HTTP/1.1 500 x\r\nTransfer-Encoding: chunked\r\n\r\n?\r\n") << u"500"_qs;
    QTest::newRow("503 that is cut") << answer(503, healthBody()).chopped(1) << u"503"_qs;
    QTest::newRow("200 that is cut")
        << answer(200, healthBody()).chopped(1) << u"cut (before the answer was whole)"_qs;
}

void HealthPollerHostileTest::aStatusCountsWhateverFollowsIt()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, said);
    PollFixture fixture;
    fixture.peer.onRequest([&](QTcpSocket &socket, const QByteArray &) {
        socket.write(bytes);
        socket.disconnectFromHost();
    });
    fixture.start();

    QVERIFY(fixture.becomes(u"backing_off"_qs));
    QVERIFY2(fixture.look().detail.contains(said), qPrintable(fixture.look().detail));
}

BREAKWATER_TEST(HealthPollerHostileTest)

#include "tst_healthpoller_hostile.moc"
