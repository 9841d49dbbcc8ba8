// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The deduplicator alone, with 0 to a million live entries: is its cost the same at every size, how
// much memory does an entry take, and how long may one call take? What it adds to a real send
// stands in bench_metrics. Target T5.

#include <benchmarks/support/allocations.h>
#include <benchmarks/support/measurements.h>

#include <core/delivery/deduplicator.h>

#include <QtCore/QByteArray>

#include <algorithm>
#include <array>
#include <map>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace std::chrono_literals;

namespace {

constexpr std::array<std::int64_t, 4> sizes{0, 1000, 100'000, 1'000'000};
constexpr std::int64_t million = 1'000'000;
const QByteArray payload("sixty-four bytes of text, more or less, for each message as usual");

//! Ids as senders make them, short enough to lie in the string itself. No two numbers share one.
class Id
{
public:
    explicit Id(std::uint64_t number) : m_mixed(number * 0x9e3779b97f4a7c15U) { }
    std::string_view view() const
    {
        return {reinterpret_cast<const char *>(&m_mixed), sizeof m_mixed};
    }

private:
    std::uint64_t m_mixed;
};

//! Holds so many live entries, always: each new one pushes the oldest out.
class Subject
{
public:
    explicit Subject(std::int64_t live) : m_dedup(configFor(live), 7)
    {
        const std::int64_t before = liveHeap();
        for (std::int64_t i = 0; i < live; ++i)
            checkFresh();
        m_heap = liveHeap() - before;
    }

    void checkFresh()
    {
        m_now += 1us;
        const auto result = m_dedup.check(m_now, Id(m_next++).view(), payload);
        benchmark::DoNotOptimize(result);
    }
    bool checkKnown()
    {
        m_random = m_random * 6364136223846793005U + 1442695040888963407U;
        const auto live = static_cast<std::uint64_t>(m_dedup.size());
        const std::uint64_t known
            = m_next - 1 - (m_random >> 20U) % std::max<std::uint64_t>(live, 1);
        return m_dedup.check(m_now, Id(known).view(), payload).verdict
            == Deduplicator::Verdict::Duplicate;
    }
    double heap() const { return static_cast<double>(m_heap); }
    std::int64_t size() const { return m_dedup.size(); }

private:
    static StabilityConfig::Deduplication configFor(std::int64_t live)
    {
        return {.ttl = 24h, .maxEntries = std::max<std::int64_t>(live, 1)};
    }

    Deduplicator m_dedup;
    MonotonicTime m_now{1h};
    std::uint64_t m_next = 0;
    std::uint64_t m_random = 1;
    std::int64_t m_heap = 0;
};

Subject &subjectOf(std::int64_t live)
{
    static std::map<std::int64_t, Subject> made;
    return made.try_emplace(live, live).first->second;
}

void fresh(benchmark::State &state)
{
    Subject &subject = subjectOf(state.range(0));
    for (auto _ : state)
        subject.checkFresh();
}

void duplicate(benchmark::State &state)
{
    Subject &subject = subjectOf(state.range(0));
    std::int64_t missed = 0;
    for (auto _ : state)
        missed += subject.checkKnown() ? 0 : 1;
    if (missed > 0)
        state.SkipWithError("a duplicate was not recognised");
}

//! Making the id and the key alone: what the others contain of no memory.
void idAlone(benchmark::State &state)
{
    DedupHasher hasher(DedupHash::Xxh3, 7);
    std::uint64_t i = 0;
    for (auto _ : state) {
        auto key = hasher.key(hasher.name(Id(i++).view()), payload);
        benchmark::DoNotOptimize(key);
    }
}

struct Pauses
{
    double check = 0;
    double round = 0;
};

//! The longest single call, in ns of this thread, when a million entries are there and all of them
//! expire: new messages come in, or the timer clears up.
Pauses longestPauses()
{
    Pauses longest;
    Deduplicator dedup({.ttl = 10s, .maxEntries = 2 * million}, 7);
    MonotonicTime now{1h};
    const auto timed = [](double &most, const auto &call) {
        const double before = threadNanoseconds();
        call();
        most = std::max(most, threadNanoseconds() - before);
    };
    std::uint64_t next = 0;
    for (int phase = 0; phase < 2; ++phase) {
        for (std::int64_t i = 0; i < million; ++i) {
            const Id id(next++);
            timed(longest.check, [&] { dedup.check(now, id.view(), payload); });
        }
        now += 11s; // all are old now; the second phase lets them go while as many come
    }
    bool done = false;
    while (!done)
        timed(longest.round, [&] { done = dedup.dropExpired(now); });
    return longest;
}

void judge(const Measurements &measured, Report &report)
{
    for (const std::int64_t size : sizes) {
        if (size > 0 && measured.has("fresh/" + std::to_string(size)))
            report.note(QStringLiteral("bytes_per_entry_%1").arg(size),
                        subjectOf(size).heap() / static_cast<double>(size));
    }
    if (!measured.has("fresh/1000000") || !measured.has("fresh/1000"))
        return;
    const double flatness = measured.median("fresh/1000000") / measured.median("fresh/1000");
    report.note(QStringLiteral("flatness_1000000_by_1000"), flatness);
    report.note(QStringLiteral("flatness_100000_by_1000"),
                measured.median("fresh/100000") / measured.median("fresh/1000"));
    report.setSpeedup(1 / flatness);
    report.addMeasured(QStringLiteral("T5.memory"), subjectOf(million).heap() / million);
    const Pauses longest = longestPauses();
    report.note(QStringLiteral("longest_check_ms"), longest.check / 1e6);
    report.note(QStringLiteral("longest_round_of_the_timer_ms"), longest.round / 1e6);
    report.addMeasured(QStringLiteral("T5.pause"), std::max(longest.check, longest.round) / 1e6);
}

} // namespace

int main(int argc, char **argv)
{
    for (const std::int64_t size : sizes) {
        benchmark::RegisterBenchmark("fresh", fresh)->Arg(size);
        if (size > 0)
            benchmark::RegisterBenchmark("duplicate", duplicate)->Arg(size);
    }
    benchmark::RegisterBenchmark("id_and_key_alone", idAlone);
    return runBenchmarks(argc, argv, QStringLiteral("dedup_performance"), judge);
}
