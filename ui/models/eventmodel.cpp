// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/eventmodel.h>

#include <core/base/text.h>
#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/plaintext.h>
#include <ui/models/watchedrows.h>

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
    if (frame.events)
        append(fresh(*frame.events, m_newest));
    forgetSources(frame);
    for (const WatchedSource &source : frame.watched) {
        if (source.frame && source.frame->events)
            acceptWatched(source);
    }
}

std::vector<EventModel::Row> EventModel::fresh(const std::vector<Event> &events, Mark &mark)
{
    std::vector<Row> rows;
    const auto first = std::upper_bound(
        events.begin(), events.end(), mark.sequence,
        [](std::uint64_t newest, const Event &event) { return newest < event.sequence; });
    for (auto event = first; event != events.end(); ++event) {
        if (const std::uint64_t missing = event->sequence - mark.sequence - 1; missing > 0) {
            Row gap;
            gap.event.at = event->at;
            gap.missing = missing;
            rows.push_back(std::move(gap));
        }
        rows.push_back({*event, 0});
        mark = {event->sequence, event->at};
    }
    return rows;
}

// A remote that was started anew numbers from 1 on again. What was before the first frame is
// nobody's loss here.
void EventModel::acceptWatched(const WatchedSource &source)
{
    const std::vector<Event> &events = *source.frame->events;
    if (events.empty())
        return;
    const auto [known, isNew] = m_watched.try_emplace(source.id);
    Mark &mark = known->second;
    const auto same = std::lower_bound(
        events.begin(), events.end(), mark.sequence,
        [](const Event &event, std::uint64_t sequence) { return event.sequence < sequence; });
    const bool isRestarted = events.back().sequence < mark.sequence
        || (same != events.end() && same->sequence == mark.sequence && same->at != mark.at);
    if (isNew || isRestarted)
        mark = {events.front().sequence - 1, {}};
    std::vector<Row> rows = fresh(events, mark);
    for (Row &row : rows) {
        row.event.sessionName = watchedName(source.name, row.event.sessionName);
        row.event.session = watchedId(source.id, row.event.session);
    }
    insert(std::move(rows));
}

void EventModel::forgetSources(const Snapshot &frame)
{
    std::erase_if(m_watched, [&](const auto &mark) {
        return std::none_of(frame.watched.begin(), frame.watched.end(),
                            [&](const WatchedSource &source) { return source.id == mark.first; });
    });
}

//! In order of time, in runs: mostly one, at the newest end.
void EventModel::insert(std::vector<Row> rows)
{
    const auto isLater = [](const Row &a, const Row &b) { return a.event.at < b.event.at; };
    std::stable_sort(rows.begin(), rows.end(), isLater);
    while (!rows.empty()) {
        const auto place = std::upper_bound(m_rows.begin(), m_rows.end(), rows.back(), isLater);
        const auto isBefore = [&](const Row &row) {
            return place != m_rows.begin() && isLater(row, *std::prev(place));
        };
        const auto run = std::partition_point(rows.begin(), rows.end(), isBefore);
        if (place == m_rows.end()) {
            const std::size_t kept = static_cast<std::size_t>(run - rows.begin());
            append({std::make_move_iterator(run), std::make_move_iterator(rows.end())});
            rows.resize(kept);
            continue;
        }
        const int older = static_cast<int>(place - m_rows.begin());
        const std::size_t kept = static_cast<std::size_t>(run - rows.begin());
        insertAbove(older, {std::make_move_iterator(run), std::make_move_iterator(rows.end())});
        rows.resize(kept);
    }
}

//! Whatever is too much leaves at the oldest end, be it of the rows or of these.
void EventModel::insertAbove(int older, std::vector<Row> rows)
{
    const int tooMany = std::max(0, rowCount() + static_cast<int>(rows.size()) - m_capacity);
    const int leaving = std::min(tooMany, older);
    forget(leaving);
    const int left = std::min(tooMany - leaving, static_cast<int>(rows.size()));
    countGone(rows.begin(), rows.begin() + left);
    rows.erase(rows.begin(), rows.begin() + left);
    if (rows.empty())
        return;
    const auto place = m_rows.begin() + (older - leaving);
    const int at = static_cast<int>(m_rows.end() - place);
    beginInsertRows({}, at, at + static_cast<int>(rows.size()) - 1);
    m_rows.insert(place, std::make_move_iterator(rows.begin()),
                  std::make_move_iterator(rows.end()));
    endInsertRows();
}

//! The oldest ones.
void EventModel::forget(int count)
{
    if (count <= 0)
        return;
    const auto end = m_rows.begin() + count;
    countGone(m_rows.begin(), end);
    beginRemoveRows({}, rowCount() - count, rowCount() - 1);
    m_rows.erase(m_rows.begin(), end);
    endRemoveRows();
}

void EventModel::append(std::vector<Row> rows)
{
    if (rows.empty())
        return;
    if (static_cast<int>(rows.size()) > m_capacity) {
        countGone(rows.begin(), rows.end() - m_capacity);
        rows.erase(rows.begin(), rows.end() - m_capacity);
    }
    const int added = static_cast<int>(rows.size());
    forget(rowCount() + added - m_capacity);
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
