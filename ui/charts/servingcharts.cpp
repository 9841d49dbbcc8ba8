// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/servingcharts.h>

#include <ui/charts/chartcatalogue.h>
#include <ui/charts/chartrows.h>
#include <ui/charts/servingcatalogue.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/models/snapshotfeed.h>
#include <ui/theme/sight.h>

#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

namespace {

constexpr int leastRow = 140;

int columnsFor(int width)
{
    return width >= 1900 ? servingChartCount : width >= 1000 ? 3 : width >= 640 ? 2 : 1;
}

} // namespace

class ServingCharts::Private
{
public:
    Private(SnapshotFeed &source, TimeView &time) : feed(source), view(time) { }

    const SourceHistory &history() const;
    void take(TierSet tiers);
    void takeStale() { Ui::takeStale(charts, feed); }
    void arrange(int wanted);

    SnapshotFeed &feed;
    TimeView &view;
    std::vector<TimeChart *> charts; // owned by the area
    QWidget *area = nullptr;
    int columns = 0;
};

//! The sum's, also while one link or client of it is selected.
const SourceHistory &ServingCharts::Private::history() const
{
    const WatchedSource *source = feed.watched();
    return feed.historyOf(source ? source->id : SessionId{});
}

void ServingCharts::Private::take(TierSet tiers)
{
    view.tick(); // values are read at its end
    if (isOutOfSight(*area))
        return;
    for (TimeChart *chart : charts) {
        const Tier tier = chart->spec().tier;
        if (feed.shownFrame())
            chart->setPeriod(periodOf(tier, feed));
        if (tiers.has(tier))
            chart->refresh();
    }
    takeStale();
}

void ServingCharts::Private::arrange(int wanted)
{
    if (wanted == columns)
        return;
    columns = wanted;
    Ui::arrange(charts, columns, *area);
}

ServingCharts::ServingCharts(SnapshotFeed &feed, TimeView &view, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(feed, view))
{
    d->area = new QWidget;
    for (int i = 0; i < servingChartCount; ++i) {
        auto *chart = new TimeChart(
            specOf(static_cast<ServingChart>(i)), view, [this] { return &d->history(); }, d->area);
        chart->setMinimumHeight(leastRow);
        connect(chart, &TimeChart::momentChosen, this, &ServingCharts::momentChosen);
        d->charts.push_back(chart);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scrolled(d->area, tr("Charts of what is served"), this));
    d->arrange(servingChartCount);

    connect(&feed, &SnapshotFeed::updated, this, [this](TierSet tiers) { d->take(tiers); });
    connect(&feed, &SnapshotFeed::selectionChanged, this, [this] { d->take(TierSet::all()); });
    connect(&feed, &SnapshotFeed::staleChanged, this, [this] { d->takeStale(); });
    d->take(TierSet::all());
}

ServingCharts::~ServingCharts() = default;

const std::vector<TimeChart *> &ServingCharts::charts() const
{
    return d->charts;
}

int ServingCharts::columns() const
{
    return d->columns;
}

int ServingCharts::heightOf(int rows) const
{
    return rows * (leastRow + chartSpacing) - chartSpacing;
}

int ServingCharts::rows() const
{
    return (servingChartCount + d->columns - 1) / d->columns;
}

void ServingCharts::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->arrange(columnsFor(width()));
}

void ServingCharts::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    d->take(TierSet::all());
}

} // namespace Breakwater::Ui
