// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <benchmarks/bench_window_plaincharts.h>

#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>
#include <QtGui/QPen>
#include <QtWidgets/QGraphicsLineItem>
#include <QtWidgets/QGridLayout>

#include <array>
#include <cmath>

namespace Breakwater::Bench {

namespace {

constexpr std::array<std::array<Metric, 2>, 6> shown{{{Metric::LatencyP50, Metric::LatencyP95},
                                                      {Metric::RateIn, Metric::RateOut},
                                                      {Metric::FailureRate, Metric::LatencyP99},
                                                      {Metric::Queued, Metric::Unconfirmed},
                                                      {Metric::RetryRate, Metric::LatencyP95},
                                                      {Metric::BackoffDelay, Metric::Available}}};

QList<QPointF> pointsOf(const Series &series, std::int64_t from, std::int64_t to)
{
    QList<QPointF> points;
    double second = static_cast<double>(from);
    for (const float value : series.values(from, to)) {
        if (!std::isnan(value))
            points.append({second, double{value}});
        ++second;
    }
    return points;
}

} // namespace

struct PlainCharts::Chart
{
    QChartView *view = nullptr; // the widget's; it owns all the others
    QValueAxis *times = nullptr;
    std::array<QLineSeries *, 2> lines{};
    QGraphicsLineItem *cross = nullptr;
};

PlainCharts::PlainCharts(const SourceHistory &history, int count, int columns)
{
    const std::int64_t end = static_cast<std::int64_t>(history.lastUpdate().value_or(0));
    const std::int64_t start = end - Series::defaultCapacity + 1;
    auto *const grid = new QGridLayout(&m_widget);
    for (int i = 0; i < count; ++i) {
        auto *const chart = new QChart;
        Chart made{.view = new QChartView(chart), .times = new QValueAxis};
        auto *const values = new QValueAxis;
        chart->addAxis(made.times, Qt::AlignBottom);
        chart->addAxis(values, Qt::AlignLeft);
        double highest = 1;
        for (std::size_t line = 0; line < made.lines.size(); ++line) {
            const Metric metric = shown[static_cast<std::size_t>(i) % shown.size()][line];
            const QList<QPointF> points = pointsOf(history.series(metric), start, end + 1);
            for (const QPointF &point : points)
                highest = std::max(highest, point.y());
            made.lines[line] = new QLineSeries;
            made.lines[line]->replace(points);
            chart->addSeries(made.lines[line]);
            made.lines[line]->attachAxis(made.times);
            made.lines[line]->attachAxis(values);
        }
        values->setRange(0, highest);
        made.cross = new QGraphicsLineItem(chart);
        made.cross->setPen(QPen(Qt::black, 1));
        made.cross->setZValue(100);
        grid->addWidget(made.view, i / columns, i % columns);
        m_charts.push_back(made);
    }
    m_end = static_cast<double>(end);
    setSpan(static_cast<double>(end - start));
}

PlainCharts::~PlainCharts() = default;

void PlainCharts::setCross(double share)
{
    for (const Chart &chart : m_charts) {
        const QRectF plot = chart.view->chart()->plotArea();
        const double x = plot.left() + share * plot.width();
        chart.cross->setLine(x, plot.top(), x, plot.bottom());
    }
}

void PlainCharts::setSpan(double seconds)
{
    m_span = seconds;
    for (const Chart &chart : m_charts)
        chart.times->setRange(m_end - seconds, m_end);
}

void PlainCharts::update()
{
    ++m_end;
    for (const Chart &chart : m_charts) {
        for (QLineSeries *const line : chart.lines) {
            if (line->count() > 0)
                line->append(m_end, line->at(line->count() - 1).y());
        }
    }
    setSpan(m_span);
}

} // namespace Breakwater::Bench
