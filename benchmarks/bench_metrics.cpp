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

#include <utility>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

struct Effort
{
    int rounds = 1001;
};
constexpr Effort quickEffort{.rounds = 201};
//! Sends of one turn. So many fit into the kernel's buffers: what is measured is the sender, not
//! how soon the sink gets its turn on a busy machine.
constexpr int batch = 1000;
constexpr int ledgerPasses = 20;
constexpr int messagesAPass = 100;
constexpr double sendsPerSecond = 10'000;
constexpr int updates = 10'000;

StabilityConfig metricsConfig(bool isOn)
{
    StabilityConfig config;
    config.metrics.enabled = isOn;
    return config;
}

StabilityConfig dedupConfig(std::int64_t live, bool isOn)
{
    StabilityConfig config;
    config.deduplication.enabled = isOn;
    config.deduplication.ttl = std::chrono::hours(24);
    config.deduplication.maxEntries = live;
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
        for (int i = 0; i < ledgerPasses; ++i)
            world.pass(messagesAPass, false);
        return (threadNanoseconds() - before) / (ledgerPasses * messagesAPass);
    };
    one(off);
    one(on);
    const auto pairs = measurePairs(
        effort.rounds, [&] { return one(off); }, [&] { return one(on); });
    report.setSpeedup(medianOf(pairs->b) / medianOf(pairs->a));
    report.addMeasured(u"T4.recording"_qs, addPairs(report, u"ledger"_qs, *pairs));
}

//! One link that is switched to and fro between turns: two links would differ by more than what is
//! looked for. None when something did not work; that is said.
std::optional<double> measureSends(Report &report, const QString &name, const Effort &effort,
                                   const StabilityConfig &off, const StabilityConfig &on,
                                   std::int64_t remembered)
{
    LoopbackLink link(on);
    if (!link.waitUntilUp()) {
        report.fail(u"%1: the link did not come up"_qs.arg(name));
        return {};
    }
    const bool withIds = remembered > 0;
    // Full, and then some: from here on each message pushes one out.
    for (std::int64_t i = 0; i <= remembered; i += batch)
        link.send(batch, withIds);
    const auto turn = [&](const StabilityConfig &config) {
        link.configure(config);
        return link.send(batch, withIds);
    };
    const auto pairs = measurePairs(
        effort.rounds, [&] { return turn(off); }, [&] { return turn(on); });
    if (!pairs || !link.isComplete()) {
        report.fail(u"%1: not everything that was sent arrived"_qs.arg(name));
        return {};
    }
    if (link.session().ledger().deduplicator().size() < remembered) {
        report.fail(u"%1: fewer ids are remembered than there should be"_qs.arg(name));
        return {};
    }
    return addPairs(report, name, *pairs);
}

//! Of a client that says nothing but answered a ping, after the period in which it did: the meter,
//! and what it has on the heap for that period; not the histograms.
double bytesOfIdleClient()
{
    MonotonicTime now(std::chrono::hours(1));
    SessionMeter meter(now);
    meter.set().thisPeriod.rtt.record(std::chrono::milliseconds(3));
    now += std::chrono::seconds(10);
    LatencyHistograms ended;
    meter.endPeriod(now, ended, PeriodDetail::Summary);
    const std::int64_t histograms = meter.set().settled.bytes() + meter.set().thisPeriod.bytes();
    return static_cast<double>(sizeof(SessionMeter))
        + static_cast<double>(meter.bytes() - histograms);
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
    report.addMeasured(u"T4.client"_qs, bytesOfIdleClient());
    report.note(u"bytes_of_counters"_qs, static_cast<qint64>(sizeof(MetricSet)));
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
    for (const auto &[live, target] :
         {std::pair(131'072, u"T5.131k"_qs), std::pair(1'000'000, u"T5.1M"_qs)}) {
        if (const auto added
            = measureSends(report, u"send_dedup_%1"_qs.arg(live), effort, dedupConfig(live, false),
                           dedupConfig(live, true), live))
            report.addMeasured(target, *added);
    }
    return report.finish();
}
