// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/sessiondelegate.h>

#include <ui/models/sessionmodel.h>
#include <ui/models/snapshotfeed.h>
#include <ui/models/trend.h>
#include <ui/theme/stateglyph.h>
#include <ui/theme/theme.h>
#include <ui/widgets/painting.h>

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStyle>

namespace Breakwater::Ui {

namespace {

constexpr int margin = 6;

std::optional<BreakerState> shapeOf(const QModelIndex &index)
{
    const QVariant shape = index.data(SessionModel::ShapeRole);
    return shape.isValid() ? std::optional(static_cast<BreakerState>(shape.toInt())) : std::nullopt;
}

//! Ground, selection and focus as the style has them, without any text.
void paintGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    const QWidget *widget = option.widget;
    const QStyle *style = widget ? widget->style() : QApplication::style();
    QStyleOptionViewItem empty = option;
    empty.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &empty, painter, widget);
}

} // namespace

SessionDelegate::SessionDelegate(const SnapshotFeed &feed, QObject *parent)
    : QStyledItemDelegate(parent), m_feed(feed)
{ }

QSize SessionDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {150, 2 * option.fontMetrics.height() + 2 * margin};
}

void SessionDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    paintGround(painter, option);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QPalette &palette = option.palette;
    QRectF rest = QRectF(option.rect).adjusted(margin, margin, -margin, -margin);

    const double side = option.fontMetrics.height() + 6;
    const QRectF glyph(rest.left(), rest.center().y() - side / 2, side, side);
    if (isSelected) { // the state's colour must stand on the panel, not on the highlight
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour(Role::Panel, palette));
        painter->drawEllipse(glyph.adjusted(-2, -2, 2, 2));
    }
    paintStateGlyph(*painter, glyph, shapeOf(index), palette);
    rest.setLeft(glyph.right() + margin + 2);

    const double line = option.fontMetrics.height();
    const QColor ink = palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    const double trendWidth = rest.width() > 130 ? rest.width() * 0.3 : 0;
    painter->setFont(option.font);
    painter->setPen(ink);
    paintLine(*painter, {rest.left(), rest.top(), rest.width() - trendWidth - 4, line},
              index.data().toString());
    painter->setPen(isSelected ? ink : colour(Role::DimText, palette));
    const QString id = index.data(SessionModel::IdRole).toString();
    const QString rtt = index.data(SessionModel::RttRole).toString();
    const QString queue = tr("queue %1").arg(index.data(SessionModel::QueueRole).toString());
    const QString note = index.data(SessionModel::NoteRole).toString();
    paintLine(*painter, {rest.left(), rest.top() + line, rest.width(), line},
              id.isEmpty()         ? index.data(SessionModel::ConnectionRole).toString()
                  : note.isEmpty() ? tr("%1 · %2").arg(rtt, queue)
                                   : note);
    if (trendWidth > 0) {
        paintSparkline(*painter, {rest.right() - trendWidth, rest.top() + 2, trendWidth, line - 4},
                       lastMinute(m_feed, SessionId{id}, Metric::RateIn),
                       isSelected ? ink : colour(Role::Accent, palette));
    }
    painter->restore();
}

} // namespace Breakwater::Ui
