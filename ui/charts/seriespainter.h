// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/plotgeometry.h>

#include <core/history/series.h>

#include <optional>

class QColor;
class QPainter;

namespace Breakwater::Ui {

//! Above so many samples per pixel a line would be a solid block: a band from lowest to highest and
//! the median in it are drawn instead.
inline constexpr double bandFrom = 2;

//! Gaps break the line; a lone sample is a dot.
void paintSeries(QPainter &painter, const Series &series, const PlotGeometry &geometry,
                 const QColor &colour);
//! The highest value that paintSeries() would show; none when it would show nothing.
std::optional<double> highestShown(const Series &series, const PlotGeometry &geometry);

} // namespace Breakwater::Ui
