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
const QString deep = QStringLiteral("resilient_queue_of_10000");

std::unique_ptr<Sender> makeRaw()
{
    return std::make_unique<RawSender>(size);
}

std::unique_ptr<Sender> makeResilient()
{
    return std::make_unique<ResilientSender>(size, StabilityConfig(), true);
}

//! As who wants throughput may set it: with the 1 000 of the default, a sender that is not much
//! faster than its peer stands still between two confirmations.
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
    rounds.add(resilient, messages, makeResilient);
    rounds.add(deep, messages, makeDeepResilient);
    rounds.add(again, messages, makeRaw);
    rounds.run(options.rounds);
    rounds.addTo(report, QStringLiteral("qt_"));
    report.addMeasured(QStringLiteral("T1b.qt"), rounds.speedBy(resilient, raw));
    report.note(QStringLiteral("qt_ratio_with_a_queue_of_10000"), rounds.speedBy(deep, raw));
    report.setControl(rounds.speedBy(again, raw));
}

struct Foreign
{
    QString name;
    QString program;
    QString script;
    qint64 messages;
};

//! Nanoseconds a message, as the script itself says; none when it does not, which the report hears.
std::optional<double> runScript(const Foreign &other, Sink &sink, Report &report)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    if (!environment.contains(QStringLiteral("NODE_PATH")))
        environment.insert(QStringLiteral("NODE_PATH"), QStringLiteral("/usr/share/nodejs"));
    process.setProcessEnvironment(environment);
    process.start(other.program,
                  {QStringLiteral(SENDERS) + other.script, sink.endpoint().url.toString(),
                   QString::number(size), QString::number(other.messages)});
    bool isNumber = false;
    double nanoseconds = 0;
    if (process.waitForFinished(longest) && process.exitCode() == 0)
        nanoseconds
            = QString::fromUtf8(process.readAllStandardOutput()).trimmed().toDouble(&isNumber);
    if (!isNumber) {
        const auto said = QString::fromUtf8(process.readAllStandardError()).trimmed().right(300);
        report.fail(QStringLiteral("%1 could not send: %2")
                        .arg(other.name, said.isEmpty() ? process.errorString() : said));
        return {};
    }
    const auto counted = sink.counted();
    if (counted != other.messages) {
        report.fail(QStringLiteral("%1 sent %2 messages, the sink counted %3")
                        .arg(other.name)
                        .arg(other.messages)
                        .arg(counted.value_or(-1)));
        return {};
    }
    return nanoseconds;
}

//! Nanoseconds a message, of each round.
using Times = std::map<QString, std::vector<double>>;

//! One round: ours, and all others. False when one of them could not send.
bool addRound(Sink &sink, Report &report, qint64 messages, const std::vector<Foreign> &others,
              Times &times)
{
    Rounds rounds(sink, report);
    rounds.add(resilient, messages, makeResilient);
    rounds.run(1);
    if (rounds.cpu(resilient).empty())
        return false; // which has been said
    times[resilient].push_back(1e9 / rounds.perSecond(resilient));
    for (const Foreign &other : others) {
        const auto cost = runScript(other, sink, report);
        if (!cost)
            return false;
        times[other.name].push_back(*cost);
    }
    return true;
}

void measureForeign(const Options &options, Report &report, qint64 messages)
{
    Sink sink(Sink::Kind::Raw, sinkCpu);
    if (!sink.isRunning())
        return report.fail(sink.said());
    const std::vector<Foreign> others{
        {QStringLiteral("node"), QStringLiteral("node"), QStringLiteral("send.js"), messages / 4},
        {QStringLiteral("python"), QStringLiteral("/usr/bin/python3"), QStringLiteral("send.py"),
         messages / 10}};
    Times times;
    for (int round = 0; round < (options.quick ? 3 : 7); ++round) {
        if (!addRound(sink, report, messages, others, times))
            return;
    }
    for (const auto &[name, ofRounds] : times)
        report.addTimes(name + QStringLiteral("_wall"), ofRounds);
    const std::vector<double> &own = times[resilient];
    for (const Foreign &other : others) {
        std::vector<double> ratios;
        for (std::size_t i = 0; i < own.size(); ++i)
            ratios.push_back(times[other.name][i] / own[i]);
        report.addMeasured(QStringLiteral("T1b.") + other.name, medianOf(ratios));
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
