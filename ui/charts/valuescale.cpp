// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/valuescale.h>

#include <algorithm>
#include <cmath>

namespace Breakwater::Ui {

namespace {

constexpr int decades = 4;
constexpr double minute = 60;

double powerOfTenBelow(double value)
{
    return std::pow(10, std::floor(std::log10(value) + 1e-9));
}

} // namespace

ValueScale::ValueScale(double smallestTop, std::optional<double> largestTop)
    : m_smallestTop(smallestTop), m_largestTop(largestTop), m_top(smallestTop)
{ }

double ValueScale::ladder(double value)
{
    const double power = powerOfTenBelow(value);
    for (const double step : {1.0, 2.0, 5.0})
        if (value <= step * power * (1 + 1e-9))
            return step * power;
    return 10 * power;
}

double ValueScale::secondsLadder(double value)
{
    return value <= 50 * (1 + 1e-9) ? ladder(value) : minute * ladder(value / minute);
}

double ValueScale::wanted(std::optional<double> highest) const
{
    const double value = std::max(highest.value_or(0), m_smallestTop);
    const double top = m_isLogarithmic ? powerOfTenBelow(value * 9.999)
        : m_isSeconds                  ? secondsLadder(value)
                                       : ladder(value);
    return m_largestTop ? std::min(top, *m_largestTop) : top;
}

void ValueScale::update(std::optional<double> highest, double now, bool isLive)
{
    if (m_isLocked)
        return;
    const double top = wanted(highest);
    if (top >= m_top || !isLive) {
        m_top = top;
        m_smallerSince.reset();
        return;
    }
    if (!m_smallerSince || now < *m_smallerSince) {
        m_smallerSince = now;
        m_highestWanted = 0;
    }
    m_highestWanted = std::max(m_highestWanted, top);
    if (now - *m_smallerSince >= patience) {
        m_top = m_highestWanted;
        m_smallerSince.reset();
    }
}

double ValueScale::step() const
{
    if (m_isSeconds && m_top <= 2 * minute && m_top >= minute)
        return m_top / 4; // 15 s, 30 s
    const double unit = m_isSeconds && m_top > 2 * minute ? minute : 1;
    const double top = m_top / unit;
    const double power = powerOfTenBelow(top);
    const double leading = std::round(top / power);
    return unit * (leading == 2 ? power / 2 : leading == 5 ? power : top / 5);
}

std::vector<double> ValueScale::ticks() const
{
    std::vector<double> ticks;
    if (m_isLogarithmic) {
        for (double value = bottom(); value <= m_top * 1.001; value *= 10)
            ticks.push_back(value);
        return ticks;
    }
    const int count = static_cast<int>(std::round(m_top / step()));
    for (int i = 0; i <= count; ++i)
        ticks.push_back(i * step());
    return ticks;
}

void ValueScale::setLogarithmic(bool on)
{
    m_isLogarithmic = on;
    m_isLocked = false; // what was locked was the other scale
    m_smallerSince.reset();
    update(m_smallestTop, 0, false);
}

double ValueScale::bottom() const
{
    return m_isLogarithmic ? m_top * std::pow(10, -decades) : 0;
}

} // namespace Breakwater::Ui
