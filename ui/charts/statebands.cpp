// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/statebands.h>

#include <ui/format/words.h>
#include <ui/theme/theme.h>

#include <QtCore/QCoreApplication>
#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

namespace Breakwater::Ui {

namespace {

constexpr int narrowest = 2;
constexpr int capHeight = 3;
constexpr int labelledFrom = 46;

enum Rank : std::uint8_t { Nothing, Fine, NotKnown, Recovers, Fails };

Rank rankOf(std::optional<BreakerState> state)
{
    if (!state)
        return NotKnown;
    switch (*state) {
    case BreakerState::Closed: return Fine;
    case BreakerState::HalfOpen: return Recovers;
    case BreakerState::Open: return Fails;
    }
    return Nothing;
}

std::optional<BreakerState> stateOf(Rank rank)
{
    switch (rank) {
    case Fine: return BreakerState::Closed;
    case Recovers: return BreakerState::HalfOpen;
    case Fails: return BreakerState::Open;
    default: return std::nullopt;
    }
}

std::vector<Rank> rankPerPixel(const std::vector<StateSpan> &spans, const PlotGeometry &geometry)
{
    const int width = geometry.plot.width();
    std::vector<Rank> ranks(static_cast<std::size_t>(std::max(0, width)), Nothing);
    for (const StateSpan &span : spans) {
        const Rank rank = rankOf(span.state);
        const double from = geometry.x(span.from) - geometry.plot.left();
        const double to = span.to ? geometry.x(*span.to) - geometry.plot.left() : width;
        const int first = static_cast<int>(std::clamp(from, 0.0, double(width)));
        const double least = rank > Fine ? first + narrowest : first;
        const int last
            = static_cast<int>(std::clamp(std::max(std::ceil(to), least), 0.0, double(width)));
        for (int i = to < 0 ? last : first; i < last; ++i) {
            Rank &here = ranks[static_cast<std::size_t>(i)];
            here = std::max(here, rank);
        }
    }
    return ranks;
}

QString nameOf(std::optional<BreakerState> state)
{
    return state ? Format::breakerState(state)
                 : QCoreApplication::translate("Breakwater::Ui::StateBands", "NO DATA");
}

void paintCap(QPainter &painter, const QRect &cap, const StateBand &band, const QPalette &palette)
{
    const QColor ink = colour(roleOf(band.state), palette);
    if (band.state == BreakerState::Open) {
        painter.fillRect(cap, ink);
        return;
    }
    const int on = band.state ? 3 : 1; // half-open dashes, unknown dots
    for (int x = cap.left(); x <= cap.right(); x += 2 * on)
        painter.fillRect(QRect(x, cap.top(), std::min(on, cap.right() + 1 - x), cap.height()), ink);
}

} // namespace

std::vector<StateBand> stateBands(const std::vector<StateSpan> &spans, const PlotGeometry &geometry)
{
    const std::vector<Rank> ranks = rankPerPixel(spans, geometry);
    std::vector<StateBand> bands;
    for (std::size_t i = 0; i < ranks.size();) {
        std::size_t end = i + 1;
        while (end < ranks.size() && ranks[end] == ranks[i])
            ++end;
        if (ranks[i] != Nothing) {
            const int left = geometry.plot.left();
            bands.push_back(
                {left + static_cast<int>(i), left + static_cast<int>(end), stateOf(ranks[i])});
        }
        i = end;
    }
    return bands;
}

void paintStateBands(QPainter &painter, const std::vector<StateBand> &bands, const QRect &plot,
                     const QPalette &palette)
{
    for (const StateBand &band : bands) {
        if (band.state == BreakerState::Closed)
            continue;
        const QRect area(band.left, plot.top(), band.right - band.left, plot.height());
        painter.fillRect(area, colour(washOf(band.state), palette));
    }
}

void paintStateCaps(QPainter &painter, const std::vector<StateBand> &bands, const QRect &plot,
                    const QPalette &palette, const QFont &font)
{
    QFont bold = font;
    bold.setBold(true);
    const QFontMetrics metrics(bold);
    painter.setFont(bold);
    for (const StateBand &band : bands) {
        if (band.state == BreakerState::Closed)
            continue;
        const QString name = nameOf(band.state);
        const int width = band.right - band.left;
        paintCap(painter, QRect(band.left, plot.top(), width, capHeight), band, palette);
        if (width <= std::max(labelledFrom, metrics.horizontalAdvance(name) + 8))
            continue;
        painter.setPen(colour(roleOf(band.state), palette));
        painter.drawText(band.left + 4, plot.top() + capHeight + metrics.ascent() + 1, name);
    }
}

void paintStateStrip(QPainter &painter, const std::vector<StateBand> &bands, const QRect &strip,
                     const QPalette &palette)
{
    painter.fillRect(strip, colour(Role::Grid, palette));
    for (const StateBand &band : bands) {
        const QRect area(band.left, strip.top(), band.right - band.left, strip.height());
        const QColor ink = colour(roleOf(band.state), palette);
        if (band.state == BreakerState::Closed)
            painter.fillRect(area.adjusted(0, strip.height() / 2, 0, 0),
                             ink); // lower: not an alarm
        else if (band.state)
            painter.fillRect(area,
                             band.state == BreakerState::Open ? QBrush(ink)
                                                              : QBrush(ink, Qt::Dense3Pattern));
        else
            painter.fillRect(area, QBrush(ink, Qt::BDiagPattern));
    }
}

} // namespace Breakwater::Ui
