// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/linedelegate.h>

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

namespace Breakwater::Ui {

void LineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    constexpr QStyle::State special = QStyle::State_Selected | QStyle::State_HasFocus;
    if ((option.state & special) || !(option.state & QStyle::State_Enabled))
        return QStyledItemDelegate::paint(painter, option, index);
    const QString text = index.data().toString();
    if (text.isEmpty())
        return;
    const QStyle *const style = option.widget ? option.widget->style() : QApplication::style();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &option, option.widget) + 1;
    const QRect area = option.rect.adjusted(margin, 0, -margin, 0);
    const auto group = option.state & QStyle::State_Active ? QPalette::Normal : QPalette::Inactive;
    const QVariant wanted = index.data(Qt::TextAlignmentRole);
    const Qt::Alignment alignment
        = wanted.isValid() ? wanted.value<Qt::Alignment>() : Qt::AlignLeft | Qt::AlignVCenter;
    painter->setFont(option.font);
    painter->setPen(option.palette.color(group, QPalette::Text));
    // As the style does, in whole pixels: the painter itself would round the other way.
    const QRect line = QStyle::alignedRect(option.direction, alignment,
                                           QSize(area.width(), option.fontMetrics.height()), area);
    painter->drawText(line,
                      static_cast<int>(QStyle::visualAlignment(option.direction, alignment))
                          | Qt::TextSingleLine,
                      option.fontMetrics.elidedText(text, option.textElideMode, area.width()));
}

} // namespace Breakwater::Ui
