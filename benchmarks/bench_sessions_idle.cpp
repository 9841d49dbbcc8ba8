// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/bench_sessions_idle.h>

#include <benchmarks/support/allocations.h>
#include <benchmarks/support/quietclients.h>

#include <core/base/realtimesystem.h>

namespace Breakwater::Bench {

namespace {

constexpr int warmingUp = 100; // what is allocated once is nobody's
constexpr int counted = 4000;

} // namespace

double idleSessionBytes()
{
    RealTimeSystem time; // its timers are those of a server
    SeededRandom random(1);
    NoClientListener listener;
    StabilityConfig config;
    config.limits.clients = warmingUp + counted;
    ClientRegistry registry(config, {.time = time, .random = random, .listener = listener});
    for (int i = 0; i < warmingUp; ++i)
        come(registry);
    std::int64_t links = 0;
    std::int64_t histograms = 0;
    const std::int64_t before = liveHeap();
    for (int i = 0; i < counted; ++i)
        come(registry);
    const std::int64_t after = liveHeap();
    for (const auto &[id, session] : registry.sessions().all()) {
        links += static_cast<std::int64_t>(sizeof(QuietTransport));
        histograms += session->meter().set().thisPeriod.bytes();
    }
    const std::int64_t besides = (links + histograms) * counted / (warmingUp + counted);
    return static_cast<double>(after - before - besides) / counted;
}

} // namespace Breakwater::Bench
