// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/metricnames.h>

#include <algorithm>
#include <array>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

struct Named
{
    Metric metric;
    QLatin1StringView name;
    QLatin1StringView unit;
};

constexpr std::array metrics{
    Named{Metric::LatencyP50, "latency_p50"_L1, "milliseconds"_L1},
    Named{Metric::LatencyP95, "latency_p95"_L1, "milliseconds"_L1},
    Named{Metric::LatencyP99, "latency_p99"_L1, "milliseconds"_L1},
    Named{Metric::LatencyMax, "latency_max"_L1, "milliseconds"_L1},
    Named{Metric::LatencyCount, "latency_count"_L1, "messages"_L1},
    Named{Metric::Rtt, "rtt"_L1, "milliseconds"_L1},
    Named{Metric::RateIn, "rate_in"_L1, "per_second"_L1},
    Named{Metric::RateOut, "rate_out"_L1, "per_second"_L1},
    Named{Metric::FailureRate, "failure_rate"_L1, "ratio"_L1},
    Named{Metric::SlowRate, "slow_rate"_L1, "ratio"_L1},
    Named{Metric::RetryRate, "retry_rate"_L1, "per_second"_L1},
    Named{Metric::Queued, "queued"_L1, "messages"_L1},
    Named{Metric::Unconfirmed, "unconfirmed"_L1, "messages"_L1},
    Named{Metric::BackoffDelay, "backoff_delay"_L1, "seconds"_L1},
    Named{Metric::Available, "available"_L1, "ratio"_L1},
    Named{Metric::Connections, "connections"_L1, "links"_L1},
    Named{Metric::MemoryRss, "memory_rss"_L1, "bytes"_L1},
    Named{Metric::QueueBytes, "queue_bytes"_L1, "bytes"_L1},
    Named{Metric::ClientsConnected, "clients_connected"_L1, "clients"_L1},
    Named{Metric::ClientsKnown, "clients_known"_L1, "clients"_L1},
    Named{Metric::CleanupRemoved, "cleanup_removed"_L1, "clients"_L1},
    Named{Metric::CleanupDuration, "cleanup_duration"_L1, "milliseconds"_L1},
    Named{Metric::BreakerOpens, "breaker_opens"_L1, "changes"_L1},
    Named{Metric::BreakerHalfOpens, "breaker_half_opens"_L1, "changes"_L1},
    Named{Metric::BreakerCloses, "breaker_closes"_L1, "changes"_L1},
};
static_assert(metrics.size() == metricCount);

const Named &entryOf(Metric metric)
{
    return *std::find_if(metrics.begin(), metrics.end(),
                         [metric](const Named &known) { return known.metric == metric; });
}

} // namespace

QLatin1StringView toString(Metric metric)
{
    return entryOf(metric).name;
}

QLatin1StringView unitOf(Metric metric)
{
    return entryOf(metric).unit;
}

std::optional<Metric> metricNamed(QStringView name)
{
    const auto *const known = std::find_if(metrics.begin(), metrics.end(),
                                           [name](const Named &one) { return one.name == name; });
    return known == metrics.end() ? std::nullopt : std::optional(known->metric);
}

} // namespace Breakwater
