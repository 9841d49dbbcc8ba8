// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/linesource.h>
#include <ui/format/format.h>
#include <ui/theme/theme.h>

#include <QtCore/QString>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! Of a tier, until a frame says otherwise.
constexpr Duration usualPeriod(Tier tier)
{
    return std::chrono::seconds(tier == Tier::Realtime ? 1 : tier == Tier::Performance ? 5 : 30);
}

//! What a chart shows, as values.
struct ChartSpec
{
    struct Line
    {
        QString name;
        LineSource source;
        Role role = Role::SeriesA;
        bool isOptional = false; //!< only named when there is anything known
    };

    QString title;
    QString explanation; //!< the header's tooltip
    Format::Unit unit = Format::Unit::Count;
    std::vector<Line> lines;
    //! How many samples stand behind a value; few of them make it grey.
    std::optional<LineSource> sampleCount;
    Tier tier = Tier::Realtime;
    double smallestTop = 1;
    std::optional<double> largestTop;
    QString emptyText;
    bool isAwaited = true;    //!< before the first frame; false: emptyText says why none comes
    bool hasTimeline = false; //!< states and their share of the time, besides the lines
    bool mayBeLogarithmic = false;
};

} // namespace Breakwater::Ui
