// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long it takes from the start of the real program to the first paint of its window, over an
// empty home, with nothing running before. Target T10.start.
//
// The program says when it has painted (category breakwater.ui); the clock starts when the process
// is asked for. Wall time, so what other programs take is in it; the middle of several starts is
// told, and the least.

#include <benchmarks/support/measurements.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QDeadlineTimer>
#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

constexpr auto firstPaint = "The window was painted for the first time";

QProcessEnvironment environmentOf(const QTemporaryDir &home)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (!environment.contains(u"QT_QPA_PLATFORM"_qs))
        environment.insert(u"QT_QPA_PLATFORM"_qs, u"offscreen"_qs);
    environment.insert(u"QT_LOGGING_RULES"_qs, u"breakwater.ui.debug=true"_qs);
    for (const auto *const name : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QLatin1StringView(name), home.path());
    return environment;
}

//! ns until the program says that it has painted; none when it never did.
std::optional<double> startOnce(const QStringList &arguments)
{
    const QTemporaryDir home;
    QProcess program;
    program.setProcessEnvironment(environmentOf(home));
    program.setProcessChannelMode(QProcess::MergedChannels);
    QElapsedTimer clock;
    clock.start();
    program.start(QStringLiteral(BREAKWATER), arguments);
    QByteArray said;
    for (const QDeadlineTimer limit(5000ms); !said.contains(firstPaint) && !limit.hasExpired();) {
        program.waitForReadyRead(500);
        said += program.readAll();
    }
    const auto taken = static_cast<double>(clock.nsecsElapsed());
    program.terminate();
    if (!program.waitForFinished(5000))
        program.kill();
    program.waitForFinished(1000);
    return said.contains(firstPaint) ? std::optional(taken) : std::nullopt;
}

std::vector<double> starts(int count, const QStringList &arguments)
{
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        const auto time = startOnce(arguments);
        if (!time)
            return {};
        times.push_back(*time);
    }
    return times;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const int count = isQuick(argc, argv) ? 7 : 15;
    startOnce({u"--new-instance"_qs}); // files are in memory then, as at the second start of a day
    Report report(u"window_start"_qs);
    const auto times = starts(count, {u"--new-instance"_qs});
    report.addTimes(u"start"_qs, times);
    report.addIterations(static_cast<qint64>(times.size()));
    if (!times.empty())
        report.addMeasured(u"T10.start"_qs, medianOf(times) / 1e6);
    return report.finish();
}
