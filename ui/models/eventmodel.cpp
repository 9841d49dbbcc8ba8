// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/eventmodel.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/plaintext.h>

#include <QtCore/QStringList>

#include <algorithm>
#include <iterator>

namespace Breakwater::Ui {

namespace {

constexpr qsizetype longestCell = 1000;

} // namespace

EventModel::EventModel(QObject *parent, int capacity)
    : QAbstractTableModel(parent), m_capacity(capacity)
{
    Q_ASSERT(capacity > 0);
}

void EventModel::accept(const Snapshot &frame)
{
    if (!frame.events)
        return;
    const std::vector<Event> &events = *frame.events;
    const auto fresh = std::upper_bound(
        events.begin(), events.end(), m_newest,
        [](std::uint64_t newest, const Event &event) { return newest < event.sequence; });
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

void EventModel::append(std::vector<Row> rows)
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

const EventModel::Row &EventModel::rowAt(int row) const
{
    return m_rows[m_rows.size() - 1 - static_cast<std::size_t>(row)];
}

const Event *EventModel::eventAt(int row) const
{
    const Row &found = rowAt(row);
    return found.missing == 0 ? &found.event : nullptr;
}

std::uint64_t EventModel::missingAt(int row) const
{
    return rowAt(row).missing;
}

WallTime EventModel::timeAt(int row) const
{
    return rowAt(row).event.at;
}

QString EventModel::textOf(int row) const
{
    QStringList cells;
    for (int column = 0; column < columns; ++column)
        cells += cell(rowAt(row), column);
    return cells.join(u'\t');
}

QString EventModel::missingText(std::uint64_t missing)
{
    if (missing == 1)
        return tr("… 1 event not shown");
    return tr("… %1 events not shown").arg(Format::integer(static_cast<std::int64_t>(missing)));
}

QString EventModel::cell(const Row &row, int column) const
{
    const Event &event = row.event;
    if (column == TimeColumn)
        return Format::timeOfDayExact(event.at);
    if (row.missing > 0)
        return column == TitleColumn ? missingText(row.missing) : QString();
    switch (column) {
    case LevelColumn: return Format::severity(event.severity);
    case SourceColumn: return sanitised(event.source);
    case SessionColumn: return sanitised(event.sessionName);
    case TitleColumn: return sanitised(event.title);
    case DetailColumn: return sanitised(event.detail, longestCell);
    default: return {};
    }
}

int EventModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant EventModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return cell(row, index.column());
    case Qt::ToolTipRole: return plainToolTip(cell(row, index.column()));
    case Qt::UserRole: // for whoever paints the level
        return row.missing > 0 ? QVariant() : QVariant(static_cast<int>(row.event.severity));
    default: return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case LevelColumn: return tr("Level");
    case SourceColumn: return tr("Source");
    case SessionColumn: return tr("Session");
    case TitleColumn: return tr("Event");
    case DetailColumn: return tr("Details");
    default: return {};
    }
}

} // namespace Breakwater::Ui
