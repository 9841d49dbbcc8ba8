// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long it takes from the start of the real program to the first paint of its window, over an
// empty home, with nothing running before. Target T10.start.
//
// The program says when it has painted (category breakwater.ui); the clock starts when the process
// is asked for. Wall time, so what other programs take is in it; the middle of several starts is
// told, and the least.

#include <benchmarks/support/measurements.h>
#include <benchmarks/support/windowprogram.h>

#include <QtCore/QCoreApplication>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace Qt::StringLiterals;

namespace {

//! ns until the program says that it has painted; none when it never did.
std::optional<double> startOnce(const QStringList &arguments)
{
    WindowProgram program(QStringLiteral(BREAKWATER), arguments, WindowProgram::Home::Empty);
    return program.untilPainted();
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
