// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/logview.h>

#include <ui/models/eventmodel.h>
#include <ui/theme/stateglyph.h>

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStyledItemDelegate>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

//! The severity's shape beside its word.
class LevelDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const QVariant severity = index.data(Qt::UserRole);
        if (!severity.isValid())
            return;
        const int side = option->fontMetrics.height() - 2;
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = QSize(side, side);
        option->icon = severityIcon(static_cast<Severity>(severity.toInt()), option->palette);
    }
};

} // namespace

LogView::LogView(QWidget *parent) : QTableView(parent)
{
    setItemDelegateForColumn(EventModel::LevelColumn, new LevelDelegate(this));
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerItem);
    // One fixed height: measuring rows is what makes long lists slow.
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(0);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 5);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
}

bool LogView::isAtTop() const
{
    return verticalScrollBar()->value() == 0;
}

void LogView::keepStill(int inserted)
{
    const int before = verticalScrollBar()->value();
    updateGeometries(); // the scroll bar must know the new rows first
    verticalScrollBar()->setValue(before + inserted);
}

QList<int> LogView::selectedRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedRows())
        rows += index.row();
    std::sort(rows.begin(), rows.end());
    return rows;
}

} // namespace Breakwater::Ui
