// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/crossoverlay.h>

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>

#include <cmath>

namespace Breakwater::Ui {

namespace {

constexpr int padding = 6;
constexpr int keyWidth = 14;
constexpr int columnGap = 14;

int widest(const QFontMetrics &metrics, const std::vector<CrossOverlay::Row> &rows,
           QString CrossOverlay::Row::*text)
{
    int width = 0;
    for (const CrossOverlay::Row &row : rows)
        width = std::max(width, metrics.horizontalAdvance(row.*text));
    return width;
}

QRect strip(const QRect &plot, int x)
{
    return {x - 5, plot.top(), 11, plot.height() + 1};
}

} // namespace

CrossOverlay::CrossOverlay(QWidget *canvas) : QWidget(canvas)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    setGeometry(canvas->rect());
}

void CrossOverlay::setContent(Content content)
{
    const QRegion before = regionOf(m_content);
    m_content = std::move(content);
    update(before + regionOf(m_content));
}

void CrossOverlay::setRubberBand(std::optional<QRect> band)
{
    m_rubberBand = band;
    update();
}

QRegion CrossOverlay::regionOf(const Content &content) const
{
    QRegion region;
    for (const auto &x : {content.cross, content.markerA, content.markerB})
        if (x)
            region += strip(content.plot, *x).adjusted(0, 0, 12, 0);
    region += boxRect(content);
    region += differenceRect(content);
    return region;
}

QRect CrossOverlay::boxRect(const Content &content) const
{
    if (!content.cross || content.boxTitle.isEmpty())
        return {};
    const QFontMetrics metrics(font());
    const int more = widest(metrics, content.rows, &Row::more);
    const int rows = keyWidth + widest(metrics, content.rows, &Row::name) + columnGap
        + widest(metrics, content.rows, &Row::value) + (more > 0 ? more + columnGap : 0);
    const QSize size(std::max(rows, metrics.horizontalAdvance(content.boxTitle)) + 2 * padding,
                     (static_cast<int>(content.rows.size()) + 1) * metrics.height() + 2 * padding);
    int left = *content.cross + 10;
    if (left + size.width() > content.plot.right())
        left = *content.cross - 10 - size.width();
    left = std::max(left, 2);
    return {QPoint(left, content.plot.top() + 6), size};
}

QRect CrossOverlay::differenceRect(const Content &content) const
{
    if (content.difference.isEmpty())
        return {};
    const QFontMetrics metrics(font());
    const QSize size(metrics.horizontalAdvance(content.difference) + 2 * padding,
                     metrics.height() + padding);
    return {QPoint(content.plot.left() + 4, content.plot.bottom() - size.height() - 12), size};
}

void CrossOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QColor ink = palette().color(QPalette::WindowText);
    if (m_content.markerA)
        paintMarker(painter, *m_content.markerA, QStringLiteral("A"));
    if (m_content.markerB)
        paintMarker(painter, *m_content.markerB, QStringLiteral("B"));
    if (m_content.cross) {
        painter.fillRect(QRect(*m_content.cross, m_content.plot.top(), 1, m_content.plot.height()),
                         ink);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colour(Role::Panel, palette()), 1));
        for (const Row &row : m_content.rows) {
            if (!row.y)
                continue;
            painter.setBrush(colour(row.role, palette()));
            painter.drawEllipse(QPointF(*m_content.cross + 0.5, *row.y), 3.5, 3.5);
        }
        painter.setRenderHint(QPainter::Antialiasing, false);
        paintBox(painter);
    }
    if (!m_content.difference.isEmpty()) {
        const QRect area = differenceRect(m_content);
        paintPanel(painter, area);
        painter.setPen(ink);
        painter.drawText(area, Qt::AlignCenter, m_content.difference);
    }
    if (m_rubberBand) {
        QColor wash = colour(Role::Accent, palette());
        painter.setPen(wash);
        wash.setAlpha(50);
        painter.setBrush(wash);
        painter.drawRect(m_rubberBand->adjusted(0, 0, -1, -1));
    }
}

void CrossOverlay::paintMarker(QPainter &painter, int x, const QString &letter) const
{
    const QColor ink = colour(Role::Accent, palette());
    const QRect &plot = m_content.plot;
    painter.setPen(QPen(ink, 1, Qt::DashDotLine));
    painter.drawLine(x, plot.top(), x, plot.bottom());
    const QRect flag(x + 1, plot.bottom() - 14, 13, 14);
    painter.fillRect(flag, ink);
    painter.setPen(colour(Role::Panel, palette()));
    painter.drawText(flag, Qt::AlignCenter, letter);
}

void CrossOverlay::paintPanel(QPainter &painter, const QRect &area) const
{
    QColor ground = colour(Role::Panel, palette());
    ground.setAlpha(238);
    painter.setPen(colour(Role::PanelBorder, palette()));
    painter.setBrush(ground);
    painter.drawRect(area.adjusted(0, 0, -1, -1));
}

void CrossOverlay::paintBox(QPainter &painter) const
{
    const QRect box = boxRect(m_content);
    if (box.isEmpty())
        return;
    const QFontMetrics metrics(font());
    const QColor dim = colour(Role::DimText, palette());
    const int valueWidth = widest(metrics, m_content.rows, &Row::value);
    const int nameWidth = widest(metrics, m_content.rows, &Row::name);
    paintPanel(painter, box);
    QRect line(box.left() + padding, box.top() + padding, box.width() - 2 * padding,
               metrics.height());
    painter.setPen(dim);
    painter.drawText(line, Qt::AlignVCenter, m_content.boxTitle);
    for (const Row &row : m_content.rows) {
        line.translate(0, metrics.height());
        painter.fillRect(QRect(line.left(), line.center().y() - 1, 9, 3),
                         colour(row.role, palette()));
        painter.setPen(palette().color(QPalette::WindowText));
        painter.drawText(line.adjusted(keyWidth, 0, 0, 0), Qt::AlignVCenter, row.name);
        const int valueLeft = line.left() + keyWidth + nameWidth + columnGap;
        painter.drawText(QRect(valueLeft, line.top(), valueWidth, line.height()),
                         Qt::AlignVCenter | Qt::AlignRight, row.value);
        painter.setPen(dim);
        painter.drawText(
            QRect(valueLeft + valueWidth + columnGap, line.top(), line.width(), line.height()),
            Qt::AlignVCenter, row.more);
    }
}

} // namespace Breakwater::Ui
