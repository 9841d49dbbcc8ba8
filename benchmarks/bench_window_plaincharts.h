// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/sourcehistory.h>

#include <QtWidgets/QWidget>

#include <vector>

class QGraphicsLineItem;

namespace Breakwater::Bench {

//! Charts as Qt's own examples make them: a QLineSeries holds every second of the day, an axis says
//! what is shown, an item is the crosshair. Nothing is animated, smoothed or thinned out.
class PlainCharts
{
public:
    //! Two lines of the history in each chart.
    PlainCharts(const SourceHistory &history, int count, int columns);
    ~PlainCharts();

    QWidget &widget() { return m_widget; }
    //! In all charts, at a share of their width.
    void setCross(double share);
    //! So many seconds up to the newest one, in all charts.
    void setSpan(double seconds);
    //! One second more in every line.
    void update();

private:
    struct Chart;

    QWidget m_widget;
    std::vector<Chart> m_charts;
    double m_end = 0;
    double m_span = 0;
};

} // namespace Breakwater::Bench
