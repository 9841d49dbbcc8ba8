// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/timeticks.h>

#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array<double, 18> ladder{1,   2,   5,    10,   15,   30,    60,    120,   300,
                                        600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400};

QString labelOf(const QDateTime &moment, double step)
{
    if (step < 60)
        return QLocale().toString(moment, u"HH:mm:ss"_s);
    const bool isMidnight = moment.time() == QTime(0, 0);
    return QLocale().toString(moment, isMidnight ? u"ddd d"_s : u"HH:mm"_s);
}

} // namespace

double timeStep(double secondsPerPixel, double spacing)
{
    const auto found = std::find_if(ladder.begin(), ladder.end(),
                                    [&](double step) { return step >= secondsPerPixel * spacing; });
    return found != ladder.end() ? *found : ladder.back();
}

std::vector<TimeTick> timeTicks(double start, double end, double step)
{
    const int offset = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(end)).offsetFromUtc();
    std::vector<TimeTick> ticks;
    for (double local = (std::floor((start + offset) / step) + 1) * step; local <= end + offset;
         local += step) {
        const auto moment = QDateTime::fromSecsSinceEpoch(static_cast<qint64>(local) - offset);
        ticks.push_back({local - offset, labelOf(moment, step)});
    }
    return ticks;
}

} // namespace Breakwater::Ui
