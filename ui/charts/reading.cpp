// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/reading.h>

#include <ui/charts/seriespainter.h>

#include <QtCore/QCoreApplication>

namespace Breakwater::Ui {

Reading readingAt(const Series &series, const PlotGeometry &geometry, double second)
{
    Reading reading;
    if (geometry.secondsPerPixel() <= bandFrom) {
        if (const auto value = series.at(static_cast<std::int64_t>(std::floor(second))))
            reading.value = double{*value};
        return reading;
    }
    reading.seconds = geometry.secondsPerPixel();
    const double from = geometry.start
        + std::floor((second - geometry.start) / reading.seconds) * reading.seconds;
    const Series::Column column = series.columns(from, from + reading.seconds, 1).front();
    if (column.count > 0) {
        reading.value = double{column.middle};
        reading.highest = double{column.highest};
    }
    return reading;
}

QString extremeInWords(const Reading &reading, Format::Unit unit)
{
    if (!reading.highest || reading.highest == reading.value)
        return {};
    return QCoreApplication::translate("Breakwater::Ui::Reading", "max %1 per %2")
        .arg(Format::value(reading.highest, unit),
             Format::value(std::round(reading.seconds), Format::Unit::Seconds));
}

} // namespace Breakwater::Ui
