// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtGui/QIcon>
#include <QtWidgets/QStyledItemDelegate>

#include <functional>

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
    const int m_role;
    const IconOf m_iconOf;
};

} // namespace Breakwater::Ui
