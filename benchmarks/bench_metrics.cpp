// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What measuring costs: metrics off and on in turns, in the ledger alone and on real sends over
// loopback; what deduplication adds to a real send whose ids it remembers by the hundred thousand;
// and the memory of counters. Targets T4 and T5.

#include <benchmarks/support/allocations.h>
#include <benchmarks/support/ledgerworld.h>
#include <benchmarks/support/loopbacklink.h>
#include <benchmarks/support/measurements.h>
#include <benchmarks/support/pairs.h>

#include <QtCore/QCoreApplication>

#include <algorithm>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

struct Effort
{
    int rounds = 101;
    int batch = 10'000;     //!< sends of one turn
    int ledgerPasses = 500; //!< of 100 messages
};
constexpr Effort quickEffort{.rounds = 41, .batch = 4000, .ledgerPasses = 100};
constexpr int messagesAPass = 100;
constexpr double sendsPerSecond = 10'000;
constexpr int updates = 10'000;

StabilityConfig metricsConfig(bool isOn)
{
    StabilityConfig config;
    config.metrics.enabled = isOn;
    return config;
}

StabilityConfig dedupConfig(std::int64_t live)
{
    StabilityConfig config;
    config.deduplication.enabled = live > 0;
    config.deduplication.ttl = std::chrono::hours(24);
    config.deduplication.maxEntries = std::max<std::int64_t>(live, 1);
    return config;
}

//! Adds both and their difference under that name; the difference, in ns.
double addPairs(Report &report, const QString &name, const Pairs &pairs)
{
    report.setControl(pairs.control());
    report.addTimes(name + "/off"_L1, pairs.a);
    report.addTimes(name + "/on"_L1, pairs.b);
    report.addIterations(static_cast<qint64>(pairs.a.size()) * 3);
    report.note(name + "_control"_L1, pairs.control());
    report.note(name + "_added_ns"_L1, pairs.difference());
    return pairs.difference();
}

void measureLedger(Report &report, const Effort &effort)
{
    LedgerWorld off(metricsConfig(false));
    LedgerWorld on(metricsConfig(true));
    const auto one = [&](LedgerWorld &world) -> std::optional<double> {
        const double before = threadNanoseconds();
        for (int i = 0; i < effort.ledgerPasses; ++i)
            world.pass(messagesAPass, false);
        return (threadNanoseconds() - before) / (effort.ledgerPasses * messagesAPass);
    };
    one(off);
    one(on);
    const auto pairs = measurePairs(
        effort.rounds, [&] { return one(off); }, [&] { return one(on); });
    report.setSpeedup(medianOf(pairs->b) / medianOf(pairs->a));
    report.addMeasured(u"T4.recording"_qs, addPairs(report, u"ledger"_qs, *pairs));
}

//! None when something did not work; that is said.
std::optional<double> measureSends(Report &report, const QString &name, const Effort &effort,
                                   const StabilityConfig &offConfig,
                                   const StabilityConfig &onConfig, std::int64_t remembered)
{
    LoopbackLink off(offConfig);
    LoopbackLink on(onConfig);
    if (!off.waitUntilUp() || !on.waitUntilUp()) {
        report.fail(u"%1: the links did not come up"_qs.arg(name));
        return {};
    }
    const bool withIds = remembered > 0;
    // Full, and then some: from here on each message pushes one out.
    for (std::int64_t i = 0; i < remembered; i += effort.batch)
        on.send(effort.batch, withIds);
    off.send(effort.batch, withIds);
    on.send(effort.batch, withIds);
    const auto pairs = measurePairs(
        effort.rounds, [&] { return off.send(effort.batch, withIds); },
        [&] { return on.send(effort.batch, withIds); });
    if (!pairs || !off.isComplete() || !on.isComplete()) {
        report.fail(u"%1: not everything that was sent arrived"_qs.arg(name));
        return {};
    }
    if (on.session().ledger().deduplicator().size() < remembered) {
        report.fail(u"%1: fewer ids are remembered than there should be"_qs.arg(name));
        return {};
    }
    return addPairs(report, name, *pairs);
}

void measureMemory(Report &report)
{
    LedgerWorld world(metricsConfig(true));
    const auto update = [&] {
        for (int i = 0; i < updates / messagesAPass; ++i)
            world.pass(messagesAPass, false);
    };
    update();
    const std::int64_t before = liveHeap();
    update();
    report.addMeasured(u"T4.memory"_qs, static_cast<double>(liveHeap() - before));
    // A client that says nothing has no value in any histogram.
    MetricSet idle;
    const qint64 histograms = idle.sinceStart.bytes() + idle.thisPeriod.bytes();
    report.addMeasured(u"T4.client"_qs, static_cast<double>(sizeof(MetricSet)));
    report.note(u"idle_histogram_bytes"_qs, histograms);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const Effort effort = isQuick(argc, argv) ? quickEffort : Effort{};
    Report report(u"metrics_overhead"_qs);
    measureLedger(report, effort);
    measureMemory(report);

    if (const auto added
        = measureSends(report, u"send"_qs, effort, metricsConfig(false), metricsConfig(true), 0))
        report.addMeasured(u"T4.cpu"_qs, *added * sendsPerSecond / 1e9 * 100);
    if (const auto added = measureSends(report, u"send_dedup_131072"_qs, effort, dedupConfig(0),
                                        dedupConfig(131'072), 131'072))
        report.addMeasured(u"T5.131k"_qs, *added);
    if (const auto added = measureSends(report, u"send_dedup_1000000"_qs, effort, dedupConfig(0),
                                        dedupConfig(1'000'000), 1'000'000))
        report.addMeasured(u"T5.1M"_qs, *added);
    return report.finish();
}
