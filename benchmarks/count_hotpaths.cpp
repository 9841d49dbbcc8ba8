// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The hot paths, to be run under callgrind: `count_hotpaths NAME OPERATIONS` does one of them so
// many times; without arguments it names them, each with a number of operations that is worth
// counting.

#include <benchmarks/support/ledgerworld.h>

#include <core/delivery/deduplicator.h>
#include <core/metrics/lazyhistogram.h>
#include <core/resilience/circuitbreaker.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

using namespace Breakwater;
using namespace std::chrono_literals;

namespace {

constexpr int batch = 100; // messages between two pongs

//! Over all buckets from 10 µs to 100 ms, in no order.
Duration valueOf(int i)
{
    return 10us + Duration((i * 7919LL) % 100'000'000);
}

void recordHistogram(int operations)
{
    LazyHistogram histogram;
    for (int i = 0; i < 1000; ++i)
        histogram.record(valueOf(i));
    for (int i = 0; i < operations; ++i)
        histogram.record(valueOf(i));
}

void callThroughBreaker(int operations)
{
    SeededRandom random{1};
    BreakerCounters counters;
    MonotonicTime now{1h};
    CircuitBreaker breaker({}, random, counters, now);
    for (int i = 0; i < operations; ++i) {
        now += 100us;
        if (auto permit = breaker.tryAcquire(now))
            permit->succeed(now);
    }
}

void checkDuplicates(int operations)
{
    Deduplicator dedup({.ttl = 300s, .maxEntries = 10'000}, 7);
    const QByteArray payload(64, 'x');
    MonotonicTime now{1h};
    std::uint64_t number = 0;
    const auto check = [&] {
        now += 1us;
        const std::uint64_t mixed = ++number * 0x9e3779b97f4a7c15U;
        dedup.check(now, std::string_view(reinterpret_cast<const char *>(&mixed), sizeof mixed),
                    payload);
    };
    for (int i = 0; i < 20'000 + operations; ++i)
        check();
}

void deliver(int operations, bool withIds)
{
    Bench::LedgerWorld world{StabilityConfig()};
    world.pass(10 * batch, withIds);
    for (int i = 0; i < operations / batch; ++i)
        world.pass(batch, withIds);
}

struct Path
{
    const char *name;
    int operations;
    void (*run)(int operations);
};

constexpr Path paths[] = {
    {"histogram_record", 100'000, recordHistogram},
    {"breaker_acquire_succeed", 100'000, callThroughBreaker},
    {"dedup_check", 50'000, checkDuplicates},
    {"ledger_accept_write_confirm", 20'000, [](int operations) { deliver(operations, false); }},
    {"ledger_with_ids", 20'000, [](int operations) { deliver(operations, true); }},
};

} // namespace

int main(int argc, char **argv)
{
    for (const Path &path : paths) {
        if (argc == 1)
            std::printf("%s %d\n", path.name, path.operations);
        else if (argc == 3 && path.name == std::string_view(argv[1])) {
            path.run(std::atoi(argv[2]));
            return 0;
        }
    }
    return argc == 1 ? 0 : 2;
}
