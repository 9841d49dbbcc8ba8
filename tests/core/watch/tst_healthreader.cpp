// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/healthreader.h>

#include <core/snapshot/jsonwriter.h>
#include <core/snapshot/metricsjson.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonDocument>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class HealthReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheEnginesNumbers();
    void whatAHealthAnswerCannotTellIsUnknown();
    void unwellIsDataNotFailure();
    void aStatusAloneIsUnderstoodAndSaid();
    void otherStatusesAreErrors_data();
    void otherStatusesAreErrors();
    void refusesWithAPath_data();
    void refusesWithAPath();
    void textsAreSanitised();
    void cutAtEveryByteItNeverTakesHalf();
};

namespace {

QJsonObject body(const QString &status = u"healthy"_qs)
{
    const SnapshotPtr frame = Test::SnapshotBuilder(9)
                                  .session(Test::SessionBuilder(u"a"_qs).queue(5, 3))
                                  .session(Test::SessionBuilder(u"b"_qs).open(30s))
                                  .build();
    return {
        {u"status"_qs, status},
        {u"timestamp_utc"_qs, u"2026-11-21T15:40:25.123Z"_qs},
        {u"timestamp_local"_qs, u"2026-11-21T16:40:25.123+01:00"_qs},
        {u"timezone"_qs, u"Europe/Berlin"_qs},
        {u"connections"_qs,
         QJsonObject{{u"total_connections"_qs, 2},
                     {u"connected"_qs, 1},
                     {u"disconnected"_qs, 1},
                     {u"total_queued_messages"_qs, 5}}},
        {u"metrics"_qs, jsonTree(jsonLine([&](JsonWriter &json) {
             writeEngineMetrics(json, *frame, frame->engine);
         }))},
    };
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject with(const QString &key, const QJsonValue &value)
{
    QJsonObject object = body();
    object[key] = value;
    return object;
}

QString problemOf(int status, const QByteArray &bytes)
{
    const auto report = readHealth(status, bytes);
    return report ? QString() : report.error().message;
}

} // namespace

void HealthReaderTest::readsTheEnginesNumbers()
{
    const auto report = readHealth(200, bytesOf(body()));

    QVERIFY2(report, qPrintable(problemOf(200, bytesOf(body()))));
    QCOMPARE(report->status, u"healthy"_qs);
    QVERIFY(report->isReady && report->whyStatusOnly.isEmpty());
    QCOMPARE(report->connections->total, 2);
    QCOMPARE(report->connections->queuedMessages, 5);
    const Snapshot &snapshot = report->snapshot.value();
    QCOMPARE(snapshot.active, 1);
    QCOMPARE(snapshot.engine.queue.queued, 5);
    QCOMPARE(snapshot.engine.queue.unconfirmed, 3);
    QCOMPARE(toString(snapshot.engine.breaker.state), toString(BreakerState::Open));
    QCOMPARE(*snapshot.engine.breaker.retryAfter, Duration(30s));
    QCOMPARE(snapshot.uptime, Duration(1h));
    QVERIFY(snapshot.at.wall == report->at);
    QCOMPARE(report->at.time_since_epoch().count() % 100'000, 25'123);
}

void HealthReaderTest::whatAHealthAnswerCannotTellIsUnknown()
{
    const auto report = readHealth(200, bytesOf(body()));

    const Snapshot &snapshot = report->snapshot.value();
    QVERIFY(snapshot.engine.isPartial);
    QVERIFY(!snapshot.engine.rates.errorRate && !snapshot.engine.period.rtt.p99);
    QVERIFY(snapshot.sessions.empty() && snapshot.watched.empty());
    QVERIFY(snapshot.events && snapshot.events->empty() && snapshot.transitions);
}

void HealthReaderTest::unwellIsDataNotFailure()
{
    const auto report = readHealth(503, bytesOf(body(u"unhealthy"_qs)));

    QVERIFY(report && report->snapshot);
    QVERIFY(!report->isReady);
    QCOMPARE(report->status, u"unhealthy"_qs);
}

void HealthReaderTest::aStatusAloneIsUnderstoodAndSaid()
{
    QJsonObject object = body(u"degraded"_qs);
    object[u"metrics"_qs] = QJsonValue();
    const auto noRoom = readHealth(503, bytesOf(object));
    QVERIFY(noRoom && !noRoom->snapshot && noRoom->connections);
    QCOMPARE(noRoom->whyStatusOnly, u"the answer had no room for more than the status"_qs);

    object.remove(u"metrics"_qs);
    object.remove(u"connections"_qs);
    const auto noToken = readHealth(503, bytesOf(object));
    QVERIFY(noToken && !noToken->snapshot && !noToken->connections);
    QVERIFY(noToken->whyStatusOnly.contains(u"need a token"_qs));
    QCOMPARE(noToken->status, u"degraded"_qs);
}

void HealthReaderTest::otherStatusesAreErrors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("says");
    QTest::newRow("401") << 401 << u"wants a token"_qs;
    QTest::newRow("403") << 403 << u"HTTP 403"_qs;
    QTest::newRow("404") << 404 << u"no health page"_qs;
    QTest::newRow("421") << 421 << u"this host name"_qs;
    QTest::newRow("500") << 500 << u"answers HTTP 500"_qs;
    QTest::newRow("302") << 302 << u"answers HTTP 302"_qs;
    QTest::newRow("none") << 0 << u"answers HTTP 0"_qs;
}

void HealthReaderTest::otherStatusesAreErrors()
{
    QFETCH(int, status);
    QFETCH(QString, says);

    const QString problem = problemOf(status, bytesOf(body()));

    QVERIFY2(problem.contains(says), qPrintable(problem));
}

void HealthReaderTest::refusesWithAPath_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &bytes, const QString &says,
                        int status = 200) { QTest::newRow(name) << status << bytes << says; };
    QJsonObject connections = body()[u"connections"_qs].toObject();
    connections[u"connected"_qs] = -1;
    QJsonObject metrics = body()[u"metrics"_qs].toObject();
    metrics.remove(u"retry"_qs);
    row("nothing", "", u"not JSON"_qs);
    row("a page", "<html></html>", u"not JSON"_qs);
    row("the page of a proxy", "<html></html>", u"answers HTTP 503"_qs, 503);
    row("empty", "{}", u"“status” is missing"_qs);
    row("no status", bytesOf(with(u"status"_qs, QJsonValue())), u"“status” is empty"_qs);
    row("no time", bytesOf(with(u"timestamp_utc"_qs, 5)), u"“timestamp_utc” is not a time"_qs);
    row("negative", bytesOf(with(u"connections"_qs, connections)),
        u"“connections.connected” is"_qs);
    row("no numbers", bytesOf(with(u"metrics"_qs, 5)), u"“metrics” is not an object"_qs);
    row("broken promise", bytesOf(with(u"metrics"_qs, metrics)), u"“metrics.retry” is missing"_qs);
    row("1e309", "{\"status\":1e309}", u"not JSON"_qs);
    row("too deep", "{\"a\":" + QByteArray(1000, '['), u"nested deeper"_qs);
    row("ten megabytes", QByteArray(10 << 20, '{'), u"at most 65536"_qs);
}

void HealthReaderTest::refusesWithAPath()
{
    QFETCH(int, status);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);

    const QString problem = problemOf(status, bytes);

    QVERIFY2(problem.contains(says), qPrintable(problem));
}

void HealthReaderTest::textsAreSanitised()
{
    const auto report = readHealth(200, bytesOf(with(u"status"_qs, u"\u001b[31mfine\n"_qs)));

    QCOMPARE(report->status, u"\uFFFD[31mfine\uFFFD"_qs);
}

void HealthReaderTest::cutAtEveryByteItNeverTakesHalf()
{
    const QByteArray whole = bytesOf(body());

    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!readHealth(200, whole.left(length)), qPrintable(QString::number(length)));
}

BREAKWATER_TEST(HealthReaderTest)
#include "tst_healthreader.moc"
