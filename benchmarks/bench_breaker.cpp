// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the circuit breaker adds to a call: check and record in each state, and whether that
// allocates. The time is passed in, as the session does it. Breakers of others beside it, where
// they are installed. Target T3.

#include <benchmarks/support/allocations.h>
#include <benchmarks/support/measurements.h>
#include <benchmarks/support/pairs.h>

#include <core/resilience/circuitbreaker.h>

#include <QtCore/QJsonDocument>
#include <QtCore/QProcess>

#include <cstdio>
#include <cstring>
#include <utility>
#include <vector>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace std::chrono_literals;

namespace {

constexpr Duration step = 100us; // 10 000 calls a second
constexpr int manyCalls = 10'000;
constexpr int loadRounds = 9;
constexpr std::size_t loadBytes = 64 * 1024;
constexpr int longestWaitMs = 30'000;
const QString why = QStringLiteral("connection reset");

//! A breaker that is never tripped by what the benchmark records, in the wanted state.
class Subject
{
public:
    explicit Subject(BreakerState state, BreakerOverride override_ = BreakerOverride::None,
                     int mostProbes = never)
        : m_breaker(configFor(mostProbes), m_random, m_counters, now)
    {
        if (state != BreakerState::Closed)
            open();
        if (state == BreakerState::HalfOpen)
            m_breaker.probeNow(now, why);
        m_breaker.force(now, override_, why, why, Duration::max());
    }

    CircuitBreaker &breaker() { return m_breaker; }
    void open() { m_breaker.recordStalled(now, never); } // judged as failures: opens at once
    MonotonicTime now{1h};

private:
    static constexpr int never = 2'000'000'000;
    static StabilityConfig::CircuitBreaker configFor(int mostProbes)
    {
        StabilityConfig::CircuitBreaker config;
        config.failureThreshold = never;
        config.failureRateThreshold = 1;
        config.minimumCalls = never;
        config.successThreshold = never;
        config.halfOpenMaxCalls = mostProbes;
        config.timeout = 1000h;
        config.timeoutMax = 1000h;
        return config;
    }

    SeededRandom m_random{1};
    BreakerCounters m_counters;
    CircuitBreaker m_breaker;
};

enum class Ending { Success, Failure, Cancel };

void call(Subject &subject, Ending ending)
{
    auto permit = subject.breaker().tryAcquire(subject.now);
    if (!permit)
        return;
    if (ending == Ending::Success)
        permit->succeed(subject.now);
    else if (ending == Ending::Failure)
        permit->fail(subject.now, why);
}

void calls(benchmark::State &state, BreakerState in, Ending ending)
{
    Subject subject(in);
    if (subject.breaker().state() != in)
        return state.SkipWithError("the breaker did not get into that state");
    for (auto _ : state) {
        subject.now += step;
        call(subject, ending);
        benchmark::ClobberMemory();
    }
    if (subject.breaker().state() != in)
        state.SkipWithError("the breaker left the state that is measured");
}

void forcedCalls(benchmark::State &state)
{
    Subject subject(BreakerState::Open, BreakerOverride::ForcedClosed);
    for (auto _ : state) {
        subject.now += 1us;
        call(subject, Ending::Success);
        benchmark::ClobberMemory();
    }
}

//! The permit lies in memory until the verdict, as it does where an answer is waited for.
void keptCalls(benchmark::State &state)
{
    Subject subject(BreakerState::Closed);
    CircuitBreaker::Permit kept;
    for (auto _ : state) {
        subject.now += step;
        if (auto permit = subject.breaker().tryAcquire(subject.now))
            kept = std::move(*permit);
        benchmark::DoNotOptimize(kept);
        kept.succeed(subject.now);
        benchmark::ClobberMemory();
    }
}

void rejections(benchmark::State &state, BreakerState in, BreakerOverride override_)
{
    Subject subject(in, override_, 0);
    for (auto _ : state) {
        subject.now += 1us;
        auto permit = subject.breaker().tryAcquire(subject.now);
        if (permit)
            return state.SkipWithError("the breaker let a call go");
        benchmark::DoNotOptimize(permit.error().retryAfter);
        benchmark::ClobberMemory();
    }
}

//! Verdicts of calls from before the breaker opened: they are counted, and nothing else.
void lateVerdicts(benchmark::State &state)
{
    std::vector<CircuitBreaker::Permit> permits(manyCalls);
    while (state.KeepRunningBatch(manyCalls)) {
        state.PauseTiming();
        Subject subject(BreakerState::Closed);
        for (auto &permit : permits)
            permit = std::move(*subject.breaker().tryAcquire(subject.now));
        subject.open();
        state.ResumeTiming();
        for (auto &permit : permits)
            permit.succeed(subject.now);
        benchmark::ClobberMemory();
    }
}

//! A whole second of 10 000 calls, one in a hundred of which fails.
void second(benchmark::State &state)
{
    Subject subject(BreakerState::Closed);
    for (auto _ : state) {
        for (int i = 0; i < manyCalls; ++i) {
            subject.now += step;
            call(subject, i % 100 == 0 ? Ending::Failure : Ending::Success);
        }
        benchmark::ClobberMemory();
    }
}

//! What it would be with a clock read for each call.
void withClock(benchmark::State &state)
{
    Subject subject(BreakerState::Closed);
    for (auto _ : state) {
        subject.now = MonotonicTime(std::chrono::steady_clock::now().time_since_epoch());
        call(subject, Ending::Success);
        benchmark::ClobberMemory();
    }
}

//! A second of 10 000 calls, each with what a program does meanwhile: it moves 64 KiB, which leaves
//! little of the breaker in the nearest cache. What the calls take, in ns each.
std::optional<Pairs> underLoad()
{
    Subject subject(BreakerState::Closed);
    std::vector<char> from(loadBytes, 'x');
    std::vector<char> to(loadBytes);
    const auto measure = [&](bool withCalls) {
        const double before = threadNanoseconds();
        for (int i = 0; i < manyCalls; ++i) {
            std::memcpy(to.data(), from.data(), loadBytes);
            benchmark::ClobberMemory();
            subject.now += step;
            if (withCalls)
                call(subject, Ending::Success);
        }
        return std::optional((threadNanoseconds() - before) / manyCalls);
    };
    return measurePairs(
        loadRounds, [&] { return measure(false); }, [&] { return measure(true); });
}

double allocationsOfManyCalls()
{
    Subject closed(BreakerState::Closed);
    Subject open(BreakerState::Open);
    const std::int64_t before = allocations();
    for (int i = 0; i < manyCalls; ++i) {
        closed.now += step;
        open.now += 1us;
        call(closed, i % 100 == 0 ? Ending::Failure : Ending::Success);
        call(open, Ending::Success);
    }
    return static_cast<double>(allocations() - before);
}

//! What breakers of others add to a call, in ns, by their names; empty when they are not installed.
QJsonObject peers()
{
    QProcess node;
    node.start(QStringLiteral("node"),
               {QStringLiteral(BREAKWATER_BENCHMARK_PEERS_SCRIPT),
                QStringLiteral(BREAKWATER_BENCHMARK_PEERS)});
    if (!node.waitForFinished(longestWaitMs) || node.exitCode() != 0) {
        node.kill();
        node.waitForFinished();
        std::fprintf(stderr,
                     "The breakers of others could not be measured; benchmarks/peers/install "
                     "gets them.\n");
        return {};
    }
    return QJsonDocument::fromJson(node.readAllStandardOutput()).object();
}

void comparePeers(double ours, Report &report)
{
    const QJsonObject theirs = peers();
    for (const QString &name : theirs.keys()) {
        report.note(name + QStringLiteral("_ns"), theirs[name]);
        report.addMeasured(QStringLiteral("T3.") + name, theirs[name].toDouble() / ours);
    }
}

void judge(const Measurements &measured, Report &report)
{
    report.addMeasured(QStringLiteral("T3.allocations"), allocationsOfManyCalls());
    if (measured.has("call/closed")) {
        report.addMeasured(QStringLiteral("T3.call"), measured.median("call/closed"));
        comparePeers(measured.median("call/closed"), report);
    }
    if (measured.has("rejection/open"))
        report.addMeasured(QStringLiteral("T3.rejection"), measured.median("rejection/open"));
    if (!measured.has("second/10000"))
        return;
    report.note(QStringLiteral("cpu_percent_at_10000_calls_per_second"),
                measured.median("second/10000") / 1e9 * 100);
    if (const auto loaded = underLoad()) {
        report.note(QStringLiteral("call_under_load_ns"), loaded->difference());
        report.note(QStringLiteral("control_under_load"), loaded->control());
    }
    report.setSpeedup(measured.median("call/closed_with_clock") / measured.median("call/closed"));
}

} // namespace

int main(int argc, char **argv)
{
    const auto add = [](const char *name, BreakerState state, Ending ending) {
        benchmark::RegisterBenchmark(name, calls, state, ending);
    };
    add("call/closed", BreakerState::Closed, Ending::Success);
    add("call/closed_failing", BreakerState::Closed, Ending::Failure);
    add("call/closed_cancelled", BreakerState::Closed, Ending::Cancel);
    add("call/half_open", BreakerState::HalfOpen, Ending::Success);
    benchmark::RegisterBenchmark("call/closed_kept", keptCalls);
    benchmark::RegisterBenchmark("call/closed_with_clock", withClock);
    benchmark::RegisterBenchmark("call/forced_closed", forcedCalls);
    const auto addRejection = [](const char *name, BreakerState state, BreakerOverride override_) {
        benchmark::RegisterBenchmark(name, rejections, state, override_);
    };
    addRejection("rejection/open", BreakerState::Open, BreakerOverride::None);
    addRejection("rejection/half_open", BreakerState::HalfOpen, BreakerOverride::None);
    addRejection("rejection/forced_open", BreakerState::Closed, BreakerOverride::ForcedOpen);
    benchmark::RegisterBenchmark("late_verdict/open", lateVerdicts);
    benchmark::RegisterBenchmark("second/10000", second);
    return runBenchmarks(argc, argv, QStringLiteral("circuit_breaker_overhead"), judge);
}
