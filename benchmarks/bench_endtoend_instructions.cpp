// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How many instructions resilience adds to a send, counted by callgrind: N messages against 2N,
// ours against a raw QWebSocket's. Times vary with the machine, these do not. Target T1c.
//
// bench_endtoend_instructions --send raw|resilient SIZE COUNT    sends, and that is all

#include <benchmarks/bench_endtoend_rounds.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>

#include <array>

using namespace Breakwater;
using namespace Breakwater::Bench;

namespace {

constexpr int longest = 300'000; // ms, of one run under callgrind

struct Size
{
    const char *name;
    qsizetype bytes;
    qint64 messages;
};
constexpr std::array sizes{Size{"64B", 64, 20'000}, Size{"1KiB", 1024, 8'000},
                           Size{"64KiB", 65536, 200}};

//! What is run under callgrind.
int sendAlone(const QStringList &arguments)
{
    const qsizetype size = arguments.value(3).toLongLong();
    std::unique_ptr<Sender> sender;
    if (arguments.value(2) == QStringLiteral("raw"))
        sender = std::make_unique<RawSender>(size);
    else
        sender = std::make_unique<ResilientSender>(size, StabilityConfig(), true);
    Sink sink(Sink::Kind::Raw, -1);
    if (!sink.isRunning() || !sender->open(sink.endpoint())
        || !sender->send(arguments.value(4).toLongLong()))
        return 2;
    sender->close();
    return sink.counted() == arguments.value(4).toLongLong() ? 0 : 2;
}

//! Of the whole program; none, and the report hears why, when it could not be counted.
std::optional<double> instructions(Report &report, const QString &kind, const Size &size,
                                   qint64 messages)
{
    QProcess valgrind;
    valgrind.setProcessChannelMode(QProcess::MergedChannels);
    valgrind.start(QStringLiteral("valgrind"),
                   {QStringLiteral("--tool=callgrind"),
                    QStringLiteral("--callgrind-out-file=/dev/null"),
                    QCoreApplication::applicationFilePath(), QStringLiteral("--send"), kind,
                    QString::number(size.bytes), QString::number(messages)});
    const bool ended = valgrind.waitForFinished(longest) && valgrind.exitCode() == 0;
    const QString said = QString::fromUtf8(valgrind.readAll());
    const auto found = QRegularExpression(QStringLiteral("Collected : (\\d+)")).match(said);
    if (ended && found.hasMatch())
        return found.captured(1).toDouble();
    report.fail(QStringLiteral("callgrind did not count %1: %2 %3")
                    .arg(kind, valgrind.errorString(), said.right(300)));
    return {};
}

std::optional<double> ofOneSend(Report &report, const QString &kind, const Size &size)
{
    const auto twice = instructions(report, kind, size, 2 * size.messages);
    const auto once = instructions(report, kind, size, size.messages);
    if (!twice || !once)
        return {};
    report.addIterations(3 * size.messages);
    return (*twice - *once) / static_cast<double>(size.messages);
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QStringLiteral("--send"))
        return sendAlone(arguments);

    const auto options = Options::of(arguments);
    Report report(QStringLiteral("endtoend_instructions"));
    QJsonObject counts;
    for (const Size &size : sizes) {
        if (options.quick && &size != &sizes.front())
            break; // a second for each thousand messages of 1 KiB
        const QString name = QString::fromLatin1(size.name);
        const auto raw = ofOneSend(report, QStringLiteral("raw"), size);
        const auto resilient = ofOneSend(report, QStringLiteral("resilient"), size);
        if (!raw || !resilient)
            break;
        counts[QStringLiteral("raw_") + name] = *raw;
        counts[QStringLiteral("resilient_") + name] = *resilient;
        report.addMeasured(QStringLiteral("T1c.") + name, (*resilient / *raw - 1) * 100);
    }
    report.note(QStringLiteral("instructions"), counts);
    return report.finish();
}
