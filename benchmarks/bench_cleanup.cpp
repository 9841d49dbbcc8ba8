// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The automatic cleanup of clients that left: the real registry with real sessions, their links
// without sockets, time by hand. How long does the worker stand still, and is the memory really
// free afterwards? Target T7.

#include <benchmarks/support/allocations.h>
#include <benchmarks/support/firsttouch.h>
#include <benchmarks/support/quietclients.h>
#include <benchmarks/support/timedtime.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace std::chrono_literals;

namespace {

constexpr std::array sizes{100, 1000, 10'000, 100'000};
constexpr int most = 100'000;
constexpr Duration timeToLive = 1h;
constexpr Duration interval = 5min;
constexpr int roundsOfNone = 7;
constexpr int cleanupsPerRound = 100; // of those that find nothing, which are short

double longestSliceOfMost = 0;              // in ns, of all repetitions
std::map<int, std::vector<double>> noneDue; // ns of a cleanup that finds nothing, by size

//! A registry whose clients came, showed that they can be spoken to, and left just now.
class Crowd
{
public:
    explicit Crowd(int count)
        : m_registry(configFor(),
                     {.time = time,
                      .random = m_random,
                      .listener = m_listener,
                      .secrets = std::make_shared<SeededRandom>(5)})
    {
        const std::int64_t before = liveHeap();
        for (int i = 0; i < count; ++i)
            come(m_registry).leave();
        m_heap = liveHeap() - before;
    }

    ClientRegistry &registry() { return m_registry; }
    double heap() const { return static_cast<double>(m_heap); }

    TimedTime time;

private:
    static StabilityConfig configFor()
    {
        StabilityConfig config;
        config.limits.clients = most;
        config.metrics.clientMetricsTtl = timeToLive;
        config.metrics.cleanupInterval = interval;
        return config;
    }

    SeededRandom m_random{1};
    NoClientListener m_listener;
    ClientRegistry m_registry;
    std::int64_t m_heap = 0;
};

//! None of them is due. They stay, so the first crowd of a size serves for all rounds.
void removeNone(Crowd &crowd, int count)
{
    std::vector<double> &times = noneDue[count];
    while (times.size() < roundsOfNone) {
        const double before = threadNanoseconds();
        for (int i = 0; i < cleanupsPerRound; ++i)
            crowd.registry().sweep();
        times.push_back((threadNanoseconds() - before) / cleanupsPerRound);
    }
}

//! All of them are due.
void removeAll(benchmark::State &state)
{
    const auto count = static_cast<int>(state.range(0));
    for (auto _ : state) {
        Crowd crowd(count);
        removeNone(crowd, count);
        if (crowd.registry().cleanup().clientsRemoved > 0)
            return state.SkipWithError("clients were removed that were not due");
        crowd.time.advance(timeToLive - interval / 2); // what their links left behind fires here
        // Of those timers small blocks are left; in an engine the next frame merges them.
        void *volatile block = std::malloc(4096);
        std::free(block);
        crowd.time.forget();
        const std::int64_t before = liveHeap();
        const double faults = pageFaults();
        crowd.time.advance(interval);
        state.counters["page_faults"] = pageFaults() - faults;
        const auto freed = static_cast<double>(before - liveHeap());
        const CleanupCounters &cleanup = crowd.registry().cleanup();
        if (cleanup.clientsRemoved != static_cast<std::uint64_t>(count))
            return state.SkipWithError("not all clients were removed");
        state.SetIterationTime(crowd.time.sum() / 1e9);
        state.counters["longest_slice"] = crowd.time.longest();
        if (count == most)
            longestSliceOfMost = std::max(longestSliceOfMost, crowd.time.longest());
        state.counters["slices"] = crowd.time.callbacks();
        state.counters["freed_share"] = freed / crowd.heap();
        state.counters["freed_by_claimed"] = freed / static_cast<double>(cleanup.bytesFreed);
        state.counters["bytes_per_client"] = crowd.heap() / count;
    }
}

void judge(const Measurements &measured, Report &report)
{
    for (const auto &[count, times] : noneDue)
        report.addTimes(QStringLiteral("none_due/%1").arg(count), times);
    for (const int size : sizes) {
        const std::string name = "all_due/" + std::to_string(size);
        if (!measured.has(name))
            continue;
        for (const char *counter : {"longest_slice", "slices", "page_faults", "freed_share",
                                    "freed_by_claimed", "bytes_per_client"})
            report.note(QStringLiteral("%1_%2").arg(QLatin1String(counter)).arg(size),
                        measured.counter(name, counter));
    }
    if (measured.has("all_due/1000"))
        report.addMeasured(QStringLiteral("T7.thousand"), measured.median("all_due/1000") / 1e6);
    if (measured.has("all_due/100000"))
        report.addMeasured(QStringLiteral("T7.slice"), longestSliceOfMost / 1e6);
    if (!noneDue.contains(most))
        return;
    const double none = medianOf(noneDue.at(most));
    report.addMeasured(QStringLiteral("T7.none"), none / 1e3);
    report.setSpeedup(measured.median("all_due/100000") / none);
}

} // namespace

int main(int argc, char **argv)
{
    for (const int size : sizes) {
        auto *all = benchmark::RegisterBenchmark("all_due", removeAll);
        all->Arg(size)->UseManualTime()->Iterations(1);
        if (size > 1000 && isQuick(argc, argv)) // building up takes 2 s for each 100 000
            all->Repetitions(size == most ? 2 : 3);
    }
    return runBenchmarks(argc, argv, QStringLiteral("cleanup_performance"), judge);
}
