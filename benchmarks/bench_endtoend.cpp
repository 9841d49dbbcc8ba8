// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What resilience costs a sender: our session against a raw QWebSocket that does the same, to the
// same sink, in turns, as fast as the peer's kernel takes it. Over ws and wss; and the share of
// each feature, as what is saved without it. Target T1.

#include <benchmarks/bench_endtoend_machine.h>
#include <benchmarks/bench_endtoend_rounds.h>

#include <QtCore/QCoreApplication>

#include <array>

using namespace Breakwater;
using namespace Breakwater::Bench;

namespace {

constexpr int ownCpu = 0;
constexpr int sinkCpu = 1;

struct Size
{
    const char *name;
    qsizetype bytes;
    qint64 messages;
};
constexpr std::array sizes{Size{"64B", 64, 300'000}, Size{"1KiB", 1024, 60'000},
                           Size{"64KiB", 65536, 1'200}};

const QString raw = QStringLiteral("raw");
const QString again = QStringLiteral("raw_again");
const QString resilient = QStringLiteral("resilient");

using Maker = std::function<std::unique_ptr<Sender>()>;

Maker rawOf(const Size &size)
{
    return [size] { return std::make_unique<RawSender>(size.bytes); };
}

Maker resilientOf(const Size &size, const std::function<void(StabilityConfig &)> &change = {},
                  bool withIds = true)
{
    StabilityConfig config;
    if (change)
        change(config);
    return [size, config, withIds] {
        return std::make_unique<ResilientSender>(size.bytes, config, withIds);
    };
}

void measureSizes(const Options &options, Report &report, Sink &sink, const QString &scheme,
                  bool isTarget)
{
    for (const Size &size : sizes) {
        const QString name = QString::fromLatin1(size.name);
        const qint64 messages = options.quick ? size.messages / 4 : size.messages;
        Rounds rounds(sink, report);
        rounds.add(raw, messages, rawOf(size));
        rounds.add(resilient, messages, resilientOf(size));
        rounds.add(again, messages, rawOf(size));
        rounds.run(options.rounds);
        const QString prefix = scheme + QLatin1Char('_') + name + QLatin1Char('_');
        rounds.addTo(report, prefix);
        report.note(prefix + QStringLiteral("ratio"), rounds.cpuSpeedBy(resilient, raw));
        report.note(prefix + QStringLiteral("ratio_of_throughput"), rounds.speedBy(resilient, raw));
        report.note(prefix + QStringLiteral("control"), rounds.cpuSpeedBy(again, raw));
        if (!isTarget)
            continue;
        report.addMeasured(QStringLiteral("T1.") + name, rounds.cpuSpeedBy(resilient, raw));
        report.setControl(rounds.cpuSpeedBy(again, raw)); // the worst of the sizes counts
    }
}

//! All features but one: what it saves is that one's share.
void measureFeatures(const Options &options, Report &report, Sink &sink)
{
    const Size &size = sizes.front();
    const qint64 messages = options.quick ? size.messages / 4 : size.messages;
    const std::vector<std::pair<QString, Maker>> without{
        {QStringLiteral("breaker"),
         resilientOf(size, [](StabilityConfig &config) { config.circuitBreaker.enabled = false; })},
        {QStringLiteral("queue_bound"),
         resilientOf(size,
                     [](StabilityConfig &config) {
                         config.queue.maxMessages = 100'000;
                         config.queue.maxBytes = 256 << 20;
                     })},
        {QStringLiteral("confirmation"),
         resilientOf(size,
                     [](StabilityConfig &config) { config.delivery.confirm = ConfirmMode::None; })},
        {QStringLiteral("dedup"),
         resilientOf(size, [](StabilityConfig &config) { config.deduplication.enabled = false; })},
        {QStringLiteral("ids"), resilientOf(size, {}, false)},
        {QStringLiteral("metrics"),
         resilientOf(size, [](StabilityConfig &config) { config.metrics.enabled = false; })},
    };
    Rounds rounds(sink, report);
    rounds.add(resilient, messages, resilientOf(size));
    for (const auto &[name, make] : without)
        rounds.add(name, messages, make);
    rounds.run(options.rounds);
    rounds.addTo(report, QStringLiteral("without_"));
    for (const auto &[name, make] : without)
        report.note(QStringLiteral("share_of_%1_ns").arg(name), rounds.added(resilient, name));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto options = Options::of(QCoreApplication::arguments());
    Report report(QStringLiteral("endtoend"));
    pinToCpu(ownCpu);
    Sink plain(Sink::Kind::Raw, sinkCpu);
    Sink tls(Sink::Kind::RawTls, sinkCpu);
    if (!plain.isRunning() || !tls.isRunning()) {
        report.fail(plain.said() + tls.said());
        return report.finish();
    }
    measureSizes(options, report, plain, QStringLiteral("ws"), true);
    measureSizes(options, report, tls, QStringLiteral("wss"), false);
    measureFeatures(options, report, plain);
    return report.finish();
}
