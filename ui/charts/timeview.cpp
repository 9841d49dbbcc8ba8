// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/timeview.h>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

constexpr std::size_t keptZooms = 50;
//! So close to the right edge (as a share of the span) "here" means "now".
constexpr double edge = 0.06;

} // namespace

TimeView::TimeView(const TimeSystem &time, QObject *parent) : QObject(parent), m_time(time)
{
    m_range.end = now();
}

double TimeView::now() const
{
    return std::chrono::duration<double>(m_time.wallNow().time_since_epoch()).count();
}

void TimeView::setSpan(double seconds)
{
    remember();
    apply({seconds, m_range.end, m_range.isLive});
}

void TimeView::setRange(double start, double end)
{
    remember();
    apply({end - start, end, end >= now()});
}

void TimeView::zoom(double factor, double anchor)
{
    const double span = std::clamp(m_range.span * factor, shortestSpan, longestSpan);
    if (span == m_range.span)
        return;
    remember();
    const double share = (m_range.end - anchor) / m_range.span;
    if (m_range.isLive && share <= edge) {
        apply({span, m_range.end, true});
        return;
    }
    const double end = anchor + share * span;
    apply({span, end, end >= now()});
}

void TimeView::panBy(double seconds)
{
    const double end = m_range.end + seconds;
    apply({m_range.span, end, end >= now()});
}

void TimeView::goLive()
{
    apply({m_range.span, now(), true});
}

void TimeView::pause()
{
    apply({m_range.span, m_range.end, false});
}

void TimeView::zoomBack()
{
    if (m_zoomHistory.empty())
        return;
    const Range range = m_zoomHistory.back();
    m_zoomHistory.pop_back();
    apply(range);
}

void TimeView::reset()
{
    remember();
    apply({defaultSpan, now(), true});
}

void TimeView::tick()
{
    if (isLive())
        apply(m_range);
}

void TimeView::setCross(std::optional<double> second)
{
    if (second == m_cross)
        return;
    m_cross = second;
    Q_EMIT crossChanged();
}

void TimeView::setMarkerA(std::optional<double> second)
{
    m_markerA = second;
    if (!second)
        m_markerB.reset();
    Q_EMIT markersChanged();
}

void TimeView::setMarkerB(std::optional<double> second)
{
    if (!m_markerA)
        return;
    m_markerB = second;
    Q_EMIT markersChanged();
}

void TimeView::setCrossMode(CrossMode mode)
{
    if (mode == m_crossMode)
        return;
    m_crossMode = mode;
    Q_EMIT crossChanged();
}

void TimeView::apply(Range range)
{
    const double present = now();
    range.span = std::clamp(range.span, shortestSpan, longestSpan);
    range.end = range.isLive ? present
                             : std::clamp(range.end, present - longestSpan + range.span, present);
    const bool hasMoved = range.end != m_range.end || range.span != m_range.span;
    const bool hasTurned = range.isLive != m_range.isLive;
    m_range = range;
    if (hasMoved)
        Q_EMIT rangeChanged();
    if (hasTurned)
        Q_EMIT liveChanged(range.isLive);
}

void TimeView::remember()
{
    m_zoomHistory.push_back(m_range);
    if (m_zoomHistory.size() > keptZooms)
        m_zoomHistory.erase(m_zoomHistory.begin());
}

} // namespace Breakwater::Ui
