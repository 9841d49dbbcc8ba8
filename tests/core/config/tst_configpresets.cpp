// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configloader.h>

#include <core/config/configchange.h>

#include <tests/support/testmain.h>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Breakwater;

class ConfigPresetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void presetsHoldTheirValues_data();
    void presetsHoldTheirValues();
    void keysOutsideTheTableAreTheSameInEveryPreset();
    void thePresetMayComeFromEverySource_data();
    void thePresetMayComeFromEverySource();
    void aSpreadOfZeroInTheFileBeatsThePresetAndStaysZero();
};

namespace {

ConfigValue valueOf(const LoadedConfig &loaded, const QString &key)
{
    const auto it = std::ranges::find(loaded.values, key, &ConfigValue::key);
    return it == loaded.values.end() ? ConfigValue{} : *it;
}

QProcessEnvironment environment(std::initializer_list<std::pair<QString, QString>> variables)
{
    QProcessEnvironment result;
    for (const auto &[name, value] : variables)
        result.insert(name, value);
    return result;
}

} // namespace

void ConfigPresetsTest::presetsHoldTheirValues_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QStringList>("expected"); // default, development, production, testing
    const auto row = [](const char *key, const QStringList &expected) {
        QTest::newRow(key) << QString::fromUtf8(key) << expected;
    };
    const auto same = [](const QString &text) { return QStringList{text, text, text, text}; };
    row("metrics.enabled", same(u"true"_qs));
    row("metrics.client_metrics_ttl", {u"\"1h\""_qs, u"\"10m\""_qs, u"\"1h\""_qs, u"\"1m\""_qs});
    row("metrics.cleanup_interval", {u"\"5m\""_qs, u"\"1m\""_qs, u"\"10m\""_qs, u"\"10s\""_qs});
    row("circuit_breaker.enabled", same(u"true"_qs));
    row("circuit_breaker.failure_threshold", {u"5"_qs, u"3"_qs, u"10"_qs, u"2"_qs});
    row("circuit_breaker.success_threshold", {u"2"_qs, u"2"_qs, u"3"_qs, u"1"_qs});
    row("circuit_breaker.timeout_seconds", {u"60"_qs, u"30"_qs, u"120"_qs, u"5"_qs});
    row("circuit_breaker.half_open_max_calls", same(u"3"_qs));
    row("deduplication.enabled", same(u"true"_qs));
    row("deduplication.ttl_seconds", {u"300"_qs, u"60"_qs, u"600"_qs, u"30"_qs});
    row("deduplication.hash", same(u"\"xxh3\""_qs));
    row("connection.timeout", {u"\"2m\""_qs, u"\"1m\""_qs, u"\"2m\""_qs, u"\"30s\""_qs});
    row("queue.max_messages", same(u"1000"_qs));
    row("queue.message_ttl", {u"\"5m\""_qs, u"\"2m\""_qs, u"\"5m\""_qs, u"\"1m\""_qs});
    row("retry.max_attempts", same(u"3"_qs));
    row("retry.base_delay", same(u"\"1s\""_qs));
    row("retry.max_delay", same(u"\"1m\""_qs));
    row("reconnect.spread", {u"\"2s\""_qs, u"\"0s\""_qs, u"\"15s\""_qs, u"\"0s\""_qs});
}

void ConfigPresetsTest::presetsHoldTheirValues()
{
    QFETCH(QString, key);
    QFETCH(QStringList, expected);

    QStringList found;
    for (const auto &preset : {u"default"_qs, u"development"_qs, u"production"_qs, u"testing"_qs}) {
        const auto loaded = ConfigLoader().withPreset(preset).load();
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
        found += valueOf(*loaded, key).value;
    }

    QCOMPARE(found, expected);
}

void ConfigPresetsTest::keysOutsideTheTableAreTheSameInEveryPreset()
{
    const StabilityConfig standard;

    QVERIFY(changesBetween(standard, ConfigLoader::preset(Preset::Default)).empty());
    QCOMPARE(changesBetween(standard, ConfigLoader::preset(Preset::Development)).size(), 9u);
    QCOMPARE(changesBetween(standard, ConfigLoader::preset(Preset::Production)).size(), 7u);
    QCOMPARE(changesBetween(standard, ConfigLoader::preset(Preset::Testing)).size(), 10u);
}

void ConfigPresetsTest::thePresetMayComeFromEverySource_data()
{
    QTest::addColumn<bool>("inEnvironment");
    QTest::addColumn<bool>("onCommandLine");
    QTest::addColumn<Preset>("preset");
    QTest::addColumn<QString>("source");
    QTest::newRow("file") << false << false << Preset::Development << u"file a.toml:1"_qs;
    QTest::newRow("environment") << true << false << Preset::Production
                                 << u"environment BREAKWATER_PRESET"_qs;
    QTest::newRow("command line") << true << true << Preset::Testing << u"command line --preset"_qs;
}

void ConfigPresetsTest::thePresetMayComeFromEverySource()
{
    QFETCH(bool, inEnvironment);
    QFETCH(bool, onCommandLine);
    QFETCH(Preset, preset);
    ConfigLoader loader;
    loader.withText("preset = \"development\"\n[queue]\nmessage_ttl = 7\n", u"a.toml"_qs);
    if (inEnvironment)
        loader.withEnvironment(environment({{u"BREAKWATER_PRESET"_qs, u"production"_qs}}));
    if (onCommandLine)
        loader.withPreset(u"testing"_qs);

    const auto loaded = loader.load();

    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
    QTEST(valueOf(*loaded, u"preset"_qs).source, "source");
    StabilityConfig expected = ConfigLoader::preset(preset);
    expected.queue.messageTtl = 7s; // the file's own keys beat every preset
    QVERIFY(changesBetween(expected, loaded->config).empty());
}

void ConfigPresetsTest::aSpreadOfZeroInTheFileBeatsThePresetAndStaysZero()
{
    const auto loaded = ConfigLoader()
                            .withText("[reconnect]\nspread = 0\n", u"a.toml"_qs)
                            .withPreset(u"production"_qs)
                            .load();

    QVERIFY(loaded);
    QCOMPARE(loaded->config.reconnect.spread, Duration(0s));
    QCOMPARE(valueOf(*loaded, u"reconnect.spread"_qs).source, u"file a.toml:2"_qs);
}

BREAKWATER_TEST(ConfigPresetsTest)
#include "tst_configpresets.moc"
