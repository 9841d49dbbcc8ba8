// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGui/QIcon>
#include <QtWidgets/QStyledItemDelegate>

#include <functional>
#include <map>
#include <tuple>

namespace Breakwater::Ui {

//! A shape beside a word: the icon for the number that an item has under `role`, in the colours of
//! the palette that is in force.
class GlyphDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using IconOf = std::function<QIcon(int, const QPalette &)>;

    GlyphDelegate(int role, IconOf iconOf, QObject *parent);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    QIcon painted(int number, const QStyleOptionViewItem &option) const;

    const int m_role;
    const IconOf m_iconOf;
    // Painted shapes, as long as palette, size and screen stay; there are as many as numbers.
    mutable std::map<int, QIcon> m_painted;
    mutable std::tuple<qint64, QSize, qreal> m_paintedFor;
};

} // namespace Breakwater::Ui
