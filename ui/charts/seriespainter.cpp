// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/seriespainter.h>

#include <QtCore/QLineF>
#include <QtCore/QList>
#include <QtGui/QPainter>

#include <cmath>

namespace Breakwater::Ui {

namespace {

constexpr double lineWidth = 1.5;
constexpr int bandOpacity = 105;

std::vector<Series::Column> columnsOf(const Series &series, const PlotGeometry &geometry)
{
    return series.columns(geometry.start, geometry.end, geometry.plot.width());
}

// drawLines() instead of drawPolyline(): joining a zig-zag of a day costs a hundred times as much.
void stroke(QPainter &painter, const QList<QLineF> &lines, const QList<QPointF> &dots,
            const QColor &colour, double width)
{
    painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(lines);
    painter.setPen(QPen(colour, 2 * width, Qt::SolidLine, Qt::RoundCap));
    painter.drawPoints(dots);
}

//! Collects points into lines that break where a point is missing.
class Trace
{
public:
    void add(std::optional<QPointF> point)
    {
        const bool goesOnLevel = point && m_isLineOpen && lines.last().y1() == point->y()
            && lines.last().y2() == point->y();
        if (goesOnLevel)
            lines.last().setP2(*point); // seams between short pieces would look like dashes
        else if (point && m_last)
            lines.append(QLineF(*m_last, *point));
        if (!point && m_last && !m_isLineOpen)
            dots.append(*m_last);
        m_isLineOpen = point && m_last;
        m_last = point;
    }
    void finish() { add(std::nullopt); }

    QList<QLineF> lines;
    QList<QPointF> dots;

private:
    std::optional<QPointF> m_last;
    bool m_isLineOpen = false;
};

void paintEverySample(QPainter &painter, const Series &series, const PlotGeometry &geometry,
                      const QColor &colour)
{
    const auto from = static_cast<std::int64_t>(std::floor(geometry.start)) - 1;
    const auto to = static_cast<std::int64_t>(std::ceil(geometry.end)) + 1;
    Trace trace;
    auto second = static_cast<double>(from);
    for (const float value : series.values(from, to)) {
        const bool isKnown = !std::isnan(value);
        trace.add(isKnown ? std::optional(
                      QPointF(geometry.x(second), geometry.y(static_cast<double>(value)) - 0.5))
                          : std::nullopt);
        ++second;
    }
    trace.finish();
    painter.setRenderHint(QPainter::Antialiasing);
    stroke(painter, trace.lines, trace.dots, colour, lineWidth);
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void paintBand(QPainter &painter, const Series &series, const PlotGeometry &geometry,
               const QColor &colour)
{
    QList<QRect> bars;
    Trace trace;
    int x = geometry.plot.left();
    for (const Series::Column &column : columnsOf(series, geometry)) {
        if (column.count > 0) {
            const int top = static_cast<int>(std::floor(geometry.y(double{column.highest})));
            const int bottom = static_cast<int>(std::ceil(geometry.y(double{column.lowest})));
            bars.append(QRect(x, top, 1, std::max(1, bottom - top)));
            trace.add(QPointF(x + 0.5, geometry.y(double{column.middle}) - 0.5));
        } else {
            trace.add(std::nullopt);
        }
        ++x;
    }
    trace.finish();
    QColor wash = colour;
    wash.setAlpha(bandOpacity);
    painter.setPen(Qt::NoPen);
    painter.setBrush(wash);
    painter.drawRects(bars);
    painter.setBrush(Qt::NoBrush);
    stroke(painter, trace.lines, trace.dots, colour, 1);
}

} // namespace

void paintSeries(QPainter &painter, const Series &series, const PlotGeometry &geometry,
                 const QColor &colour)
{
    if (!series.isKnown() || geometry.plot.isEmpty())
        return;
    if (geometry.secondsPerPixel() > bandFrom)
        paintBand(painter, series, geometry, colour);
    else
        paintEverySample(painter, series, geometry, colour);
}

std::optional<double> highestShown(const Series &series, const PlotGeometry &geometry)
{
    const Series::Column column = series.columns(geometry.start, geometry.end, 1).front();
    return column.count > 0 ? std::optional(double{column.highest}) : std::nullopt;
}

} // namespace Breakwater::Ui
