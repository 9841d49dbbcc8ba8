// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configkeytable.h>

#include <array>

// The keys about the program as a whole: preset, metrics, what it serves, keeps, watches and shows.

namespace Breakwater::ConfigKeyTable {

using namespace Qt::StringLiterals;
using enum Applies;
using enum Effect;
using Config = StabilityConfig;

namespace {

// In the order of the enumerations.
constexpr std::array presets{"default"_L1, "development"_L1, "production"_L1, "testing"_L1};
constexpr std::array readyPolicies{"any"_L1, "all"_L1};

Allowed textList(QLatin1StringView example)
{
    return {.type = KeyType::TextList, .example = example};
}

std::vector<ConfigKey> httpKeys()
{
    using Http = Config::Http;
    return {
        key<&Config::http, &Http::listen>({"http.listen"_L1,
                                           text("127.0.0.1:8081"_L1, listenComplaint), AtRestart,
                                           Now, "Where health and metrics are served."_L1}),
        key<&Config::http, &Http::tokenFile>({"http.token_file"_L1,
                                              text("/etc/breakwater/token"_L1), AtRestart, Now,
                                              "File with the token that callers must show."_L1}),
        key<&Config::http, &Http::allowedOrigins>(
            {"http.allowed_origins"_L1, textList("https://ops.example.org"_L1), Live, Now,
             "Web pages that may connect; empty allows no browser."_L1}),
        key<&Config::http, &Http::allowedHosts>(
            {"http.allowed_hosts"_L1, textList("monitor.example.org"_L1), Live, Now,
             "Host names besides this machine's own that callers may use."_L1}),
    };
}

std::vector<ConfigKey> historyKeys()
{
    using History = Config::History;
    using Health = Config::Health;
    return {
        key<&Config::history, &History::path>(
            {"history.path"_L1, text("/var/lib/breakwater/history.sqlite"_L1), AtRestart, NotYet,
             "File that keeps history across restarts; not set keeps it in memory."_L1}),
        key<&Config::history, &History::maxAge>({"history.max_age"_L1, duration(Minute, 3650 * Day),
                                                 Live, NotYet, "Older history is removed."_L1}),
        key<&Config::history, &History::maxBytes>({"history.max_bytes"_L1, bytes(MiB, 1024 * GiB),
                                                   Live, NotYet, "Largest history file."_L1}),
        key<&Config::health, &Health::clientFailureShare>(
            {"health.client_failure_share"_L1, number(0.01, 1), Live, Now,
             "Share of failing clients, but at least two, that makes health degraded."_L1}),
        key<&Config::health, &Health::ready>(
            {"health.ready"_L1, choice(readyPolicies), Live, Now,
             "Whether one connected link is enough for /readyz, or all must be."_L1}),
        key<&Config::health, &Health::timeZone>(
            {"health.time_zone"_L1, text("Europe/Berlin"_L1, timeZoneComplaint), Live, Now,
             "Time zone of dates in health answers; not set is the machine's."_L1}),
    };
}

std::vector<ConfigKey> servingKeys()
{
    using Refresh = Config::Refresh;
    return {
        key<&Config::serve, &Config::Serve::listen>(
            {"serve.listen"_L1, text("127.0.0.1:9001"_L1, listenComplaint), AtRestart, Now,
             "Where WebSocket clients may connect."_L1}),
        key<&Config::serve, &Config::Serve::broadcast>(
            {"serve.broadcast"_L1, flag(), Live, Now,
             "Whether a message of one client goes to all others."_L1}),
        key<&Config::watch, &Config::Watch::pollInterval>(
            {"watch.poll_interval"_L1, duration(0.1, Day), Live, Now,
             "Time between two looks at a watched health page."_L1}),
        key<&Config::watch, &Config::Watch::prometheusUrl>(
            {"watch.prometheus_url"_L1, text("http://127.0.0.1:9090"_L1, webUrlComplaint), Live,
             NotYet, "Prometheus server that is asked for history."_L1}),
        key<&Config::refresh, &Refresh::realtime>({"refresh.realtime"_L1, duration(0.1, Hour), Live,
                                                   Now, "Tier of lamps, gauges and tiles."_L1}),
        key<&Config::refresh, &Refresh::performance>(
            {"refresh.performance"_L1, duration(0.1, Hour), Live, Now,
             "Tier of the performance charts; at least refresh.realtime."_L1}),
        key<&Config::refresh, &Refresh::aggregate>(
            {"refresh.aggregate"_L1, duration(0.1, Hour), Live, Now,
             "Tier of totals and tables; at least refresh.performance."_L1}),
        key<&Config::ui, &Config::Ui::sloP99>(
            {"ui.slo_p99"_L1,
             {.type = KeyType::TimeSpan, .lowest = 0.0001, .highest = Hour, .example = "250ms"_L1},
             Live,
             Now,
             "Line in the latency chart: where the 99th percentile should stay below."_L1}),
    };
}

std::vector<ConfigKey> limitKeys()
{
    using Limits = Config::Limits;
    return {
        key<&Config::limits, &Limits::messageBytes>({"limits.message_bytes"_L1,
                                                     bytes(KiB, 64 * MiB), Live, Now,
                                                     "Largest incoming message and frame."_L1}),
        key<&Config::limits, &Limits::framesPerMessage>(
            {"limits.frames_per_message"_L1, count(1, 1'000'000), Live, Now,
             "Fragments of one incoming message, empty ones included."_L1}),
        key<&Config::limits, &Limits::sendBufferBytes>(
            {"limits.send_buffer_bytes"_L1, bytes(64 * KiB, GiB), Live, Now,
             "Bytes that may wait in a socket before it is cut."_L1}),
        key<&Config::limits, &Limits::watchdogInterval>({"limits.watchdog_interval"_L1,
                                                         duration(0.01, 10), Live, Now,
                                                         "How often that buffer is looked at."_L1}),
        key<&Config::limits, &Limits::receiveRate>(
            {"limits.receive_rate"_L1,
             {.type = KeyType::Integer, .lowest = 1, .highest = 10'000'000, .example = "20000"_L1},
             Live,
             Now,
             "Incoming messages per second; not set is off for links that we dialled."_L1}),
        key<&Config::limits, &Limits::clients>(
            {"limits.clients"_L1, count(1, 1'000'000), Live, Now,
             "WebSocket clients and subscribers at a time; one more is sent away."_L1}),
        key<&Config::limits, &Limits::clientsPerAddress>(
            {"limits.clients_per_address"_L1, count(1, 1'000'000), Live, Now,
             "Of them from one address; loopback is exempt."_L1}),
        key<&Config::limits, &Limits::clientReceiveRate>(
            {"limits.client_receive_rate"_L1, count(1, 10'000'000), Live, Now,
             "Messages per second of one client; one that sends more is closed with 1008."_L1}),
        key<&Config::limits, &Limits::clientMessageBytes>(
            {"limits.client_message_bytes"_L1, bytes(KiB, 64 * MiB), Live, Now,
             "Largest message and frame of a client."_L1}),
        key<&Config::limits, &Limits::subscriberBacklog>(
            {"limits.subscriber_backlog"_L1, bytes(64 * KiB, GiB), Live, Now,
             "Bytes of the metrics stream that may wait for a slow subscriber; above, it gets "
             "the newest only."_L1}),
    };
}

} // namespace

std::vector<ConfigKey> metricsKeys()
{
    using Metrics = Config::Metrics;
    return {
        ConfigKey{
            .id = "preset"_L1,
            .read = [](const Config &config) { return toValue(config.preset); },
            .write = [](Config &config, const KeyValue &value) { fromValue(config.preset, value); },
            .allowed = choice(presets),
            .applies = Live,
            .effect = Now,
            .meaning = "Which set of defaults the other keys start from."_L1,
        },
        key<&Config::metrics, &Metrics::enabled>(
            {"metrics.enabled"_L1, flag(), Live, Now,
             "Whether histograms and windows are kept; counters always are."_L1}),
        key<&Config::metrics, &Metrics::clientMetricsTtl>(
            {"metrics.client_metrics_ttl"_L1, duration(1, 365 * Day), Live, Now,
             "An idle, disconnected session with nothing pending is removed after this long."_L1}),
        key<&Config::metrics, &Metrics::cleanupInterval>({"metrics.cleanup_interval"_L1,
                                                          duration(1, Day), Live, Now,
                                                          "Time between two such clean-ups."_L1}),
        ConfigKey{
            .id = "metrics.sample_rate"_L1,
            .read = [](const Config &) { return KeyValue(1.0); },
            .write = [](Config &, const KeyValue &) {},
            .allowed = number(1, 1),
            .applies = Live,
            .effect = Now,
            .meaning
            = "Only for old files: counters here are exact, which is cheaper than sampling."_L1,
            .isObsolete = true,
        },
    };
}

std::vector<ConfigKey> programKeys()
{
    std::vector<ConfigKey> keys = httpKeys();
    for (auto &more : {historyKeys(), servingKeys(), limitKeys()})
        keys.insert(keys.end(), more.begin(), more.end());
    return keys;
}

} // namespace Breakwater::ConfigKeyTable
