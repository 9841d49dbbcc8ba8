// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/chartheader.h>
#include <ui/charts/chartspec.h>
#include <ui/charts/crossoverlay.h>
#include <ui/charts/plotscene.h>

#include <functional>

namespace Breakwater::Ui {

class TimeView;

//! A chart's values as words: for its header, its tooltip box, its markers, and for screen readers.
class ChartValues final
{
public:
    //! `period`: how long a value of the chart's tier holds.
    ChartValues(const ChartSpec &spec, const SourceHistory &history, const PlotGeometry &geometry,
                Duration period);

    //! The lines that are shown: optional ones only with something to show.
    std::vector<ChartSpec::Line> lines() const;
    //! At `second`, or of the newest sample before the right edge `end`.
    std::vector<ChartHeader::Entry> entriesAt(double second) const;
    std::vector<ChartHeader::Entry> newestEntries(double end) const;
    //! All dashes: nothing is known now.
    std::vector<ChartHeader::Entry> unknownEntries() const;

    //! For the box at the crosshair: "Fri 15:36:18 · OPEN" and a row per line.
    QString boxTitle(double second) const;
    std::vector<CrossOverlay::Row> rowsAt(double second) const;
    //! "Δ 2 m 05 s · p50 +12 ms".
    QString difference(double a, double b) const;

    //! What the overlay shows: the crosshair's box only where the mouse is, or in all charts when
    //! the view says so.
    CrossOverlay::Content crossContent(const TimeView &view, bool isHovered) const;
    //! The data's part of a picture; scale and colours are the chart's. `now` may lie up to a pixel
    //! before the right edge: what comes after it is not silence.
    PlotScene scene(double now) const;
    //! Of all lines, over what is visible.
    std::optional<double> highest() const;

private:
    using ValueOf = std::function<std::optional<double>(const Series &)>;

    std::vector<ChartHeader::Entry> entries(const ValueOf &valueOf,
                                            std::optional<double> availability) const;
    std::optional<double> shownAvailability() const;

    const ChartSpec &m_spec;
    const SourceHistory &m_history;
    const PlotGeometry m_geometry;
    const Duration m_period;
};

//! "Latency: p50 49 ms, p95 191 ms".
QString summaryOf(const QString &title, const std::vector<ChartHeader::Entry> &entries);

} // namespace Breakwater::Ui
