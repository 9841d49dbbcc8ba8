// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/plotgeometry.h>

#include <core/history/series.h>
#include <ui/format/format.h>

#include <optional>

namespace Breakwater::Ui {

//! What a chart shows of a series at one moment.
struct Reading
{
    std::optional<double> value;   //!< the sample, or the median of the pixel column
    std::optional<double> highest; //!< when a column holds several samples
    double seconds = 1;            //!< that one column spans
};

Reading readingAt(const Series &series, const PlotGeometry &geometry, double second);
//! "max 531 ms per 115 s"; empty for a plain sample.
QString extremeInWords(const Reading &reading, Format::Unit unit);

} // namespace Breakwater::Ui
