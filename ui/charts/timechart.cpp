// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/timechart.h>

#include <ui/charts/chartaccessible.h>
#include <ui/charts/chartframe.h>
#include <ui/charts/chartheader.h>
#include <ui/charts/chartinteraction.h>
#include <ui/charts/chartmenu.h>
#include <ui/charts/chartvalues.h>
#include <ui/charts/crossoverlay.h>
#include <ui/charts/plotitem.h>
#include <ui/charts/timeview.h>
#include <ui/theme/sight.h>

#include <QtGui/QContextMenuEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace Breakwater::Ui {

namespace {

//! A line of meaning belongs into the picture when the values come within a fifth of it; further
//! off it would press them flat.
constexpr double nearness = 0.2;
constexpr int timelineHeight = 11;

} // namespace

TimeChart::TimeChart(ChartSpec spec, TimeView &view, HistorySource history, QWidget *parent)
    : QWidget(parent), m_spec(std::move(spec)), m_view(view), m_source(std::move(history)),
      m_scale(m_spec.smallestTop, m_spec.largestTop)
{
    installChartAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(m_spec.title);
    build();
    setPeriod(usualPeriod(m_spec.tier));
    connect(&m_view, &TimeView::rangeChanged, this, &TimeChart::moveRange);
    connect(&m_view, &TimeView::crossChanged, this, &TimeChart::showCross);
    connect(&m_view, &TimeView::markersChanged, this, &TimeChart::showCross);
    refresh();
}

void TimeChart::build()
{
    m_scale.setSeconds(m_spec.unit == Format::Unit::Seconds);
    m_header = new ChartHeader(m_spec.title, this);
    m_header->setToolTip(m_spec.explanation);
    m_frame = new ChartFrame(this);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.88);
    m_frame->setFont(small);
    auto plot = std::make_unique<PlotItem>([this] { return scene(); });
    m_plot = plot.get();
    m_frame->setPlot(std::move(plot));
    m_overlay = new CrossOverlay(m_frame->canvas());
    m_overlay->setFont(small);
    m_interaction = new ChartInteraction(
        *m_frame->canvas(), *m_overlay, m_view, [this] { return geometry(); }, this);
    connect(m_interaction, &ChartInteraction::hoveredChanged, this, &TimeChart::showCross);
    connect(m_interaction, &ChartInteraction::clicked, this, &TimeChart::choose);
    connect(m_frame, &ChartFrame::resized, this, [this] {
        m_plot->setSize(m_frame->canvas()->size());
        m_overlay->setGeometry(m_frame->canvas()->rect());
        m_plot->update();
        showCross();
    });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2, 2, 2, 2); // room for the ring of focus
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_frame, 1);
    setMinimumSize(200, 120);
}

const SourceHistory &TimeChart::history() const
{
    static const SourceHistory empty(1);
    const SourceHistory *history = m_source();
    return history ? *history : empty;
}

ChartValues TimeChart::values() const
{
    return {m_spec, history(), geometry(), m_period};
}

PlotGeometry TimeChart::geometry() const
{
    PlotGeometry geometry = PlotGeometry::snapped(m_frame->plotArea(), m_view.end(), m_view.span());
    geometry.bottom = m_scale.bottom();
    geometry.top = m_scale.top();
    geometry.isLogarithmic = m_scale.isLogarithmic();
    geometry.floor = m_spec.hasTimeline ? timelineHeight : 0;
    return geometry;
}

PlotScene TimeChart::scene()
{
    m_painted = geometry();
    PlotScene scene = values().scene(m_view.end());
    scene.valueTicks = m_scale.ticks();
    scene.valueStep = m_scale.step();
    scene.thresholds = m_thresholds;
    scene.staleSince = m_staleSince;
    scene.palette = palette();
    scene.font = m_frame->font();
    return scene;
}

void TimeChart::fitScale(bool atOnce)
{
    const double highest = values().highest().value_or(0);
    double wanted = highest;
    for (const Threshold &threshold : m_thresholds)
        if (highest >= nearness * threshold.value)
            wanted = std::max(wanted, threshold.value);
    m_scale.update(wanted, m_view.end(), m_view.isLive() && !atOnce);
    m_frame->setValueRange(m_scale.bottom(), m_scale.top());
}

bool TimeChart::skips()
{
    const bool isBehind = isOutOfSight(*this);
    m_hasSkipped = m_hasSkipped || isBehind;
    return isBehind;
}

void TimeChart::refresh()
{
    if (skips())
        return;
    fitScale();
    showValues();
    showCross();
    m_plot->update();
}

void TimeChart::moveRange()
{
    if (skips())
        return;
    fitScale();
    if (geometry() == m_painted)
        return; // less than a pixel
    m_plot->update();
    if (m_spec.hasTimeline || !m_view.isLive())
        showValues();
    if (m_view.cross() || m_view.markerA())
        showCross();
}

void TimeChart::showValues()
{
    const auto cross
        = m_view.crossMode() == TimeView::CrossMode::Off ? std::nullopt : m_view.cross();
    if (cross)
        m_header->setEntries(values().entriesAt(*cross));
    else if (m_staleSince && m_view.isLive())
        m_header->setEntries(values().unknownEntries());
    else
        m_header->setEntries(values().newestEntries(m_view.end()));
}

void TimeChart::showCross()
{
    if (skips())
        return;
    m_overlay->setContent(values().crossContent(m_view, m_interaction->isHovered()));
    showValues();
}

void TimeChart::setLines(std::vector<ChartSpec::Line> lines, std::optional<LineSource> sampleCount)
{
    m_spec.lines = std::move(lines);
    m_spec.sampleCount = std::move(sampleCount);
    fitScale(true); // what the old lines needed says nothing of these
    refresh();
}

void TimeChart::setEmptyText(const QString &text, bool isAwaited)
{
    if (text == m_spec.emptyText && isAwaited == m_spec.isAwaited)
        return;
    m_spec.emptyText = text;
    m_spec.isAwaited = isAwaited;
    refresh();
}

void TimeChart::setThresholds(std::vector<Threshold> thresholds)
{
    if (thresholds == m_thresholds)
        return;
    m_thresholds = std::move(thresholds);
    fitScale();
    m_plot->update();
}

void TimeChart::setStaleSince(std::optional<double> second)
{
    if (second == m_staleSince)
        return;
    m_staleSince = second;
    refresh();
}

void TimeChart::setQualifier(const QString &qualifier)
{
    m_header->setQualifier(qualifier);
}

void TimeChart::setPeriod(Duration period)
{
    if (period == m_period)
        return;
    m_period = period;
    m_header->setBadge(Format::duration(period));
}

void TimeChart::setLogarithmic(bool on)
{
    m_scale.setLogarithmic(on);
    refresh();
}

void TimeChart::setScaleLocked(bool locked)
{
    m_scale.setLocked(locked);
    refresh();
}

QRect TimeChart::plotArea() const
{
    const QRect plot = m_frame->plotArea();
    return {canvas()->mapTo(this, plot.topLeft()), plot.size()};
}

QWidget *TimeChart::canvas() const
{
    return m_frame->canvas();
}

QString TimeChart::summary() const
{
    return summaryOf(m_spec.title, m_header->entries());
}

int TimeChart::paintCount() const
{
    return m_plot->paintCount();
}

void TimeChart::choose(double second)
{
    const std::vector<StateSpan> spans = history().states(second, second);
    if (!spans.empty() && spans.back().state != BreakerState::Closed)
        Q_EMIT momentChosen(second);
}

void TimeChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(colour(Role::Panel, palette()));
    painter.setPen(hasFocus() ? QPen(colour(Role::Accent, palette()), 2)
                              : QPen(colour(Role::PanelBorder, palette()), 1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F8)
        ChartMenu(*this).showTable();
    else if (!m_interaction->handleKey(event))
        QWidget::keyPressEvent(event);
}

void TimeChart::contextMenuEvent(QContextMenuEvent *event)
{
    ChartMenu(*this).open(event->globalPos());
}

void TimeChart::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_hasSkipped, false))
        fitScale(true); // what it was fitted to is gone
    refresh();
}

} // namespace Breakwater::Ui
