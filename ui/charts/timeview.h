// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

#include <QtCore/QObject>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! What all charts show together: one stretch of wall time, one crosshair, two markers. Times are
//! seconds since the epoch. Lives on the window's thread.
class TimeView final : public QObject
{
    Q_OBJECT

public:
    explicit TimeView(const TimeSystem &time, QObject *parent = nullptr);

    static constexpr double shortestSpan = 10;
    static constexpr double longestSpan = 86'400;
    static constexpr double defaultSpan = 900;

    double span() const { return m_range.span; }
    //! Right edge; while live the moment of the last tick(), so that all charts agree.
    double end() const { return m_range.end; }
    double start() const { return end() - span(); }
    bool isLive() const { return m_range.isLive; }
    double now() const;

    //! Keeps the right edge; while live stays live.
    void setSpan(double seconds);
    //! Leaves live unless `end` is now or later.
    void setRange(double start, double end);
    //! `anchor` stays where it is on screen; at the right edge of a live view it stays live.
    //! Factors below 1 zoom in.
    void zoom(double factor, double anchor);
    //! No further into the past than there is history; arriving at now goes live.
    void panBy(double seconds);
    void goLive();
    //! Freezes the right edge where it is; recording goes on elsewhere.
    void pause();
    void zoomBack(); //!< one step in the zoom history
    void reset();    //!< the default range, live
    //! Moves the right edge on while live; call on each tick.
    void tick();

    std::optional<double> cross() const { return m_cross; }
    void setCross(std::optional<double> second);
    std::optional<double> markerA() const { return m_markerA; }
    std::optional<double> markerB() const { return m_markerB; }
    //! Without A there is no B.
    void setMarkerA(std::optional<double> second);
    void setMarkerB(std::optional<double> second);

    enum class CrossMode { Off, Crosshair, All };
    CrossMode crossMode() const { return m_crossMode; }
    void setCrossMode(CrossMode mode);

Q_SIGNALS:
    void rangeChanged();
    void liveChanged(bool live);
    void crossChanged();
    void markersChanged();

private:
    struct Range
    {
        double span = defaultSpan;
        double end = 0;
        bool isLive = true;
    };

    void apply(Range range);
    void remember();

    const TimeSystem &m_time;
    Range m_range;
    CrossMode m_crossMode = CrossMode::Crosshair;
    std::optional<double> m_cross;
    std::optional<double> m_markerA;
    std::optional<double> m_markerB;
    std::vector<Range> m_zoomHistory; //!< bounded
};

} // namespace Breakwater::Ui
