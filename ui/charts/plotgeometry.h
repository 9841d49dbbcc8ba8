// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QRect>

#include <algorithm>
#include <cmath>

namespace Breakwater::Ui {

//! Between (time, value) and pixels.
struct PlotGeometry
{
    QRect plot;
    double start = 0; //!< seconds since the epoch at the left edge
    double end = 1;   //!< … at the right edge
    double bottom = 0;
    double top = 1;
    bool isLogarithmic = false;
    int floor = 0;                    //!< pixels at the bottom that values keep clear of
    static constexpr int ceiling = 4; //!< … and at the top, where the caps of the bands are

    double secondsPerPixel() const { return (end - start) / std::max(1, plot.width()); }
    double x(double second) const
    {
        return plot.left() + (second - start) / (end - start) * plot.width();
    }
    double second(double x) const { return start + (x - plot.left()) * secondsPerPixel(); }
    double y(double value) const
    {
        const double share = isLogarithmic
            ? std::log(std::max(value, bottom) / bottom) / std::log(top / bottom)
            : (value - bottom) / (top - bottom);
        return plot.bottom() + 1 - floor - share * (plot.height() - floor - ceiling);
    }

    friend bool operator==(const PlotGeometry &, const PlotGeometry &) = default;

    //! The right edge moves on by whole pixels, so that columns keep their content while the
    //! picture scrolls.
    static PlotGeometry snapped(const QRect &plot, double end, double span)
    {
        const double pixel = span / std::max(1, plot.width());
        const double right = std::ceil(end / pixel - 1e-6) * pixel;
        PlotGeometry geometry;
        geometry.plot = plot;
        geometry.start = right - span;
        geometry.end = right;
        return geometry;
    }
};

} // namespace Breakwater::Ui
