// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <tests/core/snapshot/fullsnapshot.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <cmath>
#include <limits>
#include <map>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class SnapshotJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesTheCompatibilityKeys_data();
    void carriesTheCompatibilityKeys();
    void everyCounterIsExportedOnceAndNoneIsInvented_pitfall16();
    void queueGaugeIsTheEnginesOwnNotTheLastSessions_pitfall16();
    void whatIsNotKnownIsNull();
    void neverWritesANumberThatIsNone();
    void hugeCountersStopAtTheLastExactNumber();
    void successRateIsOverEndedRetries();
    void ledgerGaugesComeFromTheQueue();
    void balancedIsAddedUpFromTheNumbersBesideIt();
    void saysHowFarARecoveryIs();
    void keepsOnlyTheNewestEvents();
    void timesAreUtcWithMilliseconds();
    void namesASession();
};

namespace {

//! Every number of a document with its path, "/engine/connections/total". A session's queue has its
//! bytes in two places on purpose; they count once.
void collect(const QJsonValue &value, const QString &path, std::multimap<qint64, QString> &numbers)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            collect(it.value(), path + u'/' + it.key(), numbers);
    } else if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            collect(item, path, numbers);
    } else if (value.isDouble() && path != "/sessions/memory/queue_bytes"_L1) {
        const double number = value.toDouble();
        const bool isScaled = path.endsWith("_seconds"_L1) || path.endsWith("_rate"_L1)
            || path.endsWith("_share"_L1) || path.endsWith("_rate_threshold"_L1)
            || path.endsWith("high_water"_L1);
        numbers.emplace(std::llround(isScaled ? number * 1000 : number), path);
    }
}

QStringList keys(const char *list)
{
    return QString::fromLatin1(list).split(u' ');
}

} // namespace

void SnapshotJsonTest::carriesTheCompatibilityKeys_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("connections") << u"connections"_qs
                                 << keys("total active failed reconnections timeouts");
    QTest::newRow("messages") << u"messages"_qs
                              << keys("sent queued failed expired deduplicated accepted received "
                                      "written sent_unconfirmed confirmed in_doubt "
                                      "expired_in_doubt dropped abandoned recovered dead_lettered "
                                      "id_conflicts");
    QTest::newRow("queue") << u"queue"_qs
                           << keys("current_size max_size overflows current_bytes max_bytes "
                                   "oldest_age_seconds");
    QTest::newRow("retry") << u"retry"_qs << keys("attempts successes failures success_rate");
    QTest::newRow("circuit_breaker")
        << u"circuit_breaker"_qs
        << keys("state opens half_opens closes override consecutive_failures retry_after_seconds "
                "last_transition");
    QTest::newRow("latency") << u"latency"_qs << keys("average_send_ms queue confirm total rtt");
    QTest::newRow("cleanup") << u"cleanup"_qs
                             << keys("cycles clients_removed bytes_freed last_duration_ms");
    QTest::newRow("memory") << u"memory"_qs << keys("rss_bytes history_bytes queue_bytes");
}

void SnapshotJsonTest::carriesTheCompatibilityKeys()
{
    QFETCH(QString, group);
    QFETCH(QStringList, expected);
    Test::Distinct distinct;
    const QJsonObject document = toJson(Test::fullSnapshot(distinct));
    const QJsonObject engine = document[u"engine"_qs].toObject();
    const QJsonObject session = document[u"sessions"_qs].toArray().first().toObject();

    for (const QString &key : expected) {
        QVERIFY2(engine[group].toObject().contains(key), qPrintable(key));
        QVERIFY2(session[group].toObject().contains(key), qPrintable(key));
    }
    for (const QString &key : {u"uptime_seconds"_qs, u"last_update"_qs})
        QVERIFY(engine.contains(key) && session.contains(key));
}

void SnapshotJsonTest::everyCounterIsExportedOnceAndNoneIsInvented_pitfall16()
{
    Test::Distinct distinct;
    const Snapshot snapshot = Test::fullSnapshot(distinct);
    std::multimap<qint64, QString> numbers;

    collect(toJson(snapshot), {}, numbers);

    for (const qint64 given : distinct.given())
        QVERIFY2(numbers.count(given) == 1,
                 qPrintable(u"%1 appears %2 times"_qs.arg(given).arg(numbers.count(given))));
    for (const auto &[number, path] : numbers) {
        if (number == 0)
            QFAIL(qPrintable(path + u" is 0 though every counter was set"_qs));
    }
}

void SnapshotJsonTest::queueGaugeIsTheEnginesOwnNotTheLastSessions_pitfall16()
{
    Snapshot snapshot;
    snapshot.engine.queue.queued = 12;
    snapshot.sessions.resize(2);
    snapshot.sessions[0].queue.queued = 10;
    snapshot.sessions[1].queue.queued = 2;

    const QJsonObject document = toJson(snapshot);

    const auto size
        = [](const QJsonValue &set) { return set[u"queue"_qs][u"current_size"_qs].toInteger(); };
    QCOMPARE(size(document[u"engine"_qs]), 12);
    QCOMPARE(size(document[u"sessions"_qs][0]), 10);
    QCOMPARE(size(document[u"sessions"_qs][1]), 2);
}

void SnapshotJsonTest::whatIsNotKnownIsNull()
{
    Snapshot snapshot;
    snapshot.sessions.resize(1);

    const QJsonObject document = toJson(snapshot);

    const QJsonValue engine = document[u"engine"_qs];
    QVERIFY(engine[u"retry"_qs][u"success_rate"_qs].isNull());
    QVERIFY(engine[u"latency"_qs][u"average_send_ms"_qs].isNull());
    QVERIFY(engine[u"latency"_qs][u"rtt"_qs][u"p99"_qs].isNull());
    QCOMPARE(engine[u"latency"_qs][u"rtt"_qs][u"count"_qs], QJsonValue(0));
    QVERIFY(engine[u"queue"_qs][u"oldest_age_seconds"_qs].isNull());
    QVERIFY(engine[u"messages"_qs][u"dedup_horizon_seconds"_qs].isNull());
    QVERIFY(engine[u"messages"_qs][u"dedup_entries"_qs].isNull());
    QVERIFY(engine[u"circuit_breaker"_qs][u"retry_after_seconds"_qs].isNull());
    QVERIFY(engine[u"circuit_breaker"_qs][u"last_transition"_qs].isNull());
    QVERIFY(engine[u"cleanup"_qs][u"last_duration_ms"_qs].isNull());
    QVERIFY(engine[u"memory"_qs][u"rss_bytes"_qs].isNull());
    const QJsonValue session = document[u"sessions"_qs][0];
    QVERIFY(session[u"uptime_seconds"_qs].isNull());
    QVERIFY(session[u"cleanup"_qs][u"cycles"_qs].isNull());
    QVERIFY(session[u"memory"_qs][u"rss_bytes"_qs].isNull());
    QVERIFY(session[u"state_detail"_qs].isNull());
}

void SnapshotJsonTest::neverWritesANumberThatIsNone()
{
    Snapshot snapshot;
    snapshot.engine.breaker.failureRate = std::numeric_limits<double>::quiet_NaN();
    snapshot.sessions.resize(1);
    snapshot.sessions[0].breaker.failureRate = std::numeric_limits<double>::infinity();

    const QByteArray bytes = toBytes(snapshot);

    for (const char *none : {": nan", ": inf", ": -nan", ": -inf"})
        QVERIFY(!bytes.contains(none));
    const QJsonObject document = QJsonDocument::fromJson(bytes).object();
    const QJsonValue engine = document[u"engine"_qs];
    QVERIFY(engine[u"circuit_breaker"_qs][u"failure_rate"_qs].isNull());
    QVERIFY(document[u"sessions"_qs][0][u"circuit_breaker"_qs][u"failure_rate"_qs].isNull());
}

void SnapshotJsonTest::hugeCountersStopAtTheLastExactNumber()
{
    Snapshot snapshot;
    snapshot.engine.messages.sentBytes = std::numeric_limits<std::uint64_t>::max();
    snapshot.engine.messages.receivedBytes = (std::uint64_t{1} << 53) - 1;

    const QByteArray bytes = toBytes(snapshot);

    QVERIFY(bytes.contains("\"sent_bytes\": 9007199254740991,"));
    QVERIFY(bytes.contains("\"received_bytes\": 9007199254740991,"));
}

void SnapshotJsonTest::successRateIsOverEndedRetries()
{
    Snapshot snapshot;
    snapshot.engine.retry.attempts = 9;
    snapshot.engine.retry.successes = 3;
    snapshot.engine.retry.failures = 1;

    const QJsonObject document = toJson(snapshot);

    QCOMPARE(document[u"engine"_qs][u"retry"_qs][u"success_rate"_qs].toDouble(), 0.75);
}

void SnapshotJsonTest::ledgerGaugesComeFromTheQueue()
{
    Snapshot snapshot;
    snapshot.engine.queue.queued = 5;
    snapshot.engine.queue.unconfirmed = 3;
    snapshot.engine.queue.inDoubt = 1;

    const QJsonObject document = toJson(snapshot);

    const QJsonValue messages = document[u"engine"_qs][u"messages"_qs];
    QCOMPARE(messages[u"queued"_qs].toInteger(), 5);
    QCOMPARE(messages[u"written"_qs].toInteger(), 3);
    QCOMPARE(messages[u"in_doubt"_qs].toInteger(), 1);
    QCOMPARE(document[u"engine"_qs][u"queue"_qs][u"current_size"_qs].toInteger(), 9);
}

void SnapshotJsonTest::balancedIsAddedUpFromTheNumbersBesideIt()
{
    // Each place has a power of two, so that no other sum looks right by chance.
    Snapshot snapshot;
    QueueSnapshot &queue = snapshot.engine.queue;
    queue.queued = 1 + 4096;
    queue.storing = 4096;
    queue.unconfirmed = 2;
    queue.inDoubt = 4;
    MessageCounters &counters = snapshot.engine.messages;
    counters.sentUnconfirmed = 8;
    counters.confirmed = 16;
    counters.expired = 32;
    counters.expiredInDoubt = 64;
    counters.dropped = 128;
    counters.failed = 256;
    counters.abandoned = 512;
    counters.kept = 1024;
    counters.accepted = 2000;
    counters.recovered = 47;
    const auto messages = [&] { return toJson(snapshot)[u"engine"_qs][u"messages"_qs]; };

    QCOMPARE(messages()[u"balanced"_qs], QJsonValue(true));
    const char *const places = "written in_doubt sent_unconfirmed confirmed expired "
                               "expired_in_doubt dropped failed abandoned kept";
    const QJsonValue document = messages();
    qint64 sum = document[u"queued"_qs].toInteger() - document[u"storing"_qs].toInteger();
    for (const QString &place : keys(places))
        sum += document[place].toInteger();
    QCOMPARE(sum, document[u"accepted"_qs].toInteger() + document[u"recovered"_qs].toInteger());

    for (std::uint64_t *const place :
         {&counters.accepted, &counters.recovered, &counters.sentUnconfirmed, &counters.confirmed,
          &counters.expired, &counters.expiredInDoubt, &counters.dropped, &counters.failed,
          &counters.abandoned, &counters.kept}) {
        ++*place;
        QCOMPARE(messages()[u"balanced"_qs], QJsonValue(false));
        --*place;
    }
}

void SnapshotJsonTest::saysHowFarARecoveryIs()
{
    Snapshot snapshot;
    const auto breaker = [&] { return toJson(snapshot)[u"engine"_qs][u"circuit_breaker"_qs]; };
    QCOMPARE(breaker()[u"recovering"_qs], QJsonValue(false));
    QVERIFY(breaker()[u"recovery_share"_qs].isNull());

    snapshot.engine.breaker.state = BreakerState::HalfOpen;
    snapshot.engine.breaker.isRecovering = true;
    snapshot.engine.breaker.recoveryShare = 0.2;

    QCOMPARE(breaker()[u"state"_qs], QJsonValue(u"half_open"_qs)); // still
    QCOMPARE(breaker()[u"recovering"_qs], QJsonValue(true));
    QCOMPARE(breaker()[u"recovery_share"_qs].toDouble(), 0.2);
}

void SnapshotJsonTest::keepsOnlyTheNewestEvents()
{
    std::vector<Event> events(250);
    for (std::size_t i = 0; i < events.size(); ++i)
        events[i].sequence = i + 1;
    Snapshot snapshot;
    snapshot.events = std::make_shared<const std::vector<Event>>(events);

    const QJsonArray array = toJson(snapshot)[u"events"_qs].toArray();

    QCOMPARE(array.size(), 200);
    QCOMPARE(array.first()[u"sequence"_qs].toInteger(), 51);
    QCOMPARE(array.last()[u"sequence"_qs].toInteger(), 250);
}

void SnapshotJsonTest::timesAreUtcWithMilliseconds()
{
    const WallTime time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)
        + std::chrono::hours(15) + std::chrono::minutes(40) + std::chrono::milliseconds(25'120);

    QCOMPARE(toIso8601(time), u"2026-11-21T15:40:25.120Z"_qs);
}

void SnapshotJsonTest::namesASession()
{
    Test::Distinct distinct;
    const QJsonObject document = toJson(Test::fullSnapshot(distinct));

    const QJsonValue session = document[u"sessions"_qs][0];
    QCOMPARE(session[u"id"_qs], QJsonValue(u"feed"_qs));
    QCOMPARE(session[u"state"_qs], QJsonValue(u"connected"_qs));
    QCOMPARE(session[u"guarantee"_qs], QJsonValue(u"hop"_qs));
    QCOMPARE(session[u"circuit_breaker"_qs][u"state"_qs], QJsonValue(u"half_open"_qs));
    QCOMPARE(document[u"schema"_qs], QJsonValue(u"breakwater.snapshot/1"_qs));
    QCOMPARE(document[u"events"_qs][0][u"title"_qs], QJsonValue(u"CLOSED \u2192 OPEN"_qs));
    QCOMPARE(document[u"transitions"_qs][0][u"to"_qs], QJsonValue(u"open"_qs));
}

BREAKWATER_TEST(SnapshotJsonTest)
#include "tst_snapshotjson.moc"
