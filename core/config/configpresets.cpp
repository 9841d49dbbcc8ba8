// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/config/configloader.h>

// The table of presets; what a preset does not name keeps its default.

namespace Breakwater {

using namespace std::chrono_literals;

namespace {

StabilityConfig development()
{
    StabilityConfig config;
    config.preset = Preset::Development;
    config.metrics.clientMetricsTtl = 600s;
    config.metrics.cleanupInterval = 60s;
    config.circuitBreaker.failureThreshold = 3;
    config.circuitBreaker.timeout = 30s;
    config.deduplication.ttl = 60s;
    config.connection.timeout = 60s;
    config.queue.messageTtl = 120s;
    config.reconnect.spread = 0s;
    return config;
}

StabilityConfig production()
{
    StabilityConfig config;
    config.preset = Preset::Production;
    config.metrics.cleanupInterval = 600s;
    config.circuitBreaker.failureThreshold = 10;
    config.circuitBreaker.successThreshold = 3;
    config.circuitBreaker.timeout = 120s;
    config.deduplication.ttl = 600s;
    config.reconnect.spread = 15s;
    return config;
}

StabilityConfig testing()
{
    StabilityConfig config;
    config.preset = Preset::Testing;
    config.metrics.clientMetricsTtl = 60s;
    config.metrics.cleanupInterval = 10s;
    config.circuitBreaker.failureThreshold = 2;
    config.circuitBreaker.successThreshold = 1;
    config.circuitBreaker.timeout = 5s;
    config.deduplication.ttl = 30s;
    config.connection.timeout = 30s;
    config.queue.messageTtl = 60s;
    config.reconnect.spread = 0s;
    return config;
}

} // namespace

StabilityConfig ConfigLoader::preset(Preset preset)
{
    switch (preset) {
    case Preset::Default: return {};
    case Preset::Development: return development();
    case Preset::Production: return production();
    case Preset::Testing: return testing();
    }
    Q_UNREACHABLE();
}

} // namespace Breakwater
