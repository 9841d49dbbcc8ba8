// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/glyphdelegate.h>

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
    option->icon = m_iconOf(number.toInt(), option->palette);
}

} // namespace Breakwater::Ui
