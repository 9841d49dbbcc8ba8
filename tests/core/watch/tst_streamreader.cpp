// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/streamreader.h>

#include <core/snapshot/snapshotjson.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class StreamReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsACoresNumbers_data();
    void readsACoresNumbers();
    void readsTransitionsAndEventsOfACore();
    void readsFramesOfMonitoringServers_data();
    void readsFramesOfMonitoringServers();
    void readsAnswersPongsAndErrors();
    void anUnknownTypeIsNoFailure();
    void anotherVersionIsShownNotRead();
    void timesWithoutAZoneAreLeftToWhoeverKnowsTheServer();
    void refusesWithASentence_data();
    void refusesWithASentence();
    void hostileNumbersNeverBecomeZero_data();
    void hostileNumbersNeverBecomeZero();
    void textsOfTheServerAreSanitised();
    void duplicateKeysCountOnce();
    void cutAtEveryByteItNeverTakesHalf();
    void damagedAtEveryByteItNeverCrashes();
};

namespace {

constexpr auto stamp = "2026-11-21T15:40:25.123Z"_L1;

SnapshotPtr someFrame()
{
    return Test::SnapshotBuilder(9).session(Test::SessionBuilder(u"a"_qs).open(30s)).build();
}

QByteArray bytesOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray frame(const QString &type, const QJsonValue &data)
{
    return bytesOf({{u"type"_qs, type}, {u"data"_qs, data}, {u"timestamp"_qs, QString(stamp)}});
}

//! What it is, and what it says.
QString described(const Expected<StreamFrame> &frame)
{
    struct Words
    {
        QString operator()(const CoreStats &stats) const
        {
            return u"core %1 %2"_qs.arg(stats.isWhole).arg(stats.snapshot.sequence);
        }
        QString operator()(const TransitionRecord &record) const
        {
            return u"to "_qs + record.cause;
        }
        QString operator()(const Event &event) const { return u"event "_qs + event.title; }
        QString operator()(const ServiceFrame &frame) const { return u"service "_qs + frame.type; }
        QString operator()(const StreamAnswer &answer) const
        {
            return u"answer "_qs + answer.command;
        }
        QString operator()(const StreamPong &) const { return u"pong"_qs; }
        QString operator()(const RemoteError &error) const { return u"error "_qs + error.sentence; }
        QString operator()(const UnknownFrame &frame) const { return u"unknown "_qs + frame.type; }
        QString operator()(const IncompatibleFrame &frame) const
        {
            return u"incompatible "_qs + frame.sentence;
        }
    };
    return frame ? std::visit(Words(), *frame) : u"refused "_qs + frame.error().message;
}

} // namespace

void StreamReaderTest::readsACoresNumbers_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("first") << u"initial_stats"_qs << true;
    QTest::newRow("later") << u"snapshot"_qs << false;
    QTest::newRow("asked for") << u"stats"_qs << true;
}

void StreamReaderTest::readsACoresNumbers()
{
    QFETCH(QString, type);
    QFETCH(bool, isWhole);

    const auto read = readStreamFrame(frame(type, toJson(*someFrame())));

    QVERIFY2(read && std::holds_alternative<CoreStats>(*read), qPrintable(described(read)));
    const auto &stats = std::get<CoreStats>(*read);
    QCOMPARE(stats.isWhole, isWhole);
    QCOMPARE(stats.snapshot.sequence, 9U);
    QCOMPARE(*stats.snapshot.sessions[0].breaker.retryAfter, Duration(30s));
    QCOMPARE(toIso8601(*stats.sentAt), QString(stamp));
}

void StreamReaderTest::readsTransitionsAndEventsOfACore()
{
    TransitionRecord record;
    record.cause = u"timer"_qs;
    const Event event = Test::numberedEvent(3);

    QCOMPARE(described(readStreamFrame(frame(u"transition"_qs, toJson(record)))), u"to timer"_qs);
    QCOMPARE(described(readStreamFrame(frame(u"event"_qs, toJson(event)))), u"event Event 3"_qs);

    QJsonObject broken = toJson(event);
    broken[u"severity"_qs] = u"dreadful"_qs;
    QCOMPARE(described(readStreamFrame(frame(u"event"_qs, broken))),
             u"refused “severity” is not a name that is known here."_qs);
    QCOMPARE(described(readStreamFrame(frame(u"transition"_qs, QJsonValue()))),
             u"refused “sequence” is missing."_qs);
}

void StreamReaderTest::readsFramesOfMonitoringServers_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QJsonObject>("data");
    const QJsonObject stats{{u"redis"_qs, QJsonObject{{u"error_count"_qs, 3}}}};
    const QJsonObject event{{u"connection_type"_qs, u"redis"_qs}, {u"response_time"_qs, 12.5}};
    QTest::newRow("first") << u"initial_stats"_qs << stats;
    QTest::newRow("statistics") << u"stats"_qs << stats;
    QTest::newRow("event") << u"event"_qs << event;
    QTest::newRow("event with a number of its own")
        << u"event"_qs << QJsonObject{{u"connection_type"_qs, u"glm"_qs}, {u"sequence"_qs, 4}};
}

void StreamReaderTest::readsFramesOfMonitoringServers()
{
    QFETCH(QString, type);
    QFETCH(QJsonObject, data);

    const auto read = readStreamFrame(frame(type, data));

    QCOMPARE(described(read), u"service "_qs + type);
    QCOMPARE(std::get<ServiceFrame>(*read).data, data);
    QVERIFY(std::get<ServiceFrame>(*read).sentAt.has_value());
}

void StreamReaderTest::readsAnswersPongsAndErrors()
{
    const QJsonObject data{{u"command"_qs, u"get_recent_events"_qs}, {u"events"_qs, QJsonArray()}};

    const auto answer = readStreamFrame(frame(u"stats"_qs, data));
    QCOMPARE(described(answer), u"answer get_recent_events"_qs);
    QCOMPARE(std::get<StreamAnswer>(*answer).data, QJsonValue(data));
    // A service may be called "command", or a command be none of ours.
    QCOMPARE(
        described(readStreamFrame(frame(u"stats"_qs, QJsonObject{{u"command"_qs, u"restart"_qs}}))),
        u"service stats"_qs);
    QCOMPARE(described(readStreamFrame("{\"type\":\"pong\"}")), u"pong"_qs);
    QCOMPARE(described(readStreamFrame(frame(u"error"_qs, u"too fast"_qs))), u"error too fast"_qs);
    QCOMPARE(described(readStreamFrame(
                 frame(u"error"_qs, QJsonObject{{u"message"_qs, u"no such tier"_qs}}))),
             u"error no such tier"_qs);
    QCOMPARE(described(readStreamFrame(frame(u"error"_qs, 5))),
             u"error The server reports an error without a word."_qs);
}

void StreamReaderTest::anUnknownTypeIsNoFailure()
{
    QCOMPARE(described(readStreamFrame(frame(u"weather"_qs, u"rain"_qs))), u"unknown weather"_qs);
}

void StreamReaderTest::anotherVersionIsShownNotRead()
{
    const QJsonObject future{{u"schema"_qs, u"breakwater.snapshot/2"_qs}, {u"engine"_qs, 5}};

    for (const char *type : {"initial_stats", "snapshot", "stats"})
        QCOMPARE(described(readStreamFrame(frame(QString::fromLatin1(type), future))),
                 u"incompatible its schema is breakwater.snapshot/2; this program reads /1"_qs);
}

void StreamReaderTest::timesWithoutAZoneAreLeftToWhoeverKnowsTheServer()
{
    for (const char *time : {"1795000000.25", "\"2026-11-21T15:40:25\"", "\"now\"", "null"}) {
        const QByteArray text
            = "{\"type\":\"event\",\"data\":{},\"timestamp\":" + QByteArray(time) + '}';
        const auto read = readStreamFrame(text);
        QVERIFY2(read && !std::get<ServiceFrame>(*read).sentAt, time);
    }
}

void StreamReaderTest::refusesWithASentence_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &text, const QString &says) {
        QTest::newRow(name) << text << says;
    };
    row("nothing", "", u"not JSON"_qs);
    row("not JSON", "hello", u"not JSON"_qs);
    row("a list", "[]", u"not a JSON object"_qs);
    row("no type", "{}", u"has no type"_qs);
    row("a type that is no text", "{\"type\":5}", u"has no type"_qs);
    row("an empty type", "{\"type\":\"\"}", u"has no type"_qs);
    row("statistics of nothing", "{\"type\":\"stats\"}", u"data of a frame is not an object"_qs);
    row("an event of nothing", "{\"type\":\"event\",\"data\":[1]}", u"not an object"_qs);
    row("a snapshot of nothing", "{\"type\":\"snapshot\"}", u"does not say that it is"_qs);
    row("half a snapshot",
        R"({"type":"snapshot","data":{"schema":"breakwater.snapshot/1","sequence":1}})",
        u"“taken_at” is missing"_qs);
    row("1000 levels", "{\"type\":" + QByteArray(1000, '[') + QByteArray(1000, ']') + '}',
        u"deeper than 32"_qs);
    row("10 MB", QByteArray(10 << 20, ' '), u"at most 1048576"_qs);
    row("10 MB of brackets", QByteArray(10 << 20, '['), u"at most 1048576"_qs);
    row("NaN", R"({"type":"event","data":{"a":NaN}})", u"not JSON"_qs);
    row("1e309", R"({"type":"event","data":{"a":1e309}})", u"not JSON"_qs);
}

void StreamReaderTest::refusesWithASentence()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, says);

    const QString result = described(readStreamFrame(text));

    QVERIFY2(result.startsWith(u"refused "_qs) && result.contains(says), qPrintable(result));
}

void StreamReaderTest::hostileNumbersNeverBecomeZero_data()
{
    QTest::addColumn<QByteArray>("number");
    for (const char *number : {"-1", "9007199254740992", "9223372036854775808", "1e308", "0.5",
                               "\"7\"", "true", "null", "[]", "{}", "1e309", "NaN"})
        QTest::newRow(number) << QByteArray(number);
}

void StreamReaderTest::hostileNumbersNeverBecomeZero()
{
    QFETCH(QByteArray, number);
    const QByteArray fine = frame(u"snapshot"_qs, toJson(*someFrame()));
    const QByteArray old = "\"timeouts\":0";
    QVERIFY(fine.contains(old));

    const auto read = readStreamFrame(QByteArray(fine).replace(old, "\"timeouts\":" + number));

    QVERIFY2(!read, qPrintable(described(read)));
}

void StreamReaderTest::textsOfTheServerAreSanitised()
{
    const QByteArray evil = R"(\u001b[31m\u202e\ud800)";
    const QString safe = u"\uFFFD[31m\uFFFD\uFFFD"_qs;

    QCOMPARE(described(readStreamFrame("{\"type\":\"" + evil + "\"}")), u"unknown "_qs + safe);
    QCOMPARE(described(readStreamFrame("{\"type\":\"error\",\"data\":\"" + evil + "\"}")),
             u"error "_qs + safe);
    QCOMPARE(described(readStreamFrame(frame(QString(5000, u'x'), {}))).size(), 8 + 200 + 1);
}

void StreamReaderTest::duplicateKeysCountOnce()
{
    QCOMPARE(described(readStreamFrame(R"({"type":"pong","type":"weather"})")),
             u"unknown weather"_qs);
}

void StreamReaderTest::cutAtEveryByteItNeverTakesHalf()
{
    const QByteArray whole = frame(u"snapshot"_qs, toJson(*someFrame()));
    QVERIFY(readStreamFrame("\xEF\xBB\xBF" + whole)); // a byte order mark does no harm

    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY2(!readStreamFrame(whole.left(length)), qPrintable(QString::number(length)));
}

void StreamReaderTest::damagedAtEveryByteItNeverCrashes()
{
    const QByteArray whole = frame(u"initial_stats"_qs, toJson(*someFrame()));
    int refused = 0;

    for (const char damage : {'\0', '-', '"', '{', ']', '9', '\xff'}) {
        for (qsizetype i = 0; i < whole.size(); ++i) {
            QByteArray text = whole;
            text[i] = damage;
            refused += readStreamFrame(text) ? 0 : 1;
        }
    }

    QVERIFY(refused > whole.size());
}

BREAKWATER_TEST(StreamReaderTest)
#include "tst_streamreader.moc"
