// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartgrid.h>

#include <ui/charts/chartcatalogue.h>
#include <ui/charts/chartrows.h>
#include <ui/charts/overviewstrip.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/models/snapshotfeed.h>
#include <ui/theme/sight.h>

#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

namespace {

constexpr int widthForThree = 1000;
constexpr int widthForTwo = 660;

int columnsFor(int width)
{
    return width >= widthForThree ? 3 : width >= widthForTwo ? 2 : 1;
}

} // namespace

class ChartGrid::Private
{
public:
    void take(TierSet tiers);
    void takeAll();
    void takeStale();
    void describe();
    void explainEmpty(OverviewChart which);
    void arrange(int wanted);

    Private(const ChartGrid &grid, SnapshotFeed &source, TimeView &time)
        : q(grid), feed(source), view(time)
    { }

    const ChartGrid &q;
    SnapshotFeed &feed;
    TimeView &view;
    std::vector<TimeChart *> charts; // owned by the grid's widget, as is the strip
    OverviewStrip *strip = nullptr;
    QWidget *area = nullptr; //!< of the charts
    std::optional<Duration> sloP99;
    int columns = 0;
};

ChartGrid::ChartGrid(SnapshotFeed &feed, TimeView &view, QWidget *parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, feed, view))
{
    const auto history = [this] { return &d->feed.history(); };
    d->area = new QWidget;
    for (int i = 0; i < overviewChartCount; ++i) {
        auto *chart = new TimeChart(specOf(static_cast<OverviewChart>(i)), view, history, d->area);
        connect(chart, &TimeChart::momentChosen, this, &ChartGrid::momentChosen);
        d->charts.push_back(chart);
    }
    auto *const scroll = scrolled(d->area, tr("Charts"), this);
    d->strip = new OverviewStrip(view, history, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(chartSpacing);
    layout->addWidget(scroll, 1);
    layout->addWidget(d->strip);
    d->arrange(3);

    connect(&feed, &SnapshotFeed::updated, this, [this](TierSet tiers) { d->take(tiers); });
    connect(&feed, &SnapshotFeed::selectionChanged, this, [this] { d->takeAll(); });
    connect(&feed, &SnapshotFeed::staleChanged, this, [this] { d->takeStale(); });
    d->takeAll();
    d->takeStale();
}

ChartGrid::~ChartGrid() = default;

const std::vector<TimeChart *> &ChartGrid::charts() const
{
    return d->charts;
}

OverviewStrip &ChartGrid::strip() const
{
    return *d->strip;
}

int ChartGrid::columns() const
{
    return d->columns;
}

void ChartGrid::setSloP99(std::optional<Duration> slo)
{
    d->sloP99 = slo;
    d->describe();
}

void ChartGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->arrange(columnsFor(width()));
}

// The charts have looked up their values by now; what they are measured against may be another.
void ChartGrid::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    d->describe();
    d->strip->refresh();
    d->takeStale();
}

// What a frame renews is painted anew; the others only move along, by whole pixels.
void ChartGrid::Private::take(TierSet tiers)
{
    view.tick();
    if (isOutOfSight(q))
        return;
    for (TimeChart *chart : charts)
        if (tiers.has(chart->spec().tier))
            chart->refresh();
    if (tiers.has(Tier::Performance))
        describe();
    if (tiers.has(Tier::Aggregate))
        strip->refresh();
    takeStale();
}

void ChartGrid::Private::takeAll()
{
    describe();
    for (TimeChart *chart : charts)
        chart->refresh();
    strip->refresh();
}

void ChartGrid::Private::takeStale()
{
    view.tick();
    Ui::takeStale(charts, feed);
}

void ChartGrid::Private::describe()
{
    const SessionSnapshot *session = feed.current();
    for (std::size_t i = 0; i < charts.size(); ++i) {
        const Tier tier = charts[i]->spec().tier;
        if (feed.shownFrame())
            charts[i]->setPeriod(periodOf(tier, feed));
        const auto which = static_cast<OverviewChart>(i);
        explainEmpty(which);
        charts[i]->setThresholds(session ? thresholdsOf(which, *session, sloP99)
                                         : std::vector<Threshold>());
    }
    const WatchedSource *source = feed.watched();
    const bool isPolled = source && source->kind == WatchKind::Poll && session
        && isTold(OverviewChart::Latency, *session);
    charts.front()->setQualifier(isPolled ? ChartGrid::tr("as polled")
                                          : latencyQualifier(feed.history().latencyKind()));
}

void ChartGrid::Private::explainEmpty(OverviewChart which)
{
    TimeChart &chart = *charts[static_cast<std::size_t>(which)];
    const WatchedSource *const source = feed.watched();
    const SessionSnapshot *const session = feed.current();
    if (source && !source->frame && source->services) {
        chart.setEmptyText(
            ChartGrid::tr("This server tells of services only: they are on the page Services"),
            false);
    } else {
        chart.setEmptyText(session && !isTold(which, *session)
                               ? ChartGrid::tr("This server does not tell it")
                               : specOf(which).emptyText);
    }
}

void ChartGrid::Private::arrange(int wanted)
{
    if (wanted == columns)
        return;
    columns = wanted;
    Ui::arrange(charts, columns, *area);
}

} // namespace Breakwater::Ui
