// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/chartdata.h>
#include <ui/format/format.h>

#include <QtCore/QAbstractTableModel>
#include <QtWidgets/QDialog>

namespace Breakwater::Ui {

//! A chart's values row by row, newest first.
class ChartTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    ChartTableModel(ChartData data, Format::Unit unit, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    const ChartData m_data;
    const Format::Unit m_unit;
};

//! The chart as a table, for those who do not see it or want the numbers.
class ChartTable final : public QDialog
{
    Q_OBJECT

public:
    ChartTable(ChartData values, Format::Unit unit, QWidget *parent = nullptr);
};

} // namespace Breakwater::Ui
