// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/logview.h>

#include <ui/pages/linedelegate.h>
#include <ui/theme/theme.h>

#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QScrollBar>

#include <algorithm>

namespace Breakwater::Ui {

LogView::LogView(QWidget *parent) : QTableView(parent)
{
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setItemDelegate(new LineDelegate(this));
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

void LogView::showAtTop(int row)
{
    updateGeometries();
    verticalScrollBar()->setValue(row);
}

void LogView::setPlaceholder(const QString &text)
{
    if (text == m_placeholder)
        return;
    m_placeholder = text;
    viewport()->update();
}

void LogView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_placeholder.isEmpty() || !model() || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(colour(Role::DimText, palette()));
    painter.drawText(viewport()->rect().adjusted(12, 12, -12, -12),
                     Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
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
