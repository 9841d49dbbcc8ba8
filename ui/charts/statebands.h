// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/plotgeometry.h>

#include <core/history/statetimeline.h>

#include <vector>

class QFont;
class QPainter;
class QPalette;

namespace Breakwater::Ui {

//! One stretch of pixels in one state.
struct StateBand
{
    int left = 0;
    int right = 0; //!< one past
    std::optional<BreakerState> state;
};

//! Spans as bands of whole pixels without overlap. What is not closed is at least 2 px wide, or it
//! would vanish over a day; where several meet, the worst shows.
std::vector<StateBand> stateBands(const std::vector<StateSpan> &spans,
                                  const PlotGeometry &geometry);

//! Washes behind the plot for all that is not closed.
void paintStateBands(QPainter &painter, const std::vector<StateBand> &bands, const QRect &plot,
                     const QPalette &palette);
//! A cap of 3 px above each, dashed when half-open, so that it differs without colour; and its name
//! where there is room. Over the grid.
void paintStateCaps(QPainter &painter, const std::vector<StateBand> &bands, const QRect &plot,
                    const QPalette &palette, const QFont &font);
//! A strip of all states in full colour.
void paintStateStrip(QPainter &painter, const std::vector<StateBand> &bands, const QRect &strip,
                     const QPalette &palette);

} // namespace Breakwater::Ui
