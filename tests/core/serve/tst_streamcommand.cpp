// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamcommand.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;

class StreamCommandTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsSubscriptions();
    void readsCommandsWithoutParameters();
    void readsHowManyEvents();
    void readsWhichPast_data();
    void readsWhichPast();
    void refusesNonsense_data();
    void refusesNonsense();
    void asksForNoMoreThanADayOfMinutes();
};

void StreamCommandTest::readsSubscriptions()
{
    const auto all = readStreamCommand(
        R"({"command":"subscribe","tiers":["realtime","aggregate"],"sessions":["b","a","b"]})");
    const auto some = readStreamCommand(R"({"command":"subscribe","tiers":[]})");

    QVERIFY(all && some);
    const auto &wish = std::get<SubscribeCommand>(*all);
    QCOMPARE(wish.tiers.bits, std::uint8_t{5});
    QVERIFY(wish.sessions == StreamFilter({SessionId{u"a"_s}, SessionId{u"b"_s}}));
    QVERIFY(std::get<SubscribeCommand>(*some).tiers.isEmpty());
    QVERIFY(!std::get<SubscribeCommand>(*some).sessions);
}

void StreamCommandTest::readsCommandsWithoutParameters()
{
    const auto read = [](const char *name) {
        return readStreamCommand(QByteArray(R"({"command":")") + name + R"("})");
    };

    QVERIFY(std::holds_alternative<GetStatsCommand>(*read("get_stats")));
    QVERIFY(std::holds_alternative<ExportCommand>(*read("export")));
    QVERIFY(std::holds_alternative<PingCommand>(*read("ping")));
}

void StreamCommandTest::readsHowManyEvents()
{
    const auto limit = [](const QByteArray &utf8) {
        return std::get<RecentEventsCommand>(*readStreamCommand(utf8)).limit;
    };

    QCOMPARE(limit(R"({"command":"get_recent_events"})"), 200);
    QCOMPARE(limit(R"({"command":"get_recent_events","limit":1})"), 1);
    QCOMPARE(limit(R"({"command":"get_recent_events","limit":200.0})"), 200);
}

void StreamCommandTest::readsWhichPast_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("step");
    QTest::addColumn<int>("points");

    const auto row = [](const char *name, const QByteArray &rest, qint64 step, int points) {
        QTest::newRow(name) << R"({"command":)" + rest + '}' << step << points;
    };
    row("a day", R"("get_historical_data")", 144, 600);
    row("an hour", R"("get_historical_data","hours":1)", 6, 600);
    row("minutes of an hour", R"("get_time_series")", 60, 60);
    row("fives", R"("get_time_series","interval_minutes":5,"hours":24)", 300, 288);
    row("minutes of a day", R"("get_time_series","interval_minutes":1,"hours":24)", 60, 1440);
    row("the last one is not whole", R"("get_time_series","interval_minutes":7,"hours":1)", 420, 9);
    row("one point", R"("get_time_series","interval_minutes":120,"hours":2)", 7200, 1);
}

void StreamCommandTest::readsWhichPast()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qint64, step);
    QFETCH(const int, points);

    const auto command = readStreamCommand(text);

    QVERIFY2(command, qPrintable(command ? QString() : command.error().sentence));
    const auto &past = std::get<HistoryCommand>(*command);
    QCOMPARE(qint64{past.step}, step);
    QCOMPARE(past.points, points);
    QVERIFY(text.contains(past.name.toUtf8()));
}

void StreamCommandTest::refusesNonsense_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("command"); // named in the refusal
    QTest::addColumn<QString>("says");

    const auto row = [](const char *name, const QByteArray &text, const char *command,
                        const char *says) {
        QTest::newRow(name) << text << QString::fromLatin1(command) << QString::fromLatin1(says);
    };
    row("nothing", "", "", "not JSON");
    row("no JSON", "hello", "", "not JSON");
    row("an array", "[1]", "", "not a JSON object");
    row("no number", R"({"command":"ping","x":NaN})", "", "not JSON");
    row("too long", R"({"command":"ping"})" + QByteArray(4096, ' '), "", "4096");
    row("too deep", R"({"command":)" + QByteArray(40, '[') + QByteArray(40, ']') + '}', "",
        "deeper");
    row("no command", "{}", "", "'command' is one of");
    row("an unknown one", R"({"command":"reboot"})", "", "'command' is one of subscribe,");
    row("a number", R"({"command":1})", "", "'command' is one of");
    row("the wrong case", R"({"command":"Ping"})", "", "'command' is one of");
    row("one parameter too many", R"({"command":"ping","n":1})", "ping", "no parameters");
    row("a mistyped one", R"({"command":"get_recent_events","limits":1})", "get_recent_events",
        "'limit' and nothing else");
    row("no events", R"({"command":"get_recent_events","limit":0})", "get_recent_events",
        "1 to 200");
    row("too many events", R"({"command":"get_recent_events","limit":201})", "get_recent_events",
        "1 to 200");
    row("a text", R"({"command":"get_recent_events","limit":"5"})", "get_recent_events",
        "1 to 200");
    row("a fraction", R"({"command":"get_recent_events","limit":1.5})", "get_recent_events",
        "1 to 200");
    row("null", R"({"command":"get_recent_events","limit":null})", "get_recent_events", "1 to 200");
    row("a huge number", R"({"command":"get_recent_events","limit":1e300})", "get_recent_events",
        "1 to 200");
    row("negative hours", R"({"command":"get_historical_data","hours":-1})", "get_historical_data",
        "1 to 24");
    row("two days", R"({"command":"get_historical_data","hours":48})", "get_historical_data",
        "1 to 24");
    row("an interval longer than all", R"({"command":"get_time_series","interval_minutes":61})",
        "get_time_series", "1 to 60");
    row("no tiers", R"({"command":"subscribe"})", "subscribe", "'tiers' is an array");
    row("an unknown tier", R"({"command":"subscribe","tiers":["hourly"]})", "subscribe",
        "one of realtime");
    row("a tier that is a number", R"({"command":"subscribe","tiers":[1]})", "subscribe",
        "one of realtime");
    row("a filter that is no array", R"({"command":"subscribe","tiers":[],"sessions":"a"})",
        "subscribe", "array of ids");
    row("an id that is no text", R"({"command":"subscribe","tiers":[],"sessions":[7]})",
        "subscribe", "array of ids");
    row("an empty id", R"({"command":"subscribe","tiers":[],"sessions":[""]})", "subscribe",
        "array of ids");
    row("no filter but null", R"({"command":"subscribe","tiers":[],"sessions":null})", "subscribe",
        "array of ids");
}

void StreamCommandTest::refusesNonsense()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, command);
    QFETCH(const QString, says);

    const auto result = readStreamCommand(text);

    QVERIFY(!result);
    QCOMPARE(result.error().command, command);
    QVERIFY2(result.error().sentence.contains(says), qPrintable(result.error().sentence));
    QVERIFY(result.error().sentence.endsWith(u'.'));
}

void StreamCommandTest::asksForNoMoreThanADayOfMinutes()
{
    for (int hours = 1; hours <= 24; ++hours) {
        for (int minutes = 1; minutes <= hours * 60; ++minutes) {
            const auto command = readStreamCommand(
                u"{\"command\":\"get_time_series\",\"interval_minutes\":%1,\"hours\":%2}"_s
                    .arg(minutes)
                    .arg(hours)
                    .toUtf8());
            const auto &past = std::get<HistoryCommand>(*command);
            QVERIFY(past.points >= 1 && past.points <= mostTimeSeriesPoints);
            QVERIFY(past.points * past.step >= hours * 3600);
        }
    }
}

BREAKWATER_TEST(StreamCommandTest)

#include "tst_streamcommand.moc"
