// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/plotpainter.h>

#include <ui/charts/seriespainter.h>
#include <ui/charts/statebands.h>
#include <ui/charts/timeticks.h>
#include <ui/format/scalelabel.h>

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

namespace Breakwater::Ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::PlotPainter)
};

int pixel(double value)
{
    return static_cast<int>(std::lround(value));
}

std::vector<StateBand> bandsOf(const PlotScene &scene)
{
    std::vector<StateSpan> known = scene.states;
    if (scene.staleSince) // the hatch says it
        std::erase_if(known, [&](const StateSpan &span) {
            return !span.state && (!span.to || *span.to > *scene.staleSince);
        });
    return stateBands(known, scene.geometry);
}

//! Seconds need wider labels than minutes.
double tickStep(const PlotScene &scene)
{
    const QFontMetrics metrics(scene.font);
    const auto stepFor = [&](const QString &label) {
        return timeStep(scene.geometry.secondsPerPixel(), metrics.horizontalAdvance(label) + 16);
    };
    const double step = stepFor(QStringLiteral("00:00"));
    return step < 60 ? stepFor(QStringLiteral("00:00:00")) : step;
}

void paintGrid(QPainter &painter, const PlotScene &scene)
{
    const PlotGeometry &geometry = scene.geometry;
    const QRect &plot = geometry.plot;
    const QFontMetrics metrics(scene.font);
    const QColor line = colour(Role::Grid, scene.palette);
    const QColor text = colour(Role::DimText, scene.palette);
    painter.setFont(scene.font);
    int lowestLabel = plot.bottom() + 2 * metrics.height();
    for (const double value : scene.valueTicks) {
        const int y = std::min(pixel(geometry.y(value)), plot.bottom());
        painter.setPen(line);
        painter.drawLine(plot.left(), y, plot.right(), y);
        if (lowestLabel - y < metrics.height() + 2)
            continue; // a low chart has no room for every label
        lowestLabel = y;
        painter.setPen(text);
        painter.drawText(QRect(0, y - metrics.height() / 2, plot.left() - 6, metrics.height()),
                         Qt::AlignRight | Qt::AlignVCenter,
                         geometry.isLogarithmic ? Format::value(value, scene.unit)
                                                : Format::scaleLabel(value, scene.valueStep,
                                                                     geometry.top, scene.unit));
    }
    for (const TimeTick &tick : timeTicks(geometry.start, geometry.end, tickStep(scene))) {
        const int x = pixel(geometry.x(tick.second));
        painter.setPen(line);
        painter.drawLine(x, plot.top(), x, plot.bottom());
        const int width = metrics.horizontalAdvance(tick.label) + 2;
        if (x + width / 2 > plot.right() + 8)
            continue;
        painter.setPen(text);
        painter.drawText(QRect(x - width / 2, plot.bottom() + 3, width, metrics.height()),
                         Qt::AlignCenter, tick.label);
    }
}

//! Text on a piece of panel, so that lines behind it do not cross it.
void paintLabel(QPainter &painter, const PlotScene &scene, const QRect &area, const QString &text,
                const QColor &ink)
{
    QColor ground = colour(Role::Panel, scene.palette);
    ground.setAlpha(205);
    painter.fillRect(area, ground);
    painter.setPen(ink);
    painter.drawText(area, Qt::AlignCenter, text);
}

void paintThresholds(QPainter &painter, const PlotScene &scene)
{
    const QRect &plot = scene.geometry.plot;
    const QFontMetrics metrics(scene.font);
    for (const Threshold &threshold : scene.thresholds) {
        const QColor ink = colour(threshold.role, scene.palette);
        const int width = metrics.horizontalAdvance(threshold.text) + 6;
        if (threshold.value > scene.geometry.top) { // far above what happens: say so in the corner
            const QString text = QStringLiteral("↑ ") + threshold.text;
            const int wider = metrics.horizontalAdvance(text) + 6;
            paintLabel(painter, scene,
                       QRect(plot.right() - wider, plot.top() + 2 + metrics.height(), wider,
                             metrics.height()),
                       text, ink);
            continue;
        }
        const int y = pixel(scene.geometry.y(threshold.value));
        painter.setPen(QPen(ink, 1, Qt::DashLine));
        painter.drawLine(plot.left(), y, plot.right(), y);
        const bool isHigh
            = y - 2 * metrics.height() - 6 < plot.top(); // there the states' names are
        paintLabel(painter, scene,
                   QRect(plot.left() + 2, isHigh ? y + 2 : y - metrics.height() - 1, width,
                         metrics.height()),
                   threshold.text, ink);
    }
}

bool paintData(QPainter &painter, const PlotScene &scene)
{
    bool isAnythingShown = false;
    painter.setClipRect(scene.geometry.plot.adjusted(0, 0, 1, 1));
    for (const PlotScene::Line &line : scene.lines) {
        paintSeries(painter, *line.series, scene.geometry, colour(line.role, scene.palette));
        isAnythingShown = isAnythingShown || highestShown(*line.series, scene.geometry).has_value();
    }
    painter.setClipping(false);
    return isAnythingShown;
}

void paintStale(QPainter &painter, const PlotScene &scene)
{
    const QRect &plot = scene.geometry.plot;
    const int left
        = std::clamp(pixel(scene.geometry.x(*scene.staleSince)), plot.left(), plot.right());
    const QRect area(QPoint(left, plot.top()), plot.bottomRight());
    painter.fillRect(area, QBrush(colour(Role::Unknown, scene.palette), Qt::BDiagPattern));
    const QFontMetrics metrics(scene.font);
    const QString text
        = Words::tr("no data since %1").arg(Format::timeOfDay(Format::wallTime(*scene.staleSince)));
    const int width = metrics.horizontalAdvance(text) + 10;
    int x = area.width() > width + 8 ? area.center().x() - width / 2 : left - width - 4;
    x = std::max(x, plot.left() + 2);
    paintLabel(painter, scene,
               QRect(x, plot.top() + plot.height() * 5 / 8, width, metrics.height() + 4), text,
               scene.palette.color(QPalette::WindowText));
}

} // namespace

void paintPlot(QPainter &painter, const PlotScene &scene)
{
    if (scene.geometry.plot.isEmpty())
        return;
    const std::vector<StateBand> bands = bandsOf(scene);
    const QRect &plot = scene.geometry.plot;
    paintStateBands(painter, bands, plot, scene.palette);
    paintGrid(painter, scene);
    paintStateCaps(painter, bands, plot, scene.palette, scene.font);
    if (scene.hasTimeline)
        paintStateStrip(painter, bands,
                        plot.adjusted(0, plot.height() - scene.geometry.floor + 2, 0, 0),
                        scene.palette);
    painter.setFont(scene.font);
    paintThresholds(painter, scene);
    const bool isAnythingShown = paintData(painter, scene);
    painter.setFont(scene.font);
    if (scene.staleSince && *scene.staleSince < scene.geometry.end) {
        paintStale(painter, scene);
    } else if (!isAnythingShown) {
        painter.setPen(colour(Role::DimText, scene.palette));
        painter.drawText(scene.geometry.plot.adjusted(8, 8, -8, -8),
                         Qt::AlignCenter | Qt::TextWordWrap, scene.emptyText);
    }
}

} // namespace Breakwater::Ui
