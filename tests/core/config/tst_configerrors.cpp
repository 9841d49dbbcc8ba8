// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configloader.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

//! Every wrong line, and the whole sentence that it is answered with.
class ConfigErrorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWrongLineIsNamedWithKeyValueAndRange_data();
    void aWrongLineIsNamedWithKeyValueAndRange();
    void theFirstWrongLineIsReported();
    void aWrongVariableIsNamed_data();
    void aWrongVariableIsNamed();
    void aWrongOptionIsNamed_data();
    void aWrongOptionIsNamed();
    void aTtlOfZeroIsAnErrorAndNeverReadAsUnset_data();
    void aTtlOfZeroIsAnErrorAndNeverReadAsUnset();
};

void ConfigErrorsTest::aWrongLineIsNamedWithKeyValueAndRange_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *toml, const char *message) {
        QTest::newRow(name) << QByteArray(toml) << QString::fromUtf8(message);
    };
    row("unknown key", "[queue]\nmax_mesages = 5",
        "a.toml:2: there is no key queue.max_mesages; did you mean queue.max_messages?");
    row("unknown section", "\n[alerts]\nrule = 1",
        "a.toml:3: there is no key alerts.rule; `breakwaterctl config defaults` lists all keys.");
    row("empty unknown section", "[alerts]",
        "a.toml:1: there is no key alerts; `breakwaterctl config defaults` lists all keys.");
    row("section as a key", "queue = 5",
        "a.toml:1: queue is a section; write [queue] and its keys below.");
    row("key as a section", "[queue.max_messages]",
        "a.toml:1: queue.max_messages = a table is not a whole number; allowed is 1 … 10000000.");
    row("quoted dotted key", "\"queue.max_messages\" = 5",
        "a.toml:1: there is no key \"queue.max_messages\"; did you mean queue.max_messages?");
    row("below the range", "[queue]\nmax_messages = 0",
        "a.toml:2: queue.max_messages = 0 is out of range; allowed is 1 … 10000000.");
    row("above the range", "[limits]\nmessage_bytes = \"65 MiB\"",
        "a.toml:2: limits.message_bytes = \"65 MiB\" is out of range; allowed is 1KiB … 64MiB.");
    row("share above one", "[queue]\nhigh_water = 1.01",
        "a.toml:2: queue.high_water = 1.01 is out of range; allowed is 0.01 … 1.");
    row("not a number", "[queue]\nhigh_water = nan",
        "a.toml:2: queue.high_water = nan is out of range; allowed is 0.01 … 1.");
    row("refresh too fast", "[refresh]\nrealtime = \"99ms\"",
        "a.toml:2: refresh.realtime = \"99ms\" is out of range; allowed is 100ms … 1h.");
    row("endless duration", "[queue]\nmessage_ttl = inf",
        "a.toml:2: queue.message_ttl = inf is out of range; allowed is 1ms … 30d.");
    row("negative duration", "[reconnect]\nspread = -1",
        "a.toml:2: reconnect.spread = -1 is out of range; allowed is 0s … 1h.");
    row("text for a number", "[queue]\nmax_messages = \"5\"",
        "a.toml:2: queue.max_messages = \"5\" is not a whole number; allowed is 1 … 10000000.");
    row("fraction for a count", "[queue]\nmax_messages = 5.5",
        "a.toml:2: queue.max_messages = 5.5 is not a whole number; allowed is 1 … 10000000.");
    row("number for a flag", "[metrics]\nenabled = 1",
        "a.toml:2: metrics.enabled = 1 is neither true nor false; allowed is true, false.");
    row("unit in seconds", "[deduplication]\nttl_seconds = \"5m\"",
        "a.toml:2: deduplication.ttl_seconds = \"5m\" is not a plain number of seconds; allowed is "
        "0.001 … 604800.");
    row("decimal megabytes", "[queue]\nmax_bytes = \"4 MB\"",
        "a.toml:2: queue.max_bytes = \"4 MB\" is not a whole number of bytes, nor a size such as "
        "\"64KiB\", \"4MiB\", \"1GiB\"; allowed is 1KiB … 64GiB.");
    row("unknown unit", "[connection]\ntimeout = \"2 minutes\"",
        "a.toml:2: connection.timeout = \"2 minutes\" is not a duration such as \"250ms\", "
        "\"1.5s\", \"5m\", \"2h\", \"30d\" or a number of seconds; allowed is 100ms … 1d.");
    row("unknown choice", "[queue]\noverflow = \"drop\"",
        "a.toml:2: queue.overflow = \"drop\" is not one of the choices; allowed is reject_new, "
        "drop_oldest, drop_lowest_priority.");
    row("unknown preset", "preset = \"prod\"",
        "a.toml:1: preset = \"prod\" is not one of the choices; allowed is default, development, "
        "production, testing.");
    row("date", "[queue]\nmax_messages = 2026-01-01",
        "a.toml:2: queue.max_messages = a date or time is not a whole number; allowed is 1 … "
        "10000000.");
    row("list of numbers", "[http]\nallowed_hosts = [1]",
        "a.toml:2: http.allowed_hosts = a list of other things than texts is not a list of texts "
        "such as [\"a\", \"b\"]; allowed is a list of texts.");
    row("empty text", "[history]\npath = \"\"",
        "a.toml:2: history.path = \"\" is empty; leave the key out when it is not wanted.");
    row("no port", "[serve]\nlisten = \"localhost\"",
        "a.toml:2: serve.listen = \"localhost\" must be host:port such as 127.0.0.1:8080 or "
        "[::1]:8080 (port 0 takes a free one).");
    row("port too high", "[serve]\nlisten = \"localhost:65536\"",
        "a.toml:2: serve.listen = \"localhost:65536\" must be host:port such as 127.0.0.1:8080 or "
        "[::1]:8080 (port 0 takes a free one).");
    row("bad pointer", "[delivery]\nack_pointer = \"id\"",
        "a.toml:2: delivery.ack_pointer = \"id\" must be a JSON Pointer such as /ack/id.");
    row("bad time zone", "[health]\ntime_zone = \"Mars/Base\"",
        "a.toml:2: health.time_zone = \"Mars/Base\" must be a time zone that this machine knows, "
        "such as Europe/Berlin.");
}

void ConfigErrorsTest::aWrongLineIsNamedWithKeyValueAndRange()
{
    QFETCH(QByteArray, toml);

    const auto loaded = ConfigLoader().withText(toml, u"a.toml"_qs).load();

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, ErrorKind::BadConfig);
    QTEST(loaded.error().message, "message");
}

void ConfigErrorsTest::theFirstWrongLineIsReported()
{
    const auto loaded = ConfigLoader()
                            .withText("[queue]\nmax_messages = 0\n[alerts]\nx = 1\n", u"a.toml"_qs)
                            .load();

    QVERIFY(!loaded);
    QVERIFY(loaded.error().message.startsWith(u"a.toml:2: "_qs));
}

void ConfigErrorsTest::aWrongVariableIsNamed_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    QTest::newRow("unknown") << u"BREAKWATER_QUEUE_MAX_MESAGES"_qs << u"canary"_qs
                             << u"environment BREAKWATER_QUEUE_MAX_MESAGES: there is no such "
                                "setting; did you mean BREAKWATER_QUEUE_MAX_MESSAGES?"_qs;
    QTest::newRow("half a section")
        << u"BREAKWATER_CIRCUIT_BREAKER_TIMEOUT"_qs << u"canary"_qs
        << u"environment BREAKWATER_CIRCUIT_BREAKER_TIMEOUT: there is no such setting; did you "
           "mean BREAKWATER_CIRCUIT_BREAKER_TIMEOUT_SECONDS?"_qs;
    QTest::newRow("nothing near") << u"BREAKWATER_XYZZY"_qs << u"canary"_qs
                                  << u"environment BREAKWATER_XYZZY: there is no such setting."_qs;
    QTest::newRow("bare prefix") << u"BREAKWATER_"_qs << u"canary"_qs
                                 << u"environment BREAKWATER_: there is no such setting."_qs;
    QTest::newRow("out of range")
        << u"BREAKWATER_QUEUE_MAX_MESSAGES"_qs << u"0"_qs
        << u"environment BREAKWATER_QUEUE_MAX_MESSAGES: queue.max_messages = \"0\" is out of "
           "range; allowed is 1 \u2026 10000000."_qs;
    QTest::newRow("wrong type")
        << u"BREAKWATER_METRICS_ENABLED"_qs << u"yes"_qs
        << u"environment BREAKWATER_METRICS_ENABLED: metrics.enabled = \"yes\" is neither true nor "
           "false; allowed is true, false."_qs;
    QTest::newRow("empty")
        << u"BREAKWATER_HISTORY_PATH"_qs << QString()
        << u"environment BREAKWATER_HISTORY_PATH: history.path = \"\" is empty; leave the key out "
           "when it is not wanted."_qs;
}

void ConfigErrorsTest::aWrongVariableIsNamed()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QProcessEnvironment environment;
    environment.insert(name, value);

    const auto loaded = ConfigLoader().withEnvironment(environment).load();

    QVERIFY(!loaded);
    QTEST(loaded.error().message, "message");
}

void ConfigErrorsTest::aWrongOptionIsNamed_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("message");
    QTest::newRow("unknown") << u"serve.lisen"_qs << u"x"_qs
                             << u"command line --listen: there is no key serve.lisen; did you mean "
                                "serve.listen?"_qs;
    QTest::newRow("wrong") << u"queue.max_messages"_qs << u"many"_qs
                           << u"command line --listen: queue.max_messages = \"many\" is not a "
                              "whole number; allowed is 1 \u2026 10000000."_qs;
}

void ConfigErrorsTest::aWrongOptionIsNamed()
{
    QFETCH(QString, key);
    QFETCH(QString, value);

    const auto loaded = ConfigLoader().withValue(key, value, u"--listen"_qs).load();
    const auto preset = ConfigLoader().withPreset(u"prod"_qs).load();

    QVERIFY(!loaded);
    QTEST(loaded.error().message, "message");
    QVERIFY(!preset);
    QVERIFY(preset.error().message.startsWith(u"command line --preset: preset = \"prod\" "_qs));
}

void ConfigErrorsTest::aTtlOfZeroIsAnErrorAndNeverReadAsUnset_data()
{
    QTest::addColumn<QString>("key");
    for (const char *key :
         {"deduplication.ttl_seconds", "queue.message_ttl", "metrics.client_metrics_ttl",
          "connection.timeout", "connection.heartbeat_interval", "circuit_breaker.timeout_seconds"})
        QTest::newRow(key) << QString::fromUtf8(key);
}

void ConfigErrorsTest::aTtlOfZeroIsAnErrorAndNeverReadAsUnset()
{
    QFETCH(QString, key);

    const auto loaded = ConfigLoader().withValue(key, u"0"_qs, u"-o"_qs).load();

    QVERIFY(!loaded);
    QVERIFY2(loaded.error().message.contains(key + u" = \"0\" is out of range"_qs),
             qPrintable(loaded.error().message));
}

BREAKWATER_TEST(ConfigErrorsTest)
#include "tst_configerrors.moc"
