// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/classicfixture.h>
#include <tests/integration/healthclient.h>
#include <tests/support/loopbackserver.h>

#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! The numbers are exact, on both sides of a link, in every form in which they are handed out.
class ClassicMetrics final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothSidesOfALinkCountTheSame();
    void theDifferenceOfTwoFramesIsExactlyWhatHappened();
    void nothingHappenedIsNoDifference();
    void everyEndOfAMessageIsCountedOnce();
    void theExportOfALivingCoreFitsTheSchema();
    void theClientsPageTellsWhatTheTableTells();
    void whatClientsDidStaysCountedWhenTheyAreGone();

private:
    static std::uint64_t bytesOf(const QString &sender, int first, int last);
    //! A frame in which nothing is under way any more; null when there is none in time.
    static SnapshotPtr settled(const EngineHost &host, std::uint64_t confirmed,
                               std::uint64_t received);
};

std::uint64_t ClassicMetrics::bytesOf(const QString &sender, int first, int last)
{
    std::uint64_t bytes = 0;
    for (int number = first; number <= last; ++number)
        bytes += static_cast<std::uint64_t>(numberedMessage(sender, number).size());
    return bytes;
}

SnapshotPtr ClassicMetrics::settled(const EngineHost &host, std::uint64_t confirmed,
                                    std::uint64_t received)
{
    const auto isSettled = [&] {
        return host.latest() && host.latest()->engine.messages.confirmed == confirmed
            && host.latest()->engine.messages.received == received;
    };
    return QTest::qWaitFor(isSettled, patience) ? host.latest() : nullptr;
}

void ClassicMetrics::bothSidesOfALinkCountTheSame()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    EngineHost host(classicConfig());
    host.post(openSession(u"a"_qs, server.url().toString()));

    for (int number = 1; number <= 40; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number)));

    const SnapshotPtr frame = settled(host, 40, 40);
    QVERIFY(frame);
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 40U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.messageCount(), 40U, patience);
    const SnapshotPtr served = server.fresh();
    QVERIFY(served);
    const SessionSnapshot *peer = ServingHost::client(*served, server.clientOf(u"a"_qs));
    QVERIFY(peer);
    const std::uint64_t bytes = bytesOf(u"a"_qs, 1, 40);
    for (const SessionSnapshot *side : {frame->session({u"a"_qs}), peer}) {
        QCOMPARE(side->messages.accepted, 40U);
        QCOMPARE(side->messages.sent, 40U);
        QCOMPARE(side->messages.confirmed, 40U);
        QCOMPARE(side->messages.received, 40U);
        QCOMPARE(side->messages.sentBytes, bytes);
        QCOMPARE(side->messages.receivedBytes, bytes);
        QCOMPARE(side->sinceStart.confirm.count, 40U);
        QCOMPARE(side->sinceStart.total.count, 40U);
        QCOMPARE(side->connections.opened, 1U);
        QCOMPARE(side->connections.failed, 0U);
    }
    QCOMPARE(served->serving.counters.receivedBytes, bytes);
}

void ClassicMetrics::theDifferenceOfTwoFramesIsExactlyWhatHappened()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    EngineHost host(classicConfig());
    for (const QString &link : {u"a"_qs, u"b"_qs}) {
        host.post(openSession(link, server.url().toString()));
        host.post(send(link, numberedMessage(link, 1)));
    }
    const SnapshotPtr before = settled(host, 2, 2);
    QVERIFY(before);

    for (int number = 2; number <= 11; ++number)
        host.post(send(u"a"_qs, numberedMessage(u"a"_qs, number)));
    const SnapshotPtr after = settled(host, 12, 12);

    QVERIFY(after);
    const SnapshotDifference difference(*before, *after);
    const QString bytes = u"+%1"_qs.arg(bytesOf(u"a"_qs, 2, 11));
    const auto expected = [&bytes](const QString &name) {
        return QStringList{
            name + u".messages.accepted +10"_qs, name + u".messages.confirmed +10"_qs,
            name + u".messages.received +10"_qs, name + u".messages.received_bytes "_qs + bytes,
            name + u".messages.sent +10"_qs,     name + u".messages.sent_bytes "_qs + bytes};
    };
    QCOMPARE(difference.changed(u"engine.messages"_qs), expected(u"engine"_qs));
    QCOMPARE(difference.changed(u"sessions.a.messages"_qs), expected(u"sessions.a"_qs));
    QCOMPARE(difference.changed(u"sessions.b"_qs), QStringList());
    for (const char16_t *quiet : {u"engine.connections", u"engine.retry", u"engine.circuit_breaker",
                                  u"engine.queue", u"serving"})
        QCOMPARE(difference.changed(QString::fromUtf16(quiet)), QStringList());
    QCOMPARE(difference.appeared() + difference.vanished(), QStringList());
}

void ClassicMetrics::nothingHappenedIsNoDifference()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 3);
    QVERIFY(fleet.come(server.url()));
    QVERIFY(fleet.send(1, 3) && fleet.hears(3));
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 9U, patience);

    const SnapshotPtr before = server.fresh();
    const SnapshotPtr after = server.fresh();

    QVERIFY(before && after && after->sequence > before->sequence);
    QCOMPARE(SnapshotDifference(*before, *after).changed(), QStringList());
}

void ClassicMetrics::everyEndOfAMessageIsCountedOnce()
{
    StabilityConfig config = classicConfig();
    config.queue.maxMessages = 20;
    LoopbackServer server;
    server.stop();
    EngineHost host(config);
    AnswerBook answers(host);
    host.post(openSession(u"a"_qs, server.url()));
    const auto post = [&](const OutgoingMessage &message, std::uint64_t request) {
        host.post(SendMessage{{u"a"_qs}, message, request});
    };

    for (std::uint64_t i = 1; i <= 5; ++i) // expire while they wait
        post({.payload = "x", .ttl = 1ms}, i);
    QTRY_VERIFY_WITH_TIMEOUT(seen(host, u"a"_qs) && seen(host, u"a"_qs)->messages.expired == 5,
                             patience);
    for (std::uint64_t i = 11; i <= 30; ++i) // wait
        post({.payload = "x", .explicitId = std::to_string(i)}, i);
    for (std::uint64_t i = 31; i <= 33; ++i) // too many
        post({.payload = "x"}, i);
    post({.payload = "x", .explicitId = "11"}, 41);               // twice
    post({.payload = "x", .priority = Priority::BestEffort}, 51); // nobody is there
    post({.payload = "\xff", .kind = PayloadKind::Text}, 61);     // no text
    QTRY_COMPARE_WITH_TIMEOUT(answers.count(), 31, patience);
    QVERIFY(server.start());

    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, 20U, patience);
    const SessionSnapshot *link = seen(host, u"a"_qs);
    QCOMPARE(answers.count(SendVerdict::Accepted), 25);
    QCOMPARE(answers.requests(SendVerdict::QueueFull), AnswerBook::numbers(31, 33));
    QCOMPARE(answers.requests(SendVerdict::Duplicate), AnswerBook::numbers(41, 41));
    QCOMPARE(answers.requests(SendVerdict::LinkDown), AnswerBook::numbers(51, 51));
    QCOMPARE(answers.requests(SendVerdict::Invalid), AnswerBook::numbers(61, 61));
    QCOMPARE(link->messages.accepted, 25U);
    QCOMPARE(link->messages.expired, 5U);
    QCOMPARE(link->messages.rejected, 5U);
    QCOMPARE(link->messages.deduplicated, 1U);
    QCOMPARE(link->queue.counters.overflows, 3U);
    QCOMPARE(server.texts().size(), 20U);
    BREAKWATER_FAULTLESS(snapshotFault(*host.latest()));
}

void ClassicMetrics::theExportOfALivingCoreFitsTheSchema()
{
    StabilityConfig config = classicConfig();
    config.metrics.clientMetricsTtl = 100ms;
    config.metrics.cleanupInterval = 50ms;
    ServingHost server(config);
    QVERIFY(server.start());
    LoopbackServer dead;
    dead.stop();
    PeerFleet fleet(u"a"_qs, 5);
    PeerFleet shortly(u"b"_qs, 3);
    QVERIFY(fleet.come(server.url()) && shortly.come(server.url()));
    QVERIFY(fleet.send(1, 3) && fleet.hears(3));
    server.host().post(openSession(u"self"_qs, server.url().toString()));
    server.host().post(openSession(u"dead"_qs, dead.url()));
    server.host().post(send(u"self"_qs, numberedMessage(u"self"_qs, 1)));
    server.host().post(send(u"dead"_qs, numberedMessage(u"dead"_qs, 1)));
    server.host().post(LookAtClient{server.came().front()});
    shortly.vanish();
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->cleanup.clientsRemoved, 3U, patience);
    QTRY_VERIFY_WITH_TIMEOUT(seen(server.host(), u"dead"_qs)
                                 && seen(server.host(), u"dead"_qs)->breaker.counters.opens > 0,
                             patience);

    const SnapshotPtr frame = server.fresh();

    QVERIFY(frame);
    QCOMPARE(frame->sessions.size(), 3U);
    QVERIFY(!frame->transitions->empty() && !frame->events->empty());
    BREAKWATER_FAULTLESS(schemaFault(toBytes(*frame)));
    const QJsonObject document = QJsonDocument::fromJson(toBytes(*frame)).object();
    QCOMPARE(document[u"serving"_qs][u"connected"_qs].toInt(), 6); // itself among them
    QCOMPARE(document[u"engine"_qs][u"messages"_qs][u"balanced"_qs].toBool(), true);
    QCOMPARE(document[u"engine"_qs][u"cleanup"_qs][u"clients_removed"_qs].toInt(), 3);
}

void ClassicMetrics::theClientsPageTellsWhatTheTableTells()
{
    StabilityConfig config = classicConfig();
    config.http.listen = u"127.0.0.1:0"_qs;
    ServingHost server(config);
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 25);
    QVERIFY(fleet.come(server.url()));
    for (int i = 0; i < fleet.size(); ++i)
        QVERIFY(fleet.at(i).send(numberedMessage(fleet.at(i).name(), 1))
                && (i % 2 == 0 || fleet.at(i).send(numberedMessage(fleet.at(i).name(), 2))));
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 37U, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!healthUrl(server.host()).isEmpty(), patience);
    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame && frame->serving.table && frame->serving.table->size() == 25U);

    QJsonArray told;
    QJsonValue next = 0;
    while (next.isDouble() && told.size() < 100) {
        const HealthReply page
            = ask(healthUrl(server.host())
                  + u"/health/websocket/clients?limit=10&offset=%1"_qs.arg(next.toInt()));
        QCOMPARE(page.status, 200);
        const QJsonObject body = QJsonDocument::fromJson(page.body).object();
        QCOMPARE(body[u"total"_qs].toInt(), 25);
        for (const QJsonValue &client : body[u"clients"_qs].toArray())
            told.append(client);
        next = body[u"next_offset"_qs];
    }

    QCOMPARE(told.size(), 25);
    for (int i = 0; i < 25; ++i) {
        const SessionSnapshot &client = frame->serving.table->at(std::size_t(i));
        QCOMPARE(told[i][u"id"_qs].toString(), client.id.value);
        for (const auto &[key, value] :
             {std::pair(u"received"_qs, client.messages.received),
              std::pair(u"received_bytes"_qs, client.messages.receivedBytes),
              std::pair(u"confirmed"_qs, client.messages.confirmed)})
            QCOMPARE(told[i][u"messages"_qs][key].toInteger(), qint64(value));
    }
}

void ClassicMetrics::whatClientsDidStaysCountedWhenTheyAreGone()
{
    StabilityConfig config = classicConfig();
    config.metrics.clientMetricsTtl = 100ms;
    config.metrics.cleanupInterval = 50ms;
    ServingHost server(config);
    QVERIFY(server.start());
    {
        PeerFleet fleet(u"a"_qs, 30);
        QVERIFY(fleet.come(server.url()));
        QVERIFY(fleet.send(1, 4) && fleet.hears(4));
        QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 120U, patience);
    }

    QTRY_COMPARE_WITH_TIMEOUT(server.serving().clients, 0, patience);

    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame);
    QVERIFY(frame->serving.table->empty());
    QCOMPARE(frame->engine.messages.received, 120U);
    QCOMPARE(frame->engine.messages.confirmed, 120U);
    QCOMPARE(frame->engine.sinceStart.confirm.count, 120U);
    QCOMPARE(frame->serving.accepted, 30U);
    QCOMPARE(frame->cleanup.clientsRemoved, 30U);
    BREAKWATER_FAULTLESS(snapshotFault(*frame));
}

BREAKWATER_TEST(ClassicMetrics)
#include "tst_classic_metrics.moc"
