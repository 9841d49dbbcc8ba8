// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/overviewstrip.h>

#include <ui/charts/chartframe.h>
#include <ui/charts/seriespainter.h>
#include <ui/charts/statebands.h>
#include <ui/charts/timeticks.h>
#include <ui/charts/timeview.h>
#include <ui/charts/valuescale.h>
#include <ui/theme/theme.h>

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtGui/QWheelEvent>

namespace Breakwater::Ui {

namespace {

constexpr int gripWidth = 5;
constexpr int narrowestWindow = 8;
constexpr int stripHeight = 5;

} // namespace

OverviewStrip::OverviewStrip(TimeView &view, HistorySource history, QWidget *parent)
    : QWidget(parent), m_view(view), m_source(std::move(history))
{
    setAccessibleName(tr("Last 24 hours"));
    setToolTip(tr("p99 latency and breaker states of the last 24 hours. Drag the window to look "
                  "at another time."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.88);
    setFont(small);
    connect(&m_view, &TimeView::rangeChanged, this, qOverload<>(&QWidget::update));
}

void OverviewStrip::refresh()
{
    m_day = {};
    update();
}

QSize OverviewStrip::sizeHint() const
{
    return {400, 56};
}

QRect OverviewStrip::plot() const
{
    return rect().adjusted(ChartFrame::leftMargin, 3, -ChartFrame::rightMargin,
                           -fontMetrics().height() - 3);
}

PlotGeometry OverviewStrip::geometry() const
{
    return PlotGeometry::snapped(plot(), m_view.now(), TimeView::longestSpan);
}

QRect OverviewStrip::window() const
{
    const PlotGeometry day = geometry();
    int left = static_cast<int>(std::floor(day.x(m_view.start())));
    const int right
        = std::min(static_cast<int>(std::ceil(day.x(m_view.end()))), plot().right() + 1);
    left = std::max(plot().left(), std::min(left, right - narrowestWindow));
    return {left, plot().top(), right - left, plot().height()};
}

void OverviewStrip::paintEvent(QPaintEvent *)
{
    const double end = geometry().end;
    const QSize pixels = size() * devicePixelRatioF();
    if (m_day.isNull() || m_day.size() != pixels || m_dayEnd != end) {
        m_day = QPixmap(pixels);
        m_day.setDevicePixelRatio(devicePixelRatioF());
        m_day.fill(Qt::transparent);
        QPainter painter(&m_day);
        painter.setFont(font());
        paintDay(painter);
        m_dayEnd = end;
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_day);
    paintWindow(painter);
}

void OverviewStrip::paintDay(QPainter &painter) const
{
    PlotGeometry day = geometry();
    painter.fillRect(day.plot, colour(Role::Panel, palette()));
    painter.setPen(colour(Role::DimText, palette()));
    const int lineHeight = fontMetrics().height();
    painter.drawText(QRect(0, day.plot.top(), day.plot.left() - 6, day.plot.height()),
                     Qt::AlignRight | Qt::AlignVCenter, tr("24 h p99"));
    for (const TimeTick &tick :
         timeTicks(day.start, day.end, timeStep(day.secondsPerPixel(), 60))) {
        const int x = static_cast<int>(std::lround(day.x(tick.second)));
        const int half = fontMetrics().horizontalAdvance(tick.label) / 2 + 1;
        if (x + half > width())
            continue;
        painter.drawText(QRect(x - half, day.plot.bottom() + 2, 2 * half, lineHeight),
                         Qt::AlignCenter, tick.label);
    }
    const SourceHistory *history = m_source();
    if (!history)
        return;
    const std::vector<StateBand> bands = stateBands(history->states(day.start, m_view.now()), day);
    QRect strip = day.plot;
    strip.setTop(strip.bottom() + 1 - stripHeight);
    paintStateStrip(painter, bands, strip, palette());
    const Series &latency = history->series(Metric::LatencyP99);
    day.top = ValueScale::ladder(std::max(1.0, highestShown(latency, day).value_or(1)));
    day.plot.setBottom(strip.top() - 1);
    painter.setClipRect(day.plot);
    paintSeries(painter, latency, day, colour(Role::SeriesC, palette()));
}

void OverviewStrip::paintWindow(QPainter &painter) const
{
    const QRect shown = window();
    QColor veil = palette().color(QPalette::Window);
    veil.setAlpha(150);
    painter.fillRect(QRect(plot().topLeft(), QPoint(shown.left() - 1, plot().bottom())), veil);
    painter.fillRect(QRect(QPoint(shown.right() + 1, plot().top()), plot().bottomRight()), veil);
    const QColor ink = colour(hasFocus() ? Role::Accent : Role::DimText, palette());
    painter.setPen(QPen(ink, hasFocus() ? 2 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(shown.adjusted(0, 0, -1, -1));
}

OverviewStrip::Grip OverviewStrip::gripAt(const QPoint &at) const
{
    const QRect shown = window();
    if (!plot().adjusted(-gripWidth, 0, gripWidth, 0).contains(at))
        return Grip::None;
    if (std::abs(at.x() - shown.left()) <= gripWidth && at.x() < shown.center().x() - 1)
        return Grip::Left;
    if (std::abs(at.x() - shown.right()) <= gripWidth && at.x() > shown.center().x() + 1)
        return Grip::Right;
    return Grip::Body;
}

void OverviewStrip::mousePressEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    m_grip = event->button() == Qt::LeftButton ? gripAt(at) : Grip::None;
    if (m_grip != Grip::Body)
        return;
    const double second = geometry().second(at.x());
    if (!window().contains(at)) // comes to the pointer
        m_view.setRange(second - m_view.span() / 2, second + m_view.span() / 2);
    m_gripOffset = m_view.end() - second;
}

void OverviewStrip::mouseMoveEvent(QMouseEvent *event)
{
    const QPoint at = event->position().toPoint();
    const double second = geometry().second(at.x());
    switch (m_grip) {
    case Grip::None: {
        const Grip grip = gripAt(at);
        setCursor(grip == Grip::Left || grip == Grip::Right ? Qt::SizeHorCursor
                      : grip == Grip::Body                  ? Qt::OpenHandCursor
                                                            : Qt::ArrowCursor);
        return;
    }
    case Grip::Body: m_view.panBy(second + m_gripOffset - m_view.end()); return;
    case Grip::Left:
        m_view.setRange(std::min(second, m_view.end() - TimeView::shortestSpan), m_view.end());
        return;
    case Grip::Right:
        m_view.setRange(m_view.start(), std::max(second, m_view.start() + TimeView::shortestSpan));
        return;
    }
}

void OverviewStrip::mouseReleaseEvent(QMouseEvent *)
{
    m_grip = Grip::None;
}

void OverviewStrip::wheelEvent(QWheelEvent *event)
{
    m_view.zoom(std::pow(0.8, event->angleDelta().y() / 120.0),
                m_view.isLive() ? m_view.end() : m_view.end() - m_view.span() / 2);
}

void OverviewStrip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: m_view.panBy(-m_view.span() / 2); return;
    case Qt::Key_Right: m_view.panBy(m_view.span() / 2); return;
    case Qt::Key_End: m_view.goLive(); return;
    default: QWidget::keyPressEvent(event);
    }
}

void OverviewStrip::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        refresh();
}

void OverviewStrip::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refresh();
}

} // namespace Breakwater::Ui
