// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The latency histogram: record, merge, read. Target T4b.

#include <benchmarks/support/measurements.h>

#include <core/metrics/lazyhistogram.h>

#include <array>
#include <cmath>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t valueCount = 4096;

//! From 10 µs to 100 ms, most of them near 300 µs, in no order: what a real link measures.
const std::array<Duration, valueCount> &values()
{
    static const auto made = [] {
        std::array<Duration, valueCount> result{};
        std::uint32_t random = 1;
        for (Duration &value : result) {
            double sum = 0;
            for (int i = 0; i < 4; ++i)
                sum += static_cast<double>((random = random * 1664525U + 1013904223U) >> 8U)
                    / 0xffffff;
            value = Duration(static_cast<Duration::rep>(10'000 * std::pow(10.0, sum)));
        }
        return result;
    }();
    return made;
}

template <class Histogram> void fill(Histogram &histogram)
{
    for (const Duration value : values())
        histogram.record(value);
}

template <class Histogram> void record(benchmark::State &state)
{
    Histogram histogram;
    fill(histogram);
    std::size_t i = 0;
    for (auto _ : state) {
        histogram.record(values()[i++ % valueCount]);
        benchmark::ClobberMemory();
    }
}

//! Few different values: the form that costs a few bytes a value.
void recordSparse(benchmark::State &state)
{
    LazyHistogram histogram;
    std::size_t i = 0;
    for (auto _ : state) {
        histogram.record(values()[i++ % 16]);
        benchmark::ClobberMemory();
    }
    if (histogram.isDense())
        state.SkipWithError("it became dense");
}

void merge(benchmark::State &state)
{
    LatencyHistogram from;
    fill(from);
    LatencyHistogram to;
    for (auto _ : state) {
        to.merge(from);
        benchmark::ClobberMemory();
    }
}

void mergeSparse(benchmark::State &state)
{
    LazyHistogram from;
    for (std::size_t i = 0; i < 16; ++i)
        from.record(values()[i]);
    LazyHistogram to;
    fill(to);
    for (auto _ : state) {
        to.merge(from);
        benchmark::ClobberMemory();
    }
}

void percentile(benchmark::State &state)
{
    LatencyHistogram histogram;
    fill(histogram);
    for (auto _ : state) {
        auto value = histogram.valueAt(0.99);
        benchmark::DoNotOptimize(value);
    }
}

void summary(benchmark::State &state)
{
    LatencyHistogram histogram;
    fill(histogram);
    for (auto _ : state) {
        auto value = histogram.summary();
        benchmark::DoNotOptimize(value);
    }
}

void judge(const Measurements &measured, Report &report)
{
    report.addMeasured(QStringLiteral("T4b.size"), sizeof(LatencyHistogram));
    if (measured.has("record/dense"))
        report.addMeasured(QStringLiteral("T4b.record"), measured.median("record/dense"));
    if (measured.has("merge/dense"))
        report.addMeasured(QStringLiteral("T4b.merge"), measured.median("merge/dense"));
    report.setSpeedup(measured.median("merge/dense") / measured.median("merge/sparse"));
}

} // namespace

int main(int argc, char **argv)
{
    benchmark::RegisterBenchmark("record/dense", record<LatencyHistogram>);
    benchmark::RegisterBenchmark("record/lazy_dense", record<LazyHistogram>);
    benchmark::RegisterBenchmark("record/lazy_sparse", recordSparse);
    benchmark::RegisterBenchmark("merge/dense", merge);
    benchmark::RegisterBenchmark("merge/sparse", mergeSparse);
    benchmark::RegisterBenchmark("percentile", percentile);
    benchmark::RegisterBenchmark("summary", summary);
    return runBenchmarks(argc, argv, QStringLiteral("histogram_performance"), judge);
}
