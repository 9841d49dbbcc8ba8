// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/charttable.h>

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

namespace Breakwater::Ui {

ChartTableModel::ChartTableModel(ChartData data, Format::Unit unit, QObject *parent)
    : QAbstractTableModel(parent), m_data(std::move(data)), m_unit(unit)
{ }

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.seconds.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_data.columns.size()) + 1;
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter
                                   | (index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    const std::size_t row = m_data.seconds.size() - 1 - static_cast<std::size_t>(index.row());
    if (index.column() == 0)
        return Format::dayAndTime(Format::wallTime(m_data.seconds[row]));
    const auto column = static_cast<std::size_t>(index.column() - 1);
    return Format::value(double{m_data.columns[column].values[row]}, m_unit);
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Time") : m_data.columns[static_cast<std::size_t>(section - 1)].name;
}

ChartTable::ChartTable(ChartData values, Format::Unit unit, QWidget *parent) : QDialog(parent)
{
    const QString title = values.title;
    setWindowTitle(tr("%1 as a table").arg(title));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *table = new QTableView;
    table->setAccessibleName(title);
    table->setModel(new ChartTableModel(std::move(values), unit, table));
    table->setAlternatingRowColors(true);
    table->verticalHeader()->hide();
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(table);
    layout->addWidget(buttons);
    resize(520, 480);
}

} // namespace Breakwater::Ui
