// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/plotgeometry.h>

#include <core/history/sourcehistory.h>
#include <ui/format/format.h>
#include <ui/theme/theme.h>

#include <QtGui/QFont>
#include <QtGui/QPalette>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! A dashed line with a meaning: "opens at 50 %", "SLO p99 500 ms".
struct Threshold
{
    double value = 0;
    QString text;
    Role role = Role::Threshold;

    friend bool operator==(const Threshold &, const Threshold &) = default;
};

//! Everything that one picture of a chart shows; gathered anew for each.
struct PlotScene
{
    struct Line
    {
        const Series *series = nullptr;
        Role role = Role::SeriesA;
    };

    PlotGeometry geometry;
    std::vector<double> valueTicks;
    double valueStep = 1;
    Format::Unit unit = Format::Unit::Count;
    std::vector<Line> lines; //!< the last one is on top
    std::vector<StateSpan> states;
    std::vector<Threshold> thresholds;
    std::optional<double> staleSince;
    QString emptyText;        //!< shown when no line has anything to show
    bool hasTimeline = false; //!< a strip of all states, closed ones too, on the plot's floor
    QPalette palette;
    QFont font;
};

} // namespace Breakwater::Ui
