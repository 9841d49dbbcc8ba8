// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/painting.h>

#include <ui/theme/theme.h>

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QWidget>

#include <algorithm>
#include <cmath>

namespace Breakwater::Ui {

namespace {

double digitWidth(const QFontMetricsF &metrics)
{
    double widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

} // namespace

void paintPanel(QPainter &painter, const QWidget &owner, std::optional<QColor> border,
                std::optional<QColor> wash)
{
    const QPalette &palette = owner.palette();
    const double width = border ? 1.5 : 1;
    const QRectF rect = QRectF(owner.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath shape;
    shape.addRoundedRect(rect, 5, 5);
    painter.fillPath(shape, colour(Role::Panel, palette));
    if (wash)
        painter.fillPath(shape, *wash);
    painter.strokePath(shape, QPen(border.value_or(colour(Role::PanelBorder, palette)), width));
    if (owner.hasFocus()) {
        painter.setPen(QPen(colour(Role::Accent, palette), 1.5));
        painter.drawRoundedRect(rect.adjusted(2, 2, -2, -2), 4, 4);
    }
    painter.restore();
}

bool paintLine(QPainter &painter, const QRectF &rect, const QString &text, Qt::Alignment alignment)
{
    const QFontMetricsF metrics(painter.font());
    const QString shown = metrics.elidedText(text, Qt::ElideRight, rect.width());
    painter.drawText(rect, static_cast<int>(alignment | Qt::AlignVCenter) | Qt::TextSingleLine,
                     shown);
    return shown != text;
}

double paintDigits(QPainter &painter, const QPointF &baseline, const QString &text)
{
    const QFontMetricsF metrics(painter.font());
    const double cell = digitWidth(metrics);
    double x = baseline.x();
    for (const QChar character : text) {
        const double own = metrics.horizontalAdvance(character);
        const double width = character.isDigit() ? cell : own;
        painter.drawText(QPointF(x + (width - own) / 2, baseline.y()), QString(character));
        x += width;
    }
    return x;
}

double digitsWidth(const QPainter &painter, const QString &text)
{
    const QFontMetricsF metrics(painter.font());
    const double cell = digitWidth(metrics);
    double width = 0;
    for (const QChar character : text)
        width += character.isDigit() ? cell : metrics.horizontalAdvance(character);
    return width;
}

void paintSparkline(QPainter &painter, const QRectF &rect, std::span<const float> values,
                    const QColor &colour)
{
    float top = 0;
    for (const float value : values)
        top = std::isnan(value) ? top : std::max(top, value);
    if (values.size() < 2 || rect.isEmpty())
        return;
    const double step = rect.width() / static_cast<double>(values.size() - 1);
    QPainterPath path;
    bool isPenDown = false;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) {
            isPenDown = false;
            continue;
        }
        const double share = top > 0 ? static_cast<double>(values[i] / top) : 0;
        const QPointF point(rect.left() + step * static_cast<double>(i),
                            rect.bottom() - share * rect.height());
        isPenDown ? path.lineTo(point) : path.moveTo(point);
        isPenDown = true;
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.strokePath(path, QPen(colour, 1.2));
    painter.restore();
}

void paintHatch(QPainter &painter, const QRectF &rect, const QPalette &palette)
{
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour(Role::Unknown, palette), 1));
    for (double x = rect.left() - rect.height(); x < rect.right(); x += 5)
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()));
    painter.restore();
}

} // namespace Breakwater::Ui
