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
#include <QtGui/QResizeEvent>
#include <QtWidgets/QGraphicsLayout>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

namespace {

// The cached pictures of a window full of charts; the default of 10 MB makes them push each other
// out, and then the cache costs more than it saves.
constexpr int pixmapCacheKilobytes = 64 * 1024;

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
    d->values->setLabelsVisible(false); // the plot writes them, with units
    d->values->setGridLineVisible(false);

    d->view = new QChartView(d->chart, this);
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

void ChartFrame::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate(); // the view takes its size now, so the areas agree
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
    d->values->setLinePenColor(colour(Role::PanelBorder, palette()));
}

} // namespace Breakwater::Ui
