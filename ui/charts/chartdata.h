// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <ui/charts/plotgeometry.h>

#include <core/history/series.h>

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <vector>

namespace Breakwater::Ui {

//! What a chart shows, as a table: for files, the clipboard and the table dialog.
struct ChartData
{
    struct Source
    {
        QString name;
        const Series *series = nullptr;
    };
    struct Column
    {
        QString name;
        std::vector<float> values; //!< NaN: not known
    };

    QString title;
    QString unit; //!< of the values as they are here: "ms", "1/s", "share"
    std::vector<double> seconds;
    std::vector<Column> columns;

    //! Every second of the visible range.
    static ChartData raw(const std::vector<Source> &sources, const PlotGeometry &geometry);
    //! One row a pixel: lowest, median and highest of each line.
    static ChartData shown(const std::vector<Source> &sources, const PlotGeometry &geometry);

    //! RFC 4180, times in ISO 8601 UTC, numbers with a point whatever the locale. Names that a
    //! spreadsheet would run as a formula are quoted out of harm's way.
    QByteArray toCsv() const;
    QByteArray toJson() const;
};

} // namespace Breakwater::Ui
