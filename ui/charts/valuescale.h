// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! The height of a chart: from 0 to a step of the ladder 1-2-5, or of the clock for lengths of
//! time. Grows at once; shrinks only after
//! the values were smaller for 30 s, so that it does not jump about.
class ValueScale final
{
public:
    static constexpr double patience = 30; // seconds

    //! Never lower than `smallestTop`, never higher than `largestTop`.
    explicit ValueScale(double smallestTop = 1, std::optional<double> largestTop = {});
    //! Values are seconds: above a minute the steps are whole minutes, so that no label is a
    //! fraction of one.
    void setSeconds(bool on) { m_isSeconds = on; }

    //! `highest` of what is shown; `now` in seconds. A still picture (not live) fits at once.
    void update(std::optional<double> highest, double now, bool isLive);
    double top() const { return m_top; }
    //! Between two lines of the grid.
    double step() const;
    //! Where lines and labels belong, bottom to top.
    std::vector<double> ticks() const;

    //! Decades instead: from a ten-thousandth of the top.
    void setLogarithmic(bool on);
    bool isLogarithmic() const { return m_isLogarithmic; }
    //! Where the scale starts: 0, or the lowest decade.
    double bottom() const;
    //! While locked, update() changes nothing.
    void setLocked(bool locked) { m_isLocked = locked; }
    bool isLocked() const { return m_isLocked; }

    //! The smallest of 1, 2, 5, 10, 20 … (and 0.5, 0.2 …) at or above `value`.
    static double ladder(double value);
    //! The same up to 50 s; then 1, 2, 5, 10, 20 … minutes, in seconds.
    static double secondsLadder(double value);

private:
    double wanted(std::optional<double> highest) const;

    const double m_smallestTop;
    const std::optional<double> m_largestTop;
    double m_top;
    double m_highestWanted = 0;           //!< while waiting to shrink
    std::optional<double> m_smallerSince; //!< seconds
    bool m_isLogarithmic = false;
    bool m_isSeconds = false;
    bool m_isLocked = false;
};

} // namespace Breakwater::Ui
