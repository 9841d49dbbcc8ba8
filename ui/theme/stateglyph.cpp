// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/stateglyph.h>

#include <ui/theme/glyphicon.h>
#include <ui/theme/theme.h>

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <cmath>
#include <numbers>

namespace Breakwater::Ui {

namespace {

// All shapes live in the square of enterGlyphSquare().

QPainterPath disc()
{
    QPainterPath path;
    path.addEllipse(QPointF(0, 0), 0.94, 0.94);
    return path;
}

QPainterPath diamond()
{
    QPainterPath path;
    path.addPolygon(QPolygonF{{0, -1}, {1, 0}, {0, 1}, {-1, 0}});
    path.closeSubpath();
    return path;
}

QPainterPath octagon()
{
    QPolygonF corners;
    for (int i = 0; i < 8; ++i) {
        const double angle = (i + 0.5) * std::numbers::pi / 4;
        corners << QPointF(std::cos(angle), std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(corners);
    path.closeSubpath();
    return path;
}

QPainterPath tick()
{
    QPainterPath path(QPointF(-0.44, 0.03));
    path.lineTo(-0.12, 0.36);
    path.lineTo(0.46, -0.34);
    return path;
}

QPainterPath exclamation()
{
    QPainterPath path(QPointF(0, -0.48));
    path.lineTo(0, 0.10);
    path.moveTo(0, 0.46);
    path.lineTo(0, 0.47);
    return path;
}

QPainterPath cross()
{
    QPainterPath path(QPointF(-0.36, -0.36));
    path.lineTo(0.36, 0.36);
    path.moveTo(0.36, -0.36);
    path.lineTo(-0.36, 0.36);
    return path;
}

void paintFilled(QPainter &painter, const QPainterPath &shape, const QPainterPath &sign,
                 const QColor &fill, const QColor &ink)
{
    painter.fillPath(shape, fill);
    painter.strokePath(sign, QPen(ink, 0.23, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void paintRing(QPainter &painter, const QColor &colour, bool isDashed)
{
    QPen pen(colour, 0.26, Qt::SolidLine, Qt::FlatCap);
    if (isDashed) {
        const double circumference = 2 * std::numbers::pi * 0.8 / pen.widthF();
        pen.setDashPattern({circumference / 8 * 0.66, circumference / 8 * 0.34});
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(0, 0), 0.8, 0.8);
}

} // namespace

void paintStateGlyph(QPainter &painter, const QRectF &rect, std::optional<BreakerState> state,
                     const QPalette &palette)
{
    const QColor fill = colour(roleOf(state), palette);
    const QColor ink = isDark(palette) ? QColor(0x15181c) : QColor(Qt::white);
    painter.save();
    enterGlyphSquare(painter, rect);
    if (!state)
        paintRing(painter, fill, true);
    else if (*state == BreakerState::Closed)
        paintFilled(painter, disc(), tick(), fill, ink);
    else if (*state == BreakerState::HalfOpen)
        paintFilled(painter, diamond(), exclamation(), fill, ink);
    else
        paintFilled(painter, octagon(), cross(), fill, ink);
    painter.restore();
}

QIcon stateIcon(std::optional<BreakerState> state, const QPalette &palette)
{
    return glyphIcon([state, palette](QPainter &painter, const QRectF &rect) {
        paintStateGlyph(painter, rect, state, palette);
    });
}

void paintSeverityGlyph(QPainter &painter, const QRectF &rect, Severity severity,
                        const QPalette &palette)
{
    switch (severity) {
    case Severity::Error: paintStateGlyph(painter, rect, BreakerState::Open, palette); return;
    case Severity::Warning: paintStateGlyph(painter, rect, BreakerState::HalfOpen, palette); return;
    case Severity::Info: break;
    }
    painter.save();
    enterGlyphSquare(painter, rect);
    paintRing(painter, colour(Role::DimText, palette), false);
    painter.restore();
}

QIcon severityIcon(Severity severity, const QPalette &palette)
{
    return glyphIcon([severity, palette](QPainter &painter, const QRectF &rect) {
        paintSeverityGlyph(painter, rect, severity, palette);
    });
}

} // namespace Breakwater::Ui
