// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configloader.h>

#include <core/config/configchange.h>

#include <tests/support/testmain.h>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Breakwater;

class ConfigLoaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLaterSourceWinsAndIsNamed_data();
    void theLaterSourceWinsAndIsNamed();
    void everyTypeIsRead();
    void theEnvironmentWritesTextsAndListsWithoutQuotes();
    void otherVariablesAreLeftAlone();
    void keysWithoutEffectWarnOnlyWhenSet();
    void secretsAreNeverShown();
    void exactCountersReplaceTheOldSampleRate();
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

void ConfigLoaderTest::theLaterSourceWinsAndIsNamed_data()
{
    QTest::addColumn<int>("sources"); // how many of preset, file, environment, command line
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("source");
    QTest::newRow("default") << 0 << u"60"_qs << u"default"_qs;
    QTest::newRow("preset") << 1 << u"120"_qs << u"preset production"_qs;
    QTest::newRow("file") << 2 << u"11"_qs << u"file a.toml:3"_qs;
    QTest::newRow("environment") << 3 << u"12"_qs
                                 << u"environment BREAKWATER_CIRCUIT_BREAKER_TIMEOUT_SECONDS"_qs;
    QTest::newRow("command line") << 4 << u"13"_qs << u"command line --open-for"_qs;
}

void ConfigLoaderTest::theLaterSourceWinsAndIsNamed()
{
    QFETCH(int, sources);
    const QString key = u"circuit_breaker.timeout_seconds"_qs;
    ConfigLoader loader;
    if (sources > 3)
        loader.withValue(key, u"13"_qs, u"--open-for"_qs);
    if (sources > 2)
        loader.withEnvironment(
            environment({{u"BREAKWATER_CIRCUIT_BREAKER_TIMEOUT_SECONDS"_qs, u"12"_qs}}));
    if (sources > 1)
        loader.withText("\n[circuit_breaker]\ntimeout_seconds = 11\n", u"a.toml"_qs);
    if (sources > 0)
        loader.withPreset(u"production"_qs);

    const auto loaded = loader.load();

    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
    QTEST(valueOf(*loaded, key).value, "value");
    QTEST(valueOf(*loaded, key).source, "source");
    QCOMPARE(valueOf(*loaded, key).range, u"0.1 \u2026 86400"_qs);
    QVERIFY(!valueOf(*loaded, key).meaning.isEmpty());
}

void ConfigLoaderTest::everyTypeIsRead()
{
    const auto loaded = ConfigLoader()
                            .withText(R"(
[metrics]
enabled = false
[circuit_breaker]
failure_rate_threshold = 1
timeout_seconds = 0.5
[deduplication]
hash = "sha256"
[queue]
max_bytes = "8 MiB"
total_max_bytes = 16777216
message_ttl = "1.5s"
[http]
allowed_hosts = ["a.example", "b.example"]
[ui]
slo_p99 = 0.25
[limits]
receive_rate = 500
)",
                                      u"a.toml"_qs)
                            .load();

    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
    const StabilityConfig &config = loaded->config;
    QVERIFY(!config.metrics.enabled);
    QCOMPARE(config.circuitBreaker.failureRateThreshold, 1.0);
    QCOMPARE(config.circuitBreaker.timeout, Duration(500ms));
    QCOMPARE(config.deduplication.hash, DedupHash::Sha256);
    QCOMPARE(config.queue.maxBytes, 8 * 1024 * 1024);
    QCOMPARE(config.queue.totalMaxBytes, 16 * 1024 * 1024);
    QCOMPARE(config.queue.messageTtl, Duration(1500ms));
    QCOMPARE(config.http.allowedHosts, (QStringList{u"a.example"_qs, u"b.example"_qs}));
    QCOMPARE(config.ui.sloP99, std::optional<Duration>(250ms));
    QCOMPARE(config.limits.receiveRate, std::optional(500));
}

void ConfigLoaderTest::theEnvironmentWritesTextsAndListsWithoutQuotes()
{
    const auto loaded
        = ConfigLoader()
              .withEnvironment(
                  environment({{u"BREAKWATER_SERVE_LISTEN"_qs, u"127.0.0.1:0"_qs},
                               {u"BREAKWATER_HTTP_ALLOWED_ORIGINS"_qs, u"https://a, https://b"_qs},
                               {u"BREAKWATER_QUEUE_MAX_BYTES"_qs, u"64KiB"_qs},
                               {u"BREAKWATER_METRICS_ENABLED"_qs, u"false"_qs}}))
              .load();

    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
    QCOMPARE(loaded->config.serve.listen, std::optional(u"127.0.0.1:0"_qs));
    QCOMPARE(loaded->config.http.allowedOrigins, (QStringList{u"https://a"_qs, u"https://b"_qs}));
    QCOMPARE(loaded->config.queue.maxBytes, 65536);
    QVERIFY(!loaded->config.metrics.enabled);
}

void ConfigLoaderTest::otherVariablesAreLeftAlone()
{
    const auto loaded
        = ConfigLoader()
              .withEnvironment(environment({{u"BREAKWATER_TOKEN"_qs, u"canary"_qs},
                                            {u"BREAKWATER_TOKEN_OPS"_qs, u"canary"_qs},
                                            {u"QUEUE_MAX_MESSAGES"_qs, u"many"_qs}}))
              .load();

    QVERIFY(loaded);
    QVERIFY(changesBetween(StabilityConfig(), loaded->config).empty());
}

void ConfigLoaderTest::keysWithoutEffectWarnOnlyWhenSet()
{
    const auto quiet = ConfigLoader().withPreset(u"production"_qs).load();
    const auto loaded = ConfigLoader()
                            .withText("[watch]\nprometheus_url = "
                                      "\"http://127.0.0.1:9090\"\n[queue]\nmax_messages = 5\n",
                                      u"a.toml"_qs)
                            .load();

    QVERIFY(quiet && loaded);
    QVERIFY(quiet->warnings.empty());
    QCOMPARE(loaded->warnings.size(), 1u);
    QCOMPARE(loaded->warnings.front(),
             u"a.toml:2: watch.prometheus_url is accepted, but has no effect in this version."_qs);
}

void ConfigLoaderTest::secretsAreNeverShown()
{
    const auto loaded
        = ConfigLoader().withText("[session]\npreamble = \"canary\"\n", u"a.toml"_qs).load();
    const auto wrong
        = ConfigLoader().withText("[session]\npreamble = [\"canary\"]\n", u"a.toml"_qs).load();

    QVERIFY(loaded);
    QCOMPARE(loaded->config.session.preamble, std::optional(u"canary"_qs));
    QCOMPARE(valueOf(*loaded, u"session.preamble"_qs).value, u"\u2026"_qs);
    QVERIFY(!wrong);
    QVERIFY(!wrong.error().message.contains(u"canary"_qs));
}

void ConfigLoaderTest::exactCountersReplaceTheOldSampleRate()
{
    const auto fine = ConfigLoader().withText("[metrics]\nsample_rate = 1\n", u"a.toml"_qs).load();
    const auto less
        = ConfigLoader().withText("[metrics]\nsample_rate = 0.1\n", u"a.toml"_qs).load();

    QVERIFY(fine);
    QVERIFY(fine->warnings.empty());
    QVERIFY(!less);
    QCOMPARE(less.error().message,
             u"a.toml:2: metrics.sample_rate = 0.1 is not possible: counters here are exact, which "
             "is cheaper than sampling; leave the key out or write 1.0."_qs);
}

BREAKWATER_TEST(ConfigLoaderTest)
#include "tst_configloader.moc"
