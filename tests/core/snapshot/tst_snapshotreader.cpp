// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotreader.h>

#include <core/snapshot/snapshotjson.h>
#include <tests/core/snapshot/fullsnapshot.h>
#include <tests/core/snapshot/jsonpaths.h>
#include <tests/core/snapshot/randomsnapshot.h>
#include <tests/core/snapshot/schemapaths.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <random>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class SnapshotReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBackWhatBuildersMake();
    void readsBackWhatChanceMakes_data();
    void readsBackWhatChanceMakes();
    void readsBackAfterBytes();
    void bucketsCanBeMergedAgain();
    void sessionsCanBeFoundAgain();
    void anotherVersionIsAnErrorOfItsOwnKind();
    void whatAnOlderServerDidNotWriteIsUnknown();
    void whateverIsPromisedMustBeThere();
    void noValueMayBeOfAnotherType();
    void noNumberMayBeNegative();
    void refusesNonsense_data();
    void refusesNonsense();
    void takesAThousandSessionsAndNoMore();
    void textsOfAStrangerAreSanitised();
    void readsOneEventAndOneTransition();
};

namespace {

const SnapshotJsonOptions everything{.buckets = BucketsOf::Everybody};

QJsonObject full()
{
    Test::Distinct distinct;
    return toJson(Test::fullSnapshot(distinct));
}

QString problemOf(const QJsonObject &document)
{
    const auto snapshot = readSnapshot(document);
    return snapshot ? QString() : snapshot.error().message;
}

//! Empty when the document says the same after it was read and written again.
QString differenceAfterReading(const QJsonObject &document)
{
    const auto snapshot = readSnapshot(document);
    if (!snapshot)
        return snapshot.error().message;
    return Test::difference(document, toJson(*snapshot, everything));
}

QJsonObject changed(const QString &path, const QByteArray &value)
{
    const QJsonObject wrapped = QJsonDocument::fromJson("{\"v\":" + value + '}').object();
    return Test::changed(full(), path, wrapped["v"_L1]).toObject();
}

} // namespace

void SnapshotReaderTest::readsBackWhatBuildersMake()
{
    const SnapshotPtr frame
        = Test::SnapshotBuilder(7)
              .session(Test::SessionBuilder(u"a"_qs).open(30s).latency(5, 1ms, 2ms, 3ms))
              .session(Test::SessionBuilder(u"b"_qs).halfOpen(1, 5).unanswered(12s).rates(3, 4))
              .session(Test::SessionBuilder(u"c"_qs).waiting(4, 8s, u"no route"_qs))
              .events(5, 20)
              .build();
    const QJsonObject document = toJson(*frame, everything);

    QCOMPARE(differenceAfterReading(document), QString());
    const auto snapshot = readSnapshot(document);
    QCOMPARE(snapshot->sessions[1].breaker.probesNeeded, 5);
    QCOMPARE(*snapshot->sessions[1].heartbeatUnansweredFor, Duration(12s));
    QCOMPARE(*snapshot->sessions[2].nextAttemptIn, Duration(8s));
    QCOMPARE(*snapshot->sessions[0].period.total.p99, Duration(3ms));
    QCOMPARE(snapshot->events->back().sequence, 24U);
    QVERIFY(!snapshot->engine.isPartial && !snapshot->sessions[0].isPartial);
}

void SnapshotReaderTest::readsBackWhatChanceMakes_data()
{
    QTest::addColumn<std::uint64_t>("seed");
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    const std::uint64_t chance = std::random_device()();
    QTest::addRow("new seed %llu", static_cast<unsigned long long>(chance)) << chance;
}

void SnapshotReaderTest::readsBackWhatChanceMakes()
{
    QFETCH(std::uint64_t, seed);
    Test::RandomFill fill(seed);
    const Snapshot snapshot = Test::randomSnapshot(fill);

    const QString difference = differenceAfterReading(toJson(snapshot, everything));

    QVERIFY2(difference.isEmpty(), qPrintable(u"seed %1: %2"_qs.arg(seed).arg(difference)));
}

void SnapshotReaderTest::readsBackAfterBytes()
{
    Test::RandomFill fill(4);
    const QJsonObject document = toJson(Test::randomSnapshot(fill), everything);
    const QByteArray bytes = QJsonDocument(document).toJson(QJsonDocument::Compact);

    const QString difference = differenceAfterReading(QJsonDocument::fromJson(bytes).object());

    QCOMPARE(difference, QString());
}

void SnapshotReaderTest::bucketsCanBeMergedAgain()
{
    LatencyHistograms histograms;
    for (int i = 1; i < 40; ++i)
        histograms.total.record(i * 1ms);
    Snapshot snapshot;
    snapshot.engine.period.total = histograms.total.summary();
    snapshot.engine.period.buckets = std::make_shared<const LatencyBuckets>(histograms.sparse());

    const auto read = readSnapshot(toJson(snapshot, everything));
    QVERIFY(read && read->engine.period.buckets);
    LazyHistogram merged;
    merged.merge(read->engine.period.buckets->total);
    merged.merge(read->engine.period.buckets->total);

    QVERIFY(*read->engine.period.buckets == histograms.sparse());
    QCOMPARE(merged.count(), 78U);
    QCOMPARE(*merged.summary().p50, *histograms.total.summary().p50);
    QCOMPARE(*merged.summary().mean, *histograms.total.summary().mean);
    QVERIFY(!readSnapshot(toJson(snapshot))->engine.period.buckets);
}

void SnapshotReaderTest::sessionsCanBeFoundAgain()
{
    Snapshot frame;
    for (const char *id : {"a", "b", "c"})
        frame.sessions.push_back(Test::SessionBuilder(QString::fromLatin1(id)));
    std::swap(frame.sessions[0], frame.sessions[2]); // no promise of the document

    const auto snapshot = readSnapshot(toJson(frame));

    QVERIFY(snapshot && snapshot->session({u"a"_qs}) && snapshot->session({u"c"_qs}));
}

void SnapshotReaderTest::anotherVersionIsAnErrorOfItsOwnKind()
{
    QJsonObject document = full();
    document[u"schema"_qs] = u"breakwater.snapshot/2"_qs;
    document.remove(u"engine"_qs); // whatever else it may hold

    const auto snapshot = readSnapshot(document);

    QVERIFY(!snapshot && snapshot.error().kind == ErrorKind::Incompatible);
    QCOMPARE(snapshot.error().message,
             u"its schema is breakwater.snapshot/2; this program reads /1"_qs);
    QVERIFY(isSnapshotDocument(document));
    for (const char *other : {"", "else/1", "breakwater.snapshots/1"}) {
        document[u"schema"_qs] = QString::fromLatin1(other);
        QVERIFY(readSnapshot(document).error().kind == ErrorKind::BadArgument);
        QVERIFY(!isSnapshotDocument(document));
    }
}

void SnapshotReaderTest::whatAnOlderServerDidNotWriteIsUnknown()
{
    Test::Distinct distinct;
    Snapshot frame = Test::fullSnapshot(distinct);
    frame.sessions.front().breaker.lastTransitionAt = frame.at.wall - 30s;
    QJsonObject document = toJson(frame);
    const QStringList promised = Test::promisedPaths();
    for (const QString &path : Test::allPaths(document)) {
        const bool isThere = !Test::at(document, path).isUndefined() && !path.endsWith(u']');
        if (isThere && !promised.contains(path))
            document = Test::removed(document, path).toObject();
    }

    const auto snapshot = readSnapshot(document);

    QVERIFY2(snapshot, qPrintable(problemOf(document)));
    const SessionSnapshot &session = snapshot->sessions.front();
    QVERIFY(session.isPartial && snapshot->engine.isPartial);
    QVERIFY(!session.lastRtt && !session.nextAttemptIn && !session.heartbeatUnansweredFor);
    QVERIFY(!session.rates.errorRate && !session.period.total.p99);
    QCOMPARE(session.period.total.count, 0U);
    QCOMPARE(session.breaker.inState, Duration(30s));
    QCOMPARE(session.sentTotal, session.messages.sent + session.retry.attempts);
    QCOMPARE(session.receivedTotal, session.messages.received);
    QVERIFY(snapshot->watched.empty() && snapshot->serving.url.isEmpty());
}

void SnapshotReaderTest::whateverIsPromisedMustBeThere()
{
    const QJsonObject document = full();
    const QStringList promised = Test::promisedPaths();
    QVERIFY(promised.size() > 90);

    for (const QString &path : promised) {
        if (path.contains("].cleanup."_L1) || path.contains("].memory."_L1))
            continue; // a session has none of its own
        const QString problem = problemOf(Test::removed(document, path).toObject());
        QVERIFY2(problem.contains(path.section(u'.', -1)), qPrintable(path + u": "_qs + problem));
    }
}

//! Everywhere in the document: true where no truth is, a text where no text is.
void SnapshotReaderTest::noValueMayBeOfAnotherType()
{
    const QJsonObject document = full();
    int judged = 0;
    for (const QString &path : Test::allPaths(document)) {
        const QJsonValue old = Test::at(document, path);
        const bool isIgnored = path.endsWith("balanced"_L1) || path.startsWith("tiers"_L1)
            || path.endsWith(".cleanup"_L1) || path.contains("].cleanup."_L1)
            || path.contains("].memory"_L1) || path.contains("].connections.active"_L1)
            || old.isNull();
        if (isIgnored)
            continue;
        const QJsonValue other = old.isBool() ? QJsonValue(u"x"_qs) : QJsonValue(true);
        const QString problem = problemOf(Test::changed(document, path, other).toObject());
        QVERIFY2(!problem.isEmpty(), qPrintable(path));
        ++judged;
    }
    QVERIFY(judged > 250);
}

void SnapshotReaderTest::noNumberMayBeNegative()
{
    const QJsonObject document = full();
    int judged = 0;
    for (const QString &path : Test::allPaths(document)) {
        if (!Test::at(document, path).isDouble() || path.contains("].memory"_L1))
            continue;
        const QString problem = problemOf(Test::changed(document, path, -1).toObject());
        QVERIFY2(problem.contains(path) && problem.contains(u"is -1"_qs),
                 qPrintable(path + u": "_qs + problem));
        ++judged;
    }
    QVERIFY(judged > 150);
}

void SnapshotReaderTest::refusesNonsense_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *path, const QByteArray &value, const QString &says) {
        QTest::addRow("%s = %.40s", path, value.constData())
            << QString::fromLatin1(path) << value << says;
    };
    row("sessions[0].state", "\"levitating\"", u"not a name"_qs);
    row("sessions[0].id", "\"\"", u"is empty"_qs);
    row("sessions[0].id", "null", u"is empty"_qs);
    row("engine.circuit_breaker.failure_rate", "1.5", u"from 0 to 1"_qs);
    row("engine.connections.total", "9223372036854775808", u"whole number"_qs);
    row("engine.connections.total", "9007199254740992", u"whole number"_qs);
    row("engine.queue.oldest_age_seconds", "1e300", u"a number from"_qs);
    row("engine.uptime_seconds", "-0.001", u"a number from"_qs);
    row("taken_at", "\"yesterday\"", u"ISO 8601"_qs);
    row("source", '"' + QByteArray(5000, 'x') + '"', u"5000 characters"_qs);
    row("events", '[' + QByteArray("{},").repeated(200) + "{}]", u"201 entries"_qs);
    row("sessions", '[' + QByteArray("{},").repeated(1000) + "{}]", u"1001 entries"_qs);
    row("watched", '[' + QByteArray("{},").repeated(64) + "{}]", u"65 entries"_qs);
    row("watched[0].snapshot", R"({"schema":"breakwater.snapshot/9"})", u"is not one"_qs);
    for (const char *bad : {"[[5,1],[5,1]]", "[[-1,1]]", "[[5]]", "[5]", "[[5,1,1]]", "[[5,0]]",
                            "[[5,4294967296]]", "[[5,-1]]", "[[1e9,1]]", "[[0.5,1]]", "[null]"})
        row("engine.latency.period.rtt.buckets", bad, u"not those of a histogram"_qs);
}

void SnapshotReaderTest::refusesNonsense()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, value);
    QFETCH(QString, says);
    QJsonObject document = changed(path, value);
    if (path.endsWith("buckets"_L1))
        document = Test::changed(document, u"engine.latency.period.rtt.sum_ms"_qs, 1).toObject();

    const QString problem = problemOf(document);

    QVERIFY2(problem.contains(path) && problem.contains(says), qPrintable(problem));
}

void SnapshotReaderTest::takesAThousandSessionsAndNoMore()
{
    Snapshot frame;
    for (int i = 0; i < 1000; ++i)
        frame.sessions.push_back(Test::SessionBuilder(QString::number(i)));
    QCOMPARE(problemOf(toJson(frame)), QString());

    frame.sessions.push_back(Test::SessionBuilder(u"one more"_qs));
    QVERIFY(problemOf(toJson(frame)).contains(u"1001 entries"_qs));

    frame.sessions.resize(2);
    frame.sessions[1] = frame.sessions[0];
    QVERIFY(problemOf(toJson(frame)).contains(u"have the id “0” twice"_qs));
}

void SnapshotReaderTest::textsOfAStrangerAreSanitised()
{
    QJsonObject document = changed(u"sessions[0].state_detail"_qs, R"("\u001b[31m\u202etxt")");
    document = Test::changed(document, u"source"_qs, u"a\nb"_qs).toObject();

    const auto snapshot = readSnapshot(document);

    QVERIFY(snapshot);
    QCOMPARE(snapshot->sessions[0].connectionDetail, u"\uFFFD[31m\uFFFDtxt"_qs);
    QCOMPARE(snapshot->source, u"a\uFFFDb"_qs);
}

void SnapshotReaderTest::readsOneEventAndOneTransition()
{
    const QJsonObject document = full();
    const QJsonObject event = document[u"events"_qs][0].toObject();
    const QJsonObject transition = document[u"transitions"_qs][0].toObject();

    QCOMPARE(toJson(*readEvent(event)), event);
    QCOMPARE(toJson(*readTransition(transition)), transition);
    QCOMPARE(readEvent(transition).error().message, u"“severity” is missing."_qs);
    QCOMPARE(readTransition(event).error().message, u"“from” is missing."_qs);
}

BREAKWATER_TEST(SnapshotReaderTest)
#include "tst_snapshotreader.moc"
