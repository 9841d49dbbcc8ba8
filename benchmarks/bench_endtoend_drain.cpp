// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How fast a backlog leaves when the link comes: 10 000 messages of 64 B that waited, from the
// first moment of the link until the last one is confirmed, against a raw QWebSocket that sends as
// many in bulk. Target T1d.

#include <benchmarks/bench_endtoend_machine.h>
#include <benchmarks/bench_endtoend_rounds.h>
#include <benchmarks/support/measurements.h>

#include <QtCore/QCoreApplication>

using namespace Breakwater;
using namespace Breakwater::Bench;

namespace {

constexpr int ownCpu = 0;
constexpr int sinkCpu = 1;
constexpr qsizetype size = 64;
constexpr qint64 backlog = 10'000;

std::optional<double> bulkSend(const Endpoint &endpoint)
{
    RawSender sender(size);
    if (!sender.open(endpoint))
        return {};
    const auto cost = sender.send(backlog);
    sender.close();
    return cost ? std::optional(cost->cpu) : std::nullopt;
}

std::optional<double> drain(const Endpoint &endpoint)
{
    StabilityConfig config;
    config.queue.maxMessages = 2 * backlog;
    ResilientSender sender(size, config, true);
    Session &session = sender.make(endpoint);
    if (sender.accept(backlog) != backlog)
        return {};
    double begin = 0;
    sender.onChanged = [&begin](Session &changed) {
        if (changed.isUp() && begin == 0)
            begin = threadNanoseconds();
    };
    session.open();
    if (!Sender::waitFor([&session] { return session.ledger().isEmpty(); }))
        return {};
    const double took = threadNanoseconds() - begin;
    sender.close();
    return took / static_cast<double>(backlog);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto options = Options::of(QCoreApplication::arguments());
    Report report(QStringLiteral("endtoend_drain"));
    pinToCpu(ownCpu);
    Sink sink(Sink::Kind::Raw, sinkCpu);
    std::vector<double> raw;
    std::vector<double> again;
    std::vector<double> drained;
    std::vector<double> ratios;
    std::vector<double> controls;
    const auto measure = [&](std::vector<double> &into, auto what) {
        const auto cost = sink.isRunning() ? what(sink.endpoint()) : std::nullopt;
        if (!cost || sink.counted() != backlog)
            report.fail(QStringLiteral("not all messages arrived"));
        into.push_back(cost.value_or(1));
    };
    for (int round = 0; round < 2 * options.rounds; ++round) {
        measure(raw, bulkSend);
        measure(drained, drain);
        measure(again, bulkSend);
        ratios.push_back(raw.back() / drained.back());
        controls.push_back(raw.back() / again.back());
    }
    report.addTimes(QStringLiteral("raw_bulk"), raw);
    report.addTimes(QStringLiteral("raw_bulk_again"), again);
    report.addTimes(QStringLiteral("drain"), drained);
    report.addIterations(3 * backlog * static_cast<qint64>(raw.size()));
    report.addMeasured(QStringLiteral("T1d"), medianOf(ratios));
    report.setControl(medianOf(controls));
    return report.finish();
}
