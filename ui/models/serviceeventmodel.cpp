// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/serviceeventmodel.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/models/plaintext.h>

#include <algorithm>
#include <iterator>

namespace Breakwater::Ui {

namespace {

constexpr qsizetype longestCell = 1000;

} // namespace

ServiceEventModel::ServiceEventModel(QObject *parent, int capacity)
    : QAbstractTableModel(parent), m_capacity(capacity)
{
    Q_ASSERT(capacity > 0);
}

void ServiceEventModel::accept(const SessionId &source, const ServiceBoard &board)
{
    const std::vector<ServiceEvent> &events = board.events;
    if (source != m_source || (!events.empty() && events.back().sequence < m_newest))
        clear();
    m_source = source;
    const auto fresh = std::upper_bound(
        events.begin(), events.end(), m_newest,
        [](std::uint64_t newest, const ServiceEvent &event) { return newest < event.sequence; });
    if (fresh == events.end())
        return;

    std::vector<Row> rows;
    rows.reserve(static_cast<std::size_t>(std::distance(fresh, events.end())) + 1);
    for (auto event = fresh; event != events.end(); ++event) {
        if (const std::uint64_t missing = event->sequence - m_newest - 1; missing > 0) {
            Row gap;
            gap.event.at = event->at;
            gap.missing = missing;
            rows.push_back(std::move(gap));
        }
        rows.push_back({*event, 0});
        m_newest = event->sequence;
    }
    append(std::move(rows));
}

void ServiceEventModel::clear()
{
    m_newest = 0;
    if (m_rows.empty())
        return;
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void ServiceEventModel::append(std::vector<Row> rows)
{
    if (static_cast<int>(rows.size()) > m_capacity)
        rows.erase(rows.begin(), rows.end() - m_capacity);
    const int added = static_cast<int>(rows.size());
    const int before = rowCount();
    if (const int leaving = before + added - m_capacity; leaving > 0) {
        beginRemoveRows({}, before - leaving, before - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + leaving);
        endRemoveRows();
    }
    beginInsertRows({}, 0, added - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    endInsertRows();
}

const ServiceEventModel::Row &ServiceEventModel::rowAt(int row) const
{
    return m_rows[m_rows.size() - 1 - static_cast<std::size_t>(row)];
}

const ServiceEvent *ServiceEventModel::eventAt(int row) const
{
    const Row &found = rowAt(row);
    return found.missing == 0 ? &found.event : nullptr;
}

QString ServiceEventModel::cell(const Row &row, int column) const
{
    const ServiceEvent &event = row.event;
    if (column == TimeColumn)
        return Format::timeOfDayExact(event.at);
    if (row.missing > 0) {
        const auto missing = static_cast<std::int64_t>(row.missing);
        return column != WhatColumn ? QString()
            : missing == 1          ? tr("… 1 event not shown")
                                    : tr("… %1 events not shown").arg(Format::integer(missing));
    }
    switch (column) {
    case ServiceColumn: return sanitised(event.service);
    case WhatColumn: return sanitised(event.what);
    case ResponseColumn: return Format::duration(event.responseTime);
    case SizeColumn:
        return event.bytes ? Format::bytes(static_cast<std::int64_t>(*event.bytes))
                           : Format::unknown();
    case ErrorColumn:
        if (!event.isError)
            return {};
        return event.detail.isEmpty() ? tr("error") : sanitised(event.detail, longestCell);
    default: return {};
    }
}

int ServiceEventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ServiceEventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ServiceEventModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = rowAt(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return cell(row, column);
    case Qt::ToolTipRole: return plainToolTip(cell(row, column));
    case Qt::TextAlignmentRole:
        return column == ResponseColumn || column == SizeColumn
            ? QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter)
            : QVariant();
    case ErrorRole: return row.missing == 0 && row.event.isError ? QVariant(1) : QVariant();
    default: return {};
    }
}

QVariant ServiceEventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case ServiceColumn: return tr("Service");
    case WhatColumn: return tr("What");
    case ResponseColumn: return tr("Response");
    case SizeColumn: return tr("Size");
    case ErrorColumn: return tr("Error");
    default: return {};
    }
}

} // namespace Breakwater::Ui
