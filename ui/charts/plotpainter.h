// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/plotscene.h>

class QPainter;

namespace Breakwater::Ui {

//! Draws a chart's inside, from back to front: bands of the breaker's states, grid and labels,
//! lines of meaning, the data, and what is not known. Needs nothing but a painter.
void paintPlot(QPainter &painter, const PlotScene &scene);

} // namespace Breakwater::Ui
