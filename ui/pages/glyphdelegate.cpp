// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/glyphdelegate.h>

#include <QtWidgets/QWidget>

namespace Breakwater::Ui {

GlyphDelegate::GlyphDelegate(int role, IconOf iconOf, QObject *parent)
    : QStyledItemDelegate(parent), m_role(role), m_iconOf(std::move(iconOf))
{ }

void GlyphDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant number = index.data(m_role);
    if (!number.isValid())
        return;
    const int side = option->fontMetrics.height() - 2;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->decorationSize = QSize(side, side);
    option->icon = painted(number.toInt(), *option);
}

// A list paints the same few shapes in every row, and smooth ones take longer than words.
QIcon GlyphDelegate::painted(int number, const QStyleOptionViewItem &option) const
{
    const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1;
    const std::tuple now{option.palette.cacheKey(), option.decorationSize, ratio};
    if (now != m_paintedFor)
        m_painted.clear();
    m_paintedFor = now;
    QIcon &icon = m_painted[number];
    if (!icon.isNull())
        return icon;
    const QIcon shape = m_iconOf(number, option.palette);
    for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Selected, QIcon::Disabled})
        icon.addPixmap(shape.pixmap(option.decorationSize, ratio, mode), mode);
    return icon;
}

} // namespace Breakwater::Ui
