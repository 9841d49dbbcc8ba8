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

    double span() const;
    //! Right edge; now, while live.
    double end() const;
    double start() const { return end() - span(); }
    bool isLive() const;

    //! Keeps the right edge; while live stays live.
    void setSpan(double seconds);
    //! Leaves live unless `end` is now or later.
    void setRange(double start, double end);
    //! `anchor` stays where it is on screen; at the right edge of a live view it stays live.
    void zoom(double factor, double anchor);
    void panBy(double seconds);
    void goLive();
    //! Freezes the right edge where it is; recording goes on elsewhere.
    void pause();
    void zoomBack(); //!< one step in the zoom history
    void reset();    //!< the default range, live
    //! Moves the right edge on while live; call on each tick.
    void tick();

    std::optional<double> cross() const;
    void setCross(std::optional<double> second);
    std::optional<double> markerA() const;
    std::optional<double> markerB() const;
    void setMarkerA(std::optional<double> second);
    void setMarkerB(std::optional<double> second);

    enum class CrossMode { Off, Crosshair, All };
    CrossMode crossMode() const;
    void setCrossMode(CrossMode mode);

Q_SIGNALS:
    void rangeChanged();
    void liveChanged(bool live);
    void crossChanged();
    void markersChanged();

private:
    const TimeSystem &m_time;
    double m_span = 900;
    double m_end = 0;
    bool m_live = true;
    CrossMode m_crossMode = CrossMode::Crosshair;
    std::optional<double> m_cross;
    std::optional<double> m_markerA;
    std::optional<double> m_markerB;
    std::vector<std::pair<double, double>> m_zoomHistory; //!< (start, end), bounded
};

} // namespace Breakwater::Ui
