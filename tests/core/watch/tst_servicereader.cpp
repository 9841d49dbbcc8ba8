// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/servicereader.h>

#include <core/watch/servicefields.h>

#include <tests/support/testmain.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Qt::StringLiterals;

namespace {

QJsonValue json(const QByteArray &text)
{
    const auto document = QJsonDocument::fromJson(text);
    Q_ASSERT(!document.isNull());
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

ServiceStats statsOf(const QByteArray &text)
{
    const auto stats = readServiceStats(json(text));
    return stats && stats->size() == 1 ? stats->front() : ServiceStats{};
}

ServiceHappening eventOf(const QByteArray &text)
{
    return readServiceEvent(json(text)).value_or(ServiceHappening{});
}

const WallTime noon{std::chrono::milliseconds(1'763'726'400'000)}; // 2025-11-21T12:00:00Z

} // namespace

class ServiceReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsServicesWhereverTheyAre_data();
    void findsServicesWhereverTheyAre();
    void knowsTheSpellingsOfCounts_data();
    void knowsTheSpellingsOfCounts();
    void theSuffixOfTheKeyIsTheUnit_data();
    void theSuffixOfTheKeyIsTheUnit();
    void aTimeWithoutZoneIsUtcAndAZoneIsKept_data();
    void aTimeWithoutZoneIsUtcAndAZoneIsKept();
    void knowsTheSpellingsOfTimestamps_data();
    void knowsTheSpellingsOfTimestamps();
    void anEventSaysWhoDidWhat_data();
    void anEventSaysWhoDidWhat();
    void anEventFailedHoweverItSaysSo_data();
    void anEventFailedHoweverItSaysSo();
    void whatIsNotToldIsNotZero();
    void noServicesYetIsNoFault();
    void impossibleNumbersMakeItUnreadable_data();
    void impossibleNumbersMakeItUnreadable();
    void foreignTextIsMadeSafe();
    void depthAndNumberAreBounded();
};

void ServiceReaderTest::findsServicesWhereverTheyAre_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto row = [](const char *name, const QByteArray &text) { QTest::newRow(name) << text; };

    row("one", R"({"connection_type": "redis", "total_events": 7})");
    row("service", R"({"service": "redis", "total_events": 7})");
    row("service_name", R"({"service_name": "redis", "total_events": 7})");
    row("name", R"({"name": "redis", "total_events": 7})");
    row("camelCase", R"({"connectionType": "redis", "totalEvents": 7})");
    row("keyed", R"({"redis": {"total_events": 7}})");
    row("keyed, beside totals", R"({"total_events": 99, "redis": {"total_events": 7}})");
    row("nested in services", R"({"services": {"redis": {"total_events": 7}}, "uptime": 3})");
    row("nested in connections", R"({"connections": {"redis": {"total_events": 7}}})");
    row("nested in stats", R"({"stats": {"redis": {"total_events": 7}}})");
    row("its own stats", R"({"connection_type": "redis", "stats": {"total_events": 7}})");
    row("a list", R"([{"connection_type": "redis", "total_events": 7}])");
    row("a list inside", R"({"services": [{"name": "redis", "total_events": 7}]})");
    row("list in stats", R"({"stats": [{"service": "redis", "total_events": 7}]})");
    row("of a named server", R"({"name": "monitor", "services": {"redis": {"total_events": 7}}})");
    row("beside a number of connections",
        R"({"connections": 5, "stats": {"redis": {"count": 7}}})");
}

void ServiceReaderTest::findsServicesWhereverTheyAre()
{
    QFETCH(QByteArray, text);

    const ServiceStats stats = statsOf(text);

    QCOMPARE(stats.service, u"redis"_qs);
    QCOMPARE(stats.events.value_or(0), 7U);
}

void ServiceReaderTest::knowsTheSpellingsOfCounts_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<quint64>("events");
    QTest::addColumn<quint64>("errors");
    QTest::addColumn<quint64>("bytes");
    const auto row = [](const QByteArray &fields, int events, int errors, int bytes) {
        QTest::newRow(fields) << fields << quint64(events) << quint64(errors) << quint64(bytes);
    };

    row(R"("event_count": 8, "error_count": 4, "bytes": 90)", 8, 4, 90);
    row(R"("total_events": 8, "total_errors": 4, "total_bytes": 90)", 8, 4, 90);
    row(R"("count": 8, "errors": 4, "data_size": 90)", 8, 4, 90);
    row(R"("events": 8, "failures": 4, "bytes_sent": 50, "bytes_received": 40)", 8, 4, 90);
    row(R"("requests": "8", "failed": "4", "sent_bytes": 90)", 8, 4, 90);
    row(R"("events": [1, 2], "total_events": 8, "errors": ["x"], "error_count": 4, "bytes": 90)", 8,
        4, 90);
    row(R"("total_events": 8, "error_rate": 0.5, "data_volume": 90)", 8, 4, 90);
    row(R"("total_events": 8, "error_percent": 50, "data_size_bytes": 90)", 8, 4, 90);
}

void ServiceReaderTest::knowsTheSpellingsOfCounts()
{
    QFETCH(QByteArray, fields);
    QFETCH(quint64, events);
    QFETCH(quint64, errors);
    QFETCH(quint64, bytes);

    const ServiceStats stats = statsOf("{\"connection_type\": \"kimi\", " + fields + "}");

    QCOMPARE(stats.events.value_or(0), events);
    QCOMPARE(stats.errors.value_or(0), errors);
    QCOMPARE(stats.bytes.value_or(0), bytes);
}

void ServiceReaderTest::theSuffixOfTheKeyIsTheUnit_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<qint64>("milliseconds");

    QTest::newRow("response_time_ms") << QByteArray(R"("response_time_ms": 250)") << qint64(250);
    QTest::newRow("avg ms") << QByteArray(R"("avg_response_time_ms": 250.0)") << qint64(250);
    QTest::newRow("avg") << QByteArray(R"("avg_response_time": 0.25)") << qint64(250);
    QTest::newRow("plain") << QByteArray(R"("response_time": 2)") << qint64(2000);
    QTest::newRow("seconds") << QByteArray(R"("response_time_seconds": 2)") << qint64(2000);
    QTest::newRow("duration_ms") << QByteArray(R"("duration_ms": 250)") << qint64(250);
    QTest::newRow("duration_us") << QByteArray(R"("duration_us": 250000)") << qint64(250);
    QTest::newRow("camelCase") << QByteArray(R"("responseTimeMs": 250)") << qint64(250);
}

void ServiceReaderTest::theSuffixOfTheKeyIsTheUnit()
{
    QFETCH(QByteArray, field);
    QFETCH(qint64, milliseconds);

    const QByteArray data = "{\"connection_type\": \"glm\", " + field + "}";

    QCOMPARE(statsOf(data).meanResponse.value_or(0s) / 1ms, milliseconds);
    QCOMPARE(eventOf(data).responseTime.value_or(0s) / 1ms, milliseconds);
}

void ServiceReaderTest::aTimeWithoutZoneIsUtcAndAZoneIsKept_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<bool>("isKnown");
    const auto row = [](const char *name, const QJsonValue &value, bool isKnown = true) {
        QTest::newRow(name) << value << isKnown;
    };

    row("UTC", u"2025-11-21T12:00:00Z"_qs);
    row("no zone", u"2025-11-21T12:00:00"_qs);
    row("no zone, a space", u"2025-11-21 12:00:00"_qs);
    row("microseconds", u"2025-11-21T12:00:00.000000"_qs);
    row("microseconds and a zone", u"2025-11-21T13:00:00.000000+01:00"_qs);
    row("east", u"2025-11-21T22:00:00+10:00"_qs);
    row("west", u"2025-11-21T07:00:00.000-05:00"_qs);
    row("seconds", 1'763'726'400.0);
    row("milliseconds", 1'763'726'400'000.0);
    row("words", u"yesterday"_qs, false);
    row("negative", -5.0, false);
    row("too large", 1e300, false);
    row("true", true, false);
}

void ServiceReaderTest::aTimeWithoutZoneIsUtcAndAZoneIsKept()
{
    QFETCH(QJsonValue, value);
    QFETCH(bool, isKnown);

    const auto time = readServiceTime(value);

    QCOMPARE(time.has_value(), isKnown);
    if (isKnown)
        QCOMPARE(time->time_since_epoch().count(), noon.time_since_epoch().count());
}

void ServiceReaderTest::knowsTheSpellingsOfTimestamps_data()
{
    QTest::addColumn<QByteArray>("key");
    for (const char *key : {"timestamp", "broadcast_time", "datetime", "broadcastTime", "time"})
        QTest::newRow(key) << QByteArray(key);
}

void ServiceReaderTest::knowsTheSpellingsOfTimestamps()
{
    QFETCH(QByteArray, key);
    const QByteArray data
        = R"({"connection_type": "glm", ")" + key + R"(": "2025-11-21T12:00:00"})";

    QCOMPARE(eventOf(data).at.value_or(WallTime{}).time_since_epoch().count(),
             noon.time_since_epoch().count());
}

void ServiceReaderTest::anEventSaysWhoDidWhat_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("what");

    QTest::newRow("short") << QByteArray(R"("script": "a.py", "function": "run")")
                           << u"a.py · run"_qs;
    QTest::newRow("long") << QByteArray(R"("script_name": "a.py", "function_name": "run")")
                          << u"a.py · run"_qs;
    QTest::newRow("mixed") << QByteArray(R"("script": null, "script_name": "a.py")") << u"a.py"_qs;
    QTest::newRow("function") << QByteArray(R"("function": "run")") << u"run"_qs;
    QTest::newRow("type") << QByteArray(R"("event_type": "send")") << u"send"_qs;
    QTest::newRow("nothing") << QByteArray(R"("x": 1)") << QString();
}

void ServiceReaderTest::anEventSaysWhoDidWhat()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, what);

    const ServiceHappening event = eventOf("{\"service\": \"supabase\", " + fields + "}");

    QCOMPARE(event.service, u"supabase"_qs);
    QCOMPARE(event.what, what);
    QCOMPARE(event.count, 1U);
    QCOMPARE(event.errors, 0U);
}

void ServiceReaderTest::anEventFailedHoweverItSaysSo_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<bool>("failed");
    QTest::addColumn<QString>("detail");
    const auto row = [](const QByteArray &fields, bool failed, const QString &detail = {}) {
        QTest::newRow(fields) << fields << failed << detail;
    };

    row(R"("error": "timed out")", true, u"timed out"_qs);
    row(R"("error": true, "message": "timed out")", true, u"timed out"_qs);
    row(R"("error": {"code": 5})", true);
    row(R"("exception": "KeyError")", true, u"KeyError"_qs);
    row(R"("is_error": true, "error_message": "no")", true, u"no"_qs);
    row(R"("success": false)", true);
    row(R"("status": "ERROR")", true);
    row(R"("level": "error")", true);
    row(R"("error_count": 1)", true);
    row(R"("error": null)", false);
    row(R"("error": "")", false);
    row(R"("error": false)", false);
    row(R"("success": true)", false);
    row(R"("status": "ok")", false);
    row(R"("error_count": 0)", false);
}

void ServiceReaderTest::anEventFailedHoweverItSaysSo()
{
    QFETCH(QByteArray, fields);
    QFETCH(bool, failed);
    QFETCH(QString, detail);

    const ServiceHappening event = eventOf("{\"connection_type\": \"kimi\", " + fields + "}");

    QCOMPARE(event.errors, failed ? 1U : 0U);
    QCOMPARE(event.detail, detail);
}

void ServiceReaderTest::whatIsNotToldIsNotZero()
{
    const ServiceStats stats = statsOf(R"({"redis": {"total_events": 0}})");

    QCOMPARE(stats.events, std::optional<std::uint64_t>(0));
    QVERIFY(!stats.errors);
    QVERIFY(!stats.bytes);
    QVERIFY(!stats.meanResponse);
    QVERIFY(!stats.at);
}

void ServiceReaderTest::noServicesYetIsNoFault()
{
    for (const char *text : {"{}", "[]", R"({"services": {}})", R"({"stats": [], "uptime": 3})"}) {
        const auto stats = readServiceStats(json(text));
        QVERIFY2(stats && stats->empty(), text);
    }
    QVERIFY(!readServiceStats(json(R"({"uptime": 3})")));
    QVERIFY(!readServiceStats(QJsonValue(5)));
    QVERIFY(!readServiceEvent(json(R"({"error": "x"})")));
    QVERIFY(!readServiceEvent(QJsonValue()));
}

void ServiceReaderTest::impossibleNumbersMakeItUnreadable_data()
{
    QTest::addColumn<QByteArray>("field");
    for (const char *field :
         {R"("error_count": -1)", R"("total_events": 1e300)", R"("bytes": 2.5)",
          R"("error_count": "many")", R"("response_time_ms": -1)", R"("duration_ms": 1e15)",
          R"("event_count": 18014398509481984)", R"("bytes_sent": -5, "bytes_received": 1)"})
        QTest::newRow(field) << QByteArray(field);
}

void ServiceReaderTest::impossibleNumbersMakeItUnreadable()
{
    QFETCH(QByteArray, field);
    const QJsonValue data = json("{\"connection_type\": \"kimi\", " + field + "}");

    const auto stats = readServiceStats(data);
    const auto event = readServiceEvent(data);

    QVERIFY(!stats || stats->empty());
    QVERIFY(!stats);
    QVERIFY(!event);
    QVERIFY2(event.error().message.contains(u"'kimi'"_qs), qPrintable(event.error().message));
}

void ServiceReaderTest::foreignTextIsMadeSafe()
{
    const auto event = eventOf("{\"connection_type\": \"a\\u001b[31m\\u202eb" + QByteArray(999, 'x')
                               + "\", \"error\": \"line\\nbreak" + QByteArray(999, 'y')
                               + "\", \"script\": \"<b>\\u0000" + QByteArray(999, 'z') + "\"}");

    for (const QString &text : {event.service, event.detail, event.what}) {
        QVERIFY(!text.isEmpty() && text.size() <= 201);
        for (const char16_t harmful : {u'\x1b', u'\u202e', u'\n', u'\0'})
            QVERIFY(!text.contains(QChar(harmful)));
    }
    QVERIFY(event.service.size() <= 65);
}

void ServiceReaderTest::depthAndNumberAreBounded()
{
    QByteArray deep = R"({"connection_type": "redis", "count": 1})";
    for (int i = 0; i < 30; ++i)
        deep = "{\"services\": " + deep + "}";
    QVERIFY(readServiceStats(json(deep))->empty());

    QByteArray many = "{\"services\": [";
    for (int i = 0; i < 20'000; ++i)
        many += R"({"name": "s)" + QByteArray::number(i) + R"(", "count": 1},)";
    many.back() = ']';
    QVERIFY(readServiceStats(json(many + "}"))->size() <= 1024);
}

BREAKWATER_TEST(ServiceReaderTest)

#include "tst_servicereader.moc"
