// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configloader.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

//! Values that are fine alone and wrong together.
class ConfigChecksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSuccessThresholdAboveTheProbesCouldNeverCloseTheBreaker();
    void everyPresetGoesTogether();
    void valuesThatDoNotGoTogetherNameBothSources_data();
    void valuesThatDoNotGoTogetherNameBothSources();
    void equalBoundsAreFine();
    void healthMayBeServedHereOrBehindAToken_data();
    void healthMayBeServedHereOrBehindAToken();
};

void ConfigChecksTest::aSuccessThresholdAboveTheProbesCouldNeverCloseTheBreaker()
{
    const auto loaded = ConfigLoader()
                            .withText("[circuit_breaker]\nsuccess_threshold = 4\n", u"a.toml"_qs)
                            .load();

    QVERIFY(!loaded);
    QCOMPARE(loaded.error().kind, ErrorKind::BadConfig);
    QCOMPARE(loaded.error().message,
             u"circuit_breaker.success_threshold = 4 (file a.toml:2) must be at most "
             "circuit_breaker.half_open_max_calls = 3 (default): otherwise the breaker could never "
             "close."_qs);
}

void ConfigChecksTest::everyPresetGoesTogether()
{
    for (const auto &preset : {u"default"_qs, u"development"_qs, u"production"_qs, u"testing"_qs})
        QVERIFY(ConfigLoader().withPreset(preset).load());
}

void ConfigChecksTest::valuesThatDoNotGoTogetherNameBothSources_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("message");
    const auto row = [](const char *name, const char *toml, const char *message) {
        QTest::newRow(name) << QByteArray(toml) << QString::fromUtf8(message);
    };
    row("open period", "[circuit_breaker]\ntimeout_seconds = 301",
        "circuit_breaker.timeout_seconds = 301 (file a.toml:2) must be at most "
        "circuit_breaker.timeout_max_seconds = 300 (default): otherwise the first open period "
        "would be longer than the longest.");
    row("heartbeat", "[connection]\nheartbeat_interval = 120",
        "connection.heartbeat_interval = \"2m\" (file a.toml:2) must be less than "
        "connection.timeout = \"2m\" (default): otherwise a healthy but quiet link would be cut "
        "before its next heartbeat.");
    row("reconnect", "[reconnect]\nmax_delay = \"200ms\"",
        "reconnect.base_delay = \"250ms\" (default) must be at most reconnect.max_delay = "
        "\"200ms\" (file a.toml:2): otherwise the first wait would be longer than the longest.");
    row("retry", "[retry]\nbase_delay = 20\nmax_delay = 10",
        "retry.base_delay = \"20s\" (file a.toml:2) must be at most retry.max_delay = \"10s\" "
        "(file a.toml:3): otherwise the first wait would be longer than the longest.");
    row("queue", "[queue]\nmax_bytes = \"1GiB\"",
        "queue.max_bytes = \"1GiB\" (file a.toml:2) must be at most queue.total_max_bytes = "
        "\"256MiB\" (default): otherwise one session could not fill its own queue.");
    row("send buffer", "[transport]\nhigh_water = \"9MiB\"",
        "transport.high_water = \"9MiB\" (file a.toml:2) must be at most limits.send_buffer_bytes "
        "= \"8MiB\" (default): otherwise a link would be cut before it is told to wait.");
    row("first tiers", "[refresh]\nrealtime = 6",
        "refresh.realtime = \"6s\" (file a.toml:2) must be at most refresh.performance = \"5s\" "
        "(default): otherwise the tiers would be out of order.");
    row("last tiers", "[refresh]\naggregate = 4",
        "refresh.performance = \"5s\" (default) must be at most refresh.aggregate = \"4s\" (file "
        "a.toml:2): otherwise the tiers would be out of order.");
    row("pointer missing", "[delivery]\nconfirm = \"app\"",
        "delivery.confirm = \"app\" (file a.toml:2) needs delivery.ack_pointer (not set): "
        "otherwise no acknowledgement could be told apart.");
    row("pointer too many", "[delivery]\nack_pointer = \"/id\"",
        "delivery.ack_pointer = \"/id\" (file a.toml:2) is only for delivery.confirm = \"app\", "
        "but there is delivery.confirm = \"hop\" (default).");
    for (const char *address : {"foo:8081", "1.2.3:8081", "[1::2::3]:8081", "LOCALHOST:8081"})
        row(address, QByteArray("[http]\nlisten = \"").append(address).append("\"").constData(),
            QByteArray("http.listen = \"")
                .append(address)
                .append("\" (file a.toml:2) must be an IP address or localhost, with a port: "
                        "otherwise health could not be served.")
                .constData());
    for (const char *address : {"0.0.0.0:8081", "192.0.2.1:0", "[::]:8081", "[2001:db8::1]:1"})
        row(address, QByteArray("[http]\nlisten = \"").append(address).append("\"").constData(),
            QByteArray("http.listen = \"")
                .append(address)
                .append("\" (file a.toml:2) needs http.token_file (not set): otherwise other "
                        "machines could read health without a token.")
                .constData());
    row("against a preset", "preset = \"testing\"\n[connection]\nheartbeat_interval = 40",
        "connection.heartbeat_interval = \"40s\" (file a.toml:3) must be less than "
        "connection.timeout = \"30s\" (preset testing): otherwise a healthy but quiet link would "
        "be cut before its next heartbeat.");
}

void ConfigChecksTest::valuesThatDoNotGoTogetherNameBothSources()
{
    QFETCH(QByteArray, toml);

    const auto loaded = ConfigLoader().withText(toml, u"a.toml"_qs).load();

    QVERIFY(!loaded);
    QTEST(loaded.error().message, "message");
}

void ConfigChecksTest::equalBoundsAreFine()
{
    const auto loaded = ConfigLoader()
                            .withText("[circuit_breaker]\nsuccess_threshold = 3\n"
                                      "timeout_seconds = 300\n"
                                      "[refresh]\nrealtime = 1\nperformance = 1\naggregate = 1\n",
                                      u"a.toml"_qs)
                            .load();

    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
}

void ConfigChecksTest::healthMayBeServedHereOrBehindAToken_data()
{
    QTest::addColumn<QByteArray>("toml");
    for (const char *address :
         {"127.0.0.1:8081", "127.9.9.9:0", "localhost:65535", "[::1]:8081", "[::ffff:127.0.0.1]:1"})
        QTest::newRow(address) << QByteArray("listen = \"").append(address).append("\"");
    QTest::newRow("token") << QByteArray("listen = \"0.0.0.0:8081\"\ntoken_file = \"/nowhere\"");
}

void ConfigChecksTest::healthMayBeServedHereOrBehindAToken()
{
    QFETCH(QByteArray, toml);

    const auto loaded = ConfigLoader().withText("[http]\n" + toml, u"a.toml"_qs).load();

    QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
}

BREAKWATER_TEST(ConfigChecksTest)
#include "tst_configchecks.moc"
