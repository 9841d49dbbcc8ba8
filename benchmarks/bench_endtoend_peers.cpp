// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a user would choose instead: messages a second of 64 B from Qt to Qt, with resilience and
// without; and against senders in node (ws) and python (websockets) that have none, to the same
// sink. Target T1b.

#include <benchmarks/bench_endtoend_machine.h>
#include <benchmarks/bench_endtoend_rounds.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QProcess>

using namespace Breakwater;
using namespace Breakwater::Bench;

namespace {

constexpr int ownCpu = 0;
constexpr int sinkCpu = 1;
constexpr qsizetype size = 64;
constexpr int longest = 120'000; // ms

const QString raw = QStringLiteral("raw");
const QString again = QStringLiteral("raw_again");
const QString resilient = QStringLiteral("resilient");
const QString shallow = QStringLiteral("resilient_queue_of_1000");

std::unique_ptr<Sender> makeRaw()
{
    return std::make_unique<RawSender>(size);
}

std::unique_ptr<Sender> makeResilient()
{
    return std::make_unique<ResilientSender>(size, StabilityConfig(), true);
}

//! As who wants throughput sets it: with the 1 000 of the default, a sender that is not much faster
//! than its peer stands still between two confirmations.
std::unique_ptr<Sender> makeDeepResilient()
{
    StabilityConfig config;
    config.queue.maxMessages = 10'000;
    return std::make_unique<ResilientSender>(size, config, true);
}

void measureQt(const Options &options, Report &report, qint64 messages)
{
    Sink sink(Sink::Kind::Qt, sinkCpu);
    if (!sink.isRunning())
        return report.fail(sink.said());
    Rounds rounds(sink, report);
    rounds.add(raw, messages, makeRaw);
    rounds.add(resilient, messages, makeDeepResilient);
    rounds.add(shallow, messages, makeResilient);
    rounds.add(again, messages, makeRaw);
    rounds.run(options.rounds);
    rounds.addTo(report, QStringLiteral("qt_"));
    report.addMeasured(QStringLiteral("T1b.qt"), rounds.speedBy(resilient, raw));
    report.note(QStringLiteral("qt_ratio_with_a_queue_of_1000"), rounds.speedBy(shallow, raw));
    report.setControl(rounds.speedBy(again, raw));
}

//! Nanoseconds a message, as the script itself says; none when it does not.
std::optional<double> runScript(const QString &program, const QString &script, Sink &sink,
                                qint64 messages)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    if (!environment.contains(QStringLiteral("NODE_PATH")))
        environment.insert(QStringLiteral("NODE_PATH"), QStringLiteral("/usr/share/nodejs"));
    process.setProcessEnvironment(environment);
    process.start(program,
                  {QStringLiteral(SENDERS) + script, sink.endpoint().url.toString(),
                   QString::number(size), QString::number(messages)});
    if (!process.waitForFinished(longest) || process.exitCode() != 0)
        return {};
    bool isNumber = false;
    const double nanoseconds
        = QString::fromUtf8(process.readAllStandardOutput()).trimmed().toDouble(&isNumber);
    const bool arrived = sink.counted() == messages;
    return isNumber && arrived ? std::optional(nanoseconds) : std::nullopt;
}

struct Foreign
{
    QString name;
    QString program;
    QString script;
    qint64 messages;
};

void measureForeign(const Options &options, Report &report, qint64 messages)
{
    Sink sink(Sink::Kind::Raw, sinkCpu);
    if (!sink.isRunning())
        return report.fail(sink.said());
    const std::vector<Foreign> others{
        {QStringLiteral("node"), QStringLiteral("node"), QStringLiteral("send.js"), messages / 4},
        {QStringLiteral("python"), QStringLiteral("/usr/bin/python3"), QStringLiteral("send.py"),
         messages / 10}};
    std::map<QString, std::vector<double>> times;
    std::vector<double> own;
    for (int round = 0; round < (options.quick ? 3 : 7); ++round) {
        Rounds rounds(sink, report);
        rounds.add(resilient, messages, makeResilient);
        rounds.run(1);
        own.push_back(1e9 / rounds.perSecond(resilient));
        for (const Foreign &other : others) {
            if (const auto cost = runScript(other.program, other.script, sink, other.messages))
                times[other.name].push_back(*cost);
        }
    }
    report.addTimes(QStringLiteral("resilient_wall"), own);
    for (const Foreign &other : others) {
        if (times[other.name].empty()) { // a machine may have neither
            report.note(other.name, QStringLiteral("could not run"));
            continue;
        }
        report.addTimes(other.name + QStringLiteral("_wall"), times[other.name]);
        report.addMeasured(QStringLiteral("T1b.") + other.name,
                           medianOf(times[other.name]) / medianOf(own));
    }
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto options = Options::of(QCoreApplication::arguments());
    Report report(QStringLiteral("endtoend_peers"));
    pinToCpu(ownCpu);
    const qint64 messages = options.quick ? 40'000 : 200'000;
    measureQt(options, report, messages);
    measureForeign(options, report, messages);
    return report.finish();
}
