// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The automatic cleanup of clients that left: the real registry with real sessions, their links
// without sockets, time by hand. How long does the worker stand still, and is the memory really
// free afterwards? Target T7.

#include <benchmarks/support/allocations.h>
#include <benchmarks/support/quiettransport.h>
#include <benchmarks/support/timedtime.h>

#include <core/serve/clientregistry.h>

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
constexpr int cleanupsPerRound = 100; // of those that find nothing, which are short

double longestSliceOfMost = 0; // in ns, of all repetitions

class NoListener final : public ClientListener
{
    void clientCame(const SessionId &, bool) override { }
    void clientLeft(const SessionId &) override { }
    void clientMessage(const SessionId &, const QByteArray &, PayloadKind) override { }
    void clientEvent(const SessionId &, Severity, const QString &, const QString &,
                     const QString &) override
    { }
};

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
            comeAndLeave();
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
    void comeAndLeave()
    {
        QuietTransport *link = nullptr;
        m_registry.adopt({.path = QStringLiteral("/"),
                          .subprotocol = QString::fromUtf16(ClientRegistry::subprotocol),
                          .peer = QStringLiteral("127.0.0.1 port 40001")},
                         [&](TransportListener &listener) {
                             auto made = std::make_unique<QuietTransport>(listener);
                             link = made.get();
                             return made;
                         });
        link->accept();
        link->answer();
        link->leave();
    }

    SeededRandom m_random{1};
    NoListener m_listener;
    ClientRegistry m_registry;
    std::int64_t m_heap = 0;
};

//! All of them are due.
void removeAll(benchmark::State &state)
{
    const auto count = static_cast<int>(state.range(0));
    for (auto _ : state) {
        Crowd crowd(count);
        crowd.time.advance(timeToLive - interval / 2); // what their links left behind fires here
        // Of those timers small blocks are left; in an engine the next frame merges them.
        void *volatile block = std::malloc(4096);
        std::free(block);
        crowd.time.forget();
        const std::int64_t before = liveHeap();
        crowd.time.advance(interval);
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

//! None of them is due; the time of one cleanup.
void removeNone(benchmark::State &state)
{
    static std::map<std::int64_t, Crowd> crowds; // whom nobody removes serves for all repetitions
    Crowd &crowd
        = crowds.try_emplace(state.range(0), static_cast<int>(state.range(0))).first->second;
    for (auto _ : state) {
        const double before = threadNanoseconds();
        for (int i = 0; i < cleanupsPerRound; ++i)
            crowd.registry().sweep();
        state.SetIterationTime((threadNanoseconds() - before) / 1e9 / cleanupsPerRound);
    }
    if (crowd.registry().cleanup().clientsRemoved > 0)
        state.SkipWithError("clients were removed");
}

void judge(const Measurements &measured, Report &report)
{
    for (const int size : sizes) {
        const std::string name = "all_due/" + std::to_string(size);
        if (!measured.has(name))
            continue;
        for (const char *counter :
             {"longest_slice", "slices", "freed_share", "freed_by_claimed", "bytes_per_client"})
            report.note(QStringLiteral("%1_%2").arg(QLatin1String(counter)).arg(size),
                        measured.counter(name, counter));
    }
    if (measured.has("all_due/1000"))
        report.addMeasured(QStringLiteral("T7.thousand"), measured.median("all_due/1000") / 1e6);
    if (measured.has("all_due/100000"))
        report.addMeasured(QStringLiteral("T7.slice"), longestSliceOfMost / 1e6);
    if (measured.has("none_due/100000"))
        report.addMeasured(QStringLiteral("T7.none"), measured.median("none_due/100000") / 1e3);
    if (measured.has("all_due/100000") && measured.has("none_due/100000"))
        report.setSpeedup(measured.median("all_due/100000") / measured.median("none_due/100000"));
}

} // namespace

int main(int argc, char **argv)
{
    for (const int size : sizes) {
        auto *all = benchmark::RegisterBenchmark("all_due", removeAll);
        all->Arg(size)->UseManualTime()->Iterations(1);
        if (size == most && isQuick(argc, argv))
            all->Repetitions(3); // each takes seconds to build up
        auto *none = benchmark::RegisterBenchmark("none_due", removeNone);
        none->Arg(size)->UseManualTime()->Iterations(1);
    }
    return runBenchmarks(argc, argv, QStringLiteral("cleanup_performance"), judge);
}
