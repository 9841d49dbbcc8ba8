// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/servicecharts.h>

#include <core/base/text.h>
#include <ui/charts/chartheader.h>
#include <ui/charts/chartrows.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/models/servicefeed.h>
#include <ui/models/snapshotfeed.h>

#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace Breakwater::Ui {

namespace {

constexpr int widthForTwo = 640;
constexpr int leastHeight = 132;

QStringList namesOf(const std::vector<ChartSpec::Line> &lines)
{
    QStringList names;
    for (const ChartSpec::Line &line : lines)
        names += line.name;
    return names;
}

} // namespace

ServiceCharts::ServiceCharts(ServiceFeed &feed, TimeView &view, QWidget *parent)
    : QWidget(parent), m_feed(feed), m_view(view), m_legend(new ChartHeader(tr("Lines"), this)),
      m_area(new QWidget(this))
{
    // The states of the server's own breaker, where it tells of one.
    const auto history = [this]() -> const SourceHistory * {
        const WatchedSource *const source = m_feed.source();
        return source ? &m_feed.snapshots().historyOf(source->id) : nullptr;
    };
    for (int i = 0; i < serviceChartCount; ++i) {
        const auto which = static_cast<ServiceChart>(i);
        auto *const chart = new TimeChart(specOf(which), view, history, m_area);
        chart->setMinimumHeight(leastHeight);
        chart->setThresholds(thresholdsOf(which));
        m_charts.push_back(chart);
    }
    m_legend->setBadge(tr("times: p95"));
    m_legend->setToolTip(tr("The lines of all four charts. Of the response times each line is the "
                            "95th percentile, or the mean where only that is known."));
    auto *const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_legend);
    layout->addWidget(m_area, 1);
    arrange(2);
    connect(&feed, &ServiceFeed::updated, this, &ServiceCharts::take);
    connect(&feed, &ServiceFeed::selectionChanged, this, &ServiceCharts::takeAll);
    connect(&feed, &ServiceFeed::staleChanged, this, &ServiceCharts::takeStale);
    takeAll();
}

void ServiceCharts::take(TierSet tiers)
{
    m_view.tick();
    takeStale();
    if (!tiers.has(Tier::Performance) || !isVisible())
        return;
    describe();
    for (TimeChart *const chart : m_charts)
        chart->refresh();
}

void ServiceCharts::takeAll()
{
    describe();
    for (TimeChart *const chart : m_charts)
        chart->refresh();
    takeStale();
}

// Counted from now it would wander by fractions: the first answer holds until something comes.
void ServiceCharts::takeStale()
{
    const auto since = m_feed.source() ? m_feed.staleSince() : std::nullopt;
    if (!since || !m_staleSince)
        m_staleSince = since;
    for (TimeChart *const chart : m_charts)
        chart->setStaleSince(m_staleSince);
}

// Other lines only when their names change: they find their values by themselves.
void ServiceCharts::describe()
{
    m_top = topServices(m_feed, m_top);
    const SnapshotPtr frame = m_feed.snapshots().latest();
    const bool isNew = std::exchange(m_shown, m_feed.selected()) != m_feed.selected()
        || m_key != (m_feed.selected().isEmpty() ? m_top : std::vector<ServiceLine>());
    for (int i = 0; i < serviceChartCount; ++i) {
        const auto which = static_cast<ServiceChart>(i);
        TimeChart &chart = *m_charts[static_cast<std::size_t>(i)];
        std::vector<ChartSpec::Line> lines = linesOf(which, m_feed, m_top);
        if (isNew || namesOf(lines) != namesOf(chart.spec().lines))
            chart.setLines(std::move(lines), samplesOf(which, m_feed));
        chart.setQualifier(qualifierOf(which, m_feed));
        if (frame && frame->periods.performance > Duration::zero())
            chart.setPeriod(frame->periods.performance);
    }
    if (!isNew)
        return;
    describeKey();
    Q_EMIT keyChanged();
}

// Once for all four: in their own headers there is room for the values only.
void ServiceCharts::describeKey()
{
    m_key = m_feed.selected().isEmpty() ? m_top : std::vector<ServiceLine>();
    std::vector<ChartHeader::Entry> entries;
    for (const ServiceLine &line : m_key)
        entries.push_back({.name = sanitised(line.name, 40), .role = line.role});
    m_legend->setEntries(std::move(entries));
    m_legend->setVisible(!m_key.empty());
}

void ServiceCharts::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange(width() >= widthForTwo ? 2 : 1);
}

void ServiceCharts::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    takeAll();
}

void ServiceCharts::arrange(int columns)
{
    if (columns == m_columns)
        return;
    m_columns = columns;
    Ui::arrange(m_charts, columns, *m_area);
}

} // namespace Breakwater::Ui
