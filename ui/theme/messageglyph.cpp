// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/theme/messageglyph.h>

#include <ui/theme/glyphicon.h>

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>

#include <cmath>
#include <numbers>

namespace Breakwater::Ui {

namespace {

// All shapes live in the square of enterGlyphSquare().

QPainterPath lines(std::initializer_list<std::initializer_list<QPointF>> strokes)
{
    QPainterPath path;
    for (const auto &stroke : strokes) {
        path.moveTo(*stroke.begin());
        for (const QPointF &point : stroke)
            path.lineTo(point);
    }
    return path;
}

QPainterPath disc()
{
    QPainterPath path;
    path.addEllipse(QPointF(0, 0), 0.94, 0.94);
    return path;
}

QPainterPath square()
{
    QPainterPath path;
    path.addRoundedRect(QRectF(-0.86, -0.86, 1.72, 1.72), 0.2, 0.2);
    return path;
}

QPainterPath polygon(int corners, double turn)
{
    QPolygonF points;
    for (int i = 0; i < corners; ++i) {
        const double angle = (i + turn) * 2 * std::numbers::pi / corners;
        points << QPointF(std::cos(angle), std::sin(angle));
    }
    QPainterPath path;
    path.addPolygon(points);
    path.closeSubpath();
    return path;
}

QPainterPath question()
{
    QPainterPath path(QPointF(-0.26, -0.26));
    path.cubicTo(-0.26, -0.62, 0.3, -0.62, 0.26, -0.22);
    path.cubicTo(0.24, -0.04, 0, -0.02, 0, 0.2);
    path.moveTo(0, 0.5);
    path.lineTo(0, 0.51);
    return path;
}

QPainterPath ground(MessageState state)
{
    switch (state) {
    case MessageState::InDoubt: return polygon(4, 0);
    case MessageState::Expired:
    case MessageState::Dropped: return square();
    case MessageState::ExpiredInDoubt:
    case MessageState::Failed:
    case MessageState::Abandoned: return polygon(8, 0.5);
    default: return disc();
    }
}

QPainterPath sign(MessageState state)
{
    switch (state) {
    case MessageState::Confirmed: return lines({{{-0.44, 0.03}, {-0.12, 0.36}, {0.46, -0.34}}});
    case MessageState::InDoubt:
    case MessageState::Abandoned: return question();
    case MessageState::Expired:
    case MessageState::ExpiredInDoubt: return lines({{{0, -0.5}, {0, 0.05}, {0.4, 0.05}}});
    case MessageState::Dropped: return lines({{{-0.42, 0}, {0.42, 0}}});
    case MessageState::Failed:
        return lines({{{-0.36, -0.36}, {0.36, 0.36}}, {{0.36, -0.36}, {-0.36, 0.36}}});
    default: return {};
    }
}

//! Nothing is decided yet: only an outline, and half of it filled once it is written.
void paintOpen(QPainter &painter, bool isHalf, const QColor &ink)
{
    painter.setPen(QPen(ink, 0.24));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QPointF(0, 0), 0.82, 0.82);
    if (!isHalf)
        return;
    painter.setBrush(ink);
    painter.drawChord(QRectF(-0.82, -0.82, 1.64, 1.64), 180 * 16, 180 * 16);
}

} // namespace

Role roleOf(MessageState state)
{
    switch (state) {
    case MessageState::Queued:
    case MessageState::Written: return Role::Accent;
    case MessageState::InDoubt: return Role::Recovering;
    case MessageState::Sent: return Role::Unknown;
    case MessageState::Confirmed: return Role::Healthy;
    case MessageState::Expired:
    case MessageState::ExpiredInDoubt:
    case MessageState::Dropped:
    case MessageState::Failed:
    case MessageState::Abandoned: return Role::Failing;
    }
    return Role::Unknown;
}

void paintMessageGlyph(QPainter &painter, const QRectF &rect, MessageState state,
                       const QPalette &palette)
{
    const QColor fill = colour(roleOf(state), palette);
    painter.save();
    enterGlyphSquare(painter, rect);
    if (state == MessageState::Queued || state == MessageState::Written) {
        paintOpen(painter, state == MessageState::Written, fill);
    } else {
        const QColor ink = isDark(palette) ? QColor(0x15181c) : QColor(Qt::white);
        painter.fillPath(ground(state), fill);
        painter.strokePath(sign(state),
                           QPen(ink, 0.23, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    }
    painter.restore();
}

QIcon messageIcon(MessageState state, const QPalette &palette)
{
    return glyphIcon([state, palette](QPainter &painter, const QRectF &rect) {
        paintMessageGlyph(painter, rect, state, palette);
    });
}

} // namespace Breakwater::Ui
