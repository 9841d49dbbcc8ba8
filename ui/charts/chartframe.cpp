// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartframe.h>

#include <ui/theme/theme.h>

#include <QtCharts/QChart>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>
#include <QtCore/QEvent>
#include <QtGui/QFontMetrics>
#include <QtGui/QPixmapCache>
#include <QtWidgets/QGraphicsLayout>
#include <QtWidgets/QVBoxLayout>

#include <functional>

namespace Breakwater::Ui {

namespace {

// The cached pictures of a window full of charts; the default of 10 MB makes them push each other
// out, and then the cache costs more than it saves.
constexpr int pixmapCacheKilobytes = 64 * 1024;

//! Tells when its viewport has its size: later than its parent's, when it is first shown.
class View final : public QChartView
{
public:
    View(QChart *chart, QWidget *parent, std::function<void()> resized)
        : QChartView(chart, parent), m_resized(std::move(resized))
    { }

protected:
    void resizeEvent(QResizeEvent *event) override
    {
        QChartView::resizeEvent(event);
        m_resized();
    }

private:
    const std::function<void()> m_resized;
};

} // namespace

class ChartFrame::Private
{
public:
    QChart *chart = new QChart; // owned by the view
    QChartView *view = nullptr;
    QValueAxis *values = new QValueAxis; // owned by the chart, as is all below
    QValueAxis *times = new QValueAxis;
    QLineSeries *series = new QLineSeries; // stays empty: it only ties the axes to the chart
    QGraphicsItem *plot = nullptr;
};

ChartFrame::ChartFrame(QWidget *parent) : QWidget(parent), d(std::make_unique<Private>())
{
    QPixmapCache::setCacheLimit(std::max(QPixmapCache::cacheLimit(), pixmapCacheKilobytes));
    d->chart->legend()->hide();
    d->chart->setAnimationOptions(QChart::NoAnimation);
    d->chart->setMargins({});
    d->chart->layout()->setContentsMargins(0, 0, 0, 0);
    d->chart->setBackgroundVisible(false);
    d->chart->addSeries(d->series);
    d->chart->addAxis(d->values, Qt::AlignLeft);
    d->chart->addAxis(d->times, Qt::AlignBottom);
    d->series->attachAxis(d->values);
    d->series->attachAxis(d->times);
    d->times->setRange(0, 1); // never moves: the plot's own scale of time does
    d->times->setVisible(false);
    d->values->setVisible(false); // the plot draws grid and labels, with units and behind the data

    d->view = new View(d->chart, this, [this] { takeSize(); });
    d->view->setFrameShape(QFrame::NoFrame);
    d->view->setFocusPolicy(Qt::NoFocus);
    d->view->setMinimumSize(1, 1);
    d->view->viewport()->setMouseTracking(true);
    d->view->setAccessibleName(tr("Plot"));
    d->view->viewport()->setAccessibleName(tr("Plot area"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d->view);
    takeColours();
}

ChartFrame::~ChartFrame() = default;

void ChartFrame::setPlot(std::unique_ptr<QGraphicsItem> plot)
{
    d->plot = plot.release();
    d->plot->setParentItem(d->chart);
}

void ChartFrame::setValueRange(double bottom, double top)
{
    if (d->values->min() != bottom || d->values->max() != top)
        d->values->setRange(bottom, top);
}

QWidget *ChartFrame::canvas() const
{
    return d->view->viewport();
}

QRect ChartFrame::plotArea() const
{
    const int bottomMargin = QFontMetrics(font()).height() + 6;
    return canvas()->rect().adjusted(leftMargin, topMargin, -rightMargin, -bottomMargin);
}

void ChartFrame::takeSize()
{
    if (!d->view)
        return; // still being made
    if (plotArea().isValid())
        d->chart->setPlotArea(plotArea());
    Q_EMIT resized();
}

void ChartFrame::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        takeColours();
}

// Never QChart::setTheme(): it knows nothing of the palette and overwrites pens and fonts.
void ChartFrame::takeColours()
{
    d->view->setBackgroundBrush(colour(Role::Panel, palette()));
    if (d->plot)
        d->plot->update(); // its colours are the palette's, too
}

} // namespace Breakwater::Ui
