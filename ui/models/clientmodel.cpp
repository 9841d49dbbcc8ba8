// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/clientmodel.h>

#include <ui/format/format.h>
#include <ui/format/words.h>
#include <ui/models/clientorder.h>
#include <ui/models/clientwords.h>
#include <ui/models/lampstate.h>
#include <ui/models/plaintext.h>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

bool isBefore(const SessionSnapshot &a, const SessionSnapshot &b)
{
    return a.id < b.id;
}

//! In order of ids and each of them once, as the engine makes it: a remote core may not.
ClientTable inOrder(const ClientTable &table)
{
    const auto isWrong
        = [](const SessionSnapshot &a, const SessionSnapshot &b) { return !isBefore(a, b); };
    if (!table || std::adjacent_find(table->begin(), table->end(), isWrong) == table->end())
        return table;
    auto sorted = std::make_shared<std::vector<SessionSnapshot>>(*table);
    std::stable_sort(sorted->begin(), sorted->end(), isBefore);
    sorted->erase(std::unique(sorted->begin(), sorted->end(), isWrong), sorted->end());
    return sorted;
}

constexpr int missing = -1;

Qt::Alignment alignmentOf(int column)
{
    const bool isNumber = column >= ClientModel::ConnectedForColumn;
    return (isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
}

int shapeOf(const SessionSnapshot &client)
{
    const auto shape = shownShape(client.breaker.effectiveState(),
                                  client.connection == ConnectionState::Connected);
    return shape ? static_cast<int>(*shape) : ClientModel::unknownShape;
}

} // namespace

//! Where the clients of one table are in another one: both are in order of ids.
class ClientModel::Matches final
{
public:
    Matches(const ClientTable &before, const ClientTable &now)
        : m_first(before ? before->data() : nullptr)
    {
        if (!before)
            return;
        m_found.resize(before->size());
        if (!now)
            return;
        auto to = now->begin();
        for (std::size_t i = 0; i < before->size() && to != now->end(); ++i) {
            const SessionId &id = (*before)[i].id;
            while (to != now->end() && to->id < id)
                ++to;
            if (to != now->end() && to->id == id)
                m_found[i] = &*to++;
        }
    }

    //! Null: it is not there.
    const SessionSnapshot *of(const SessionSnapshot *client) const
    {
        return m_found[static_cast<std::size_t>(client - m_first)];
    }

private:
    const SessionSnapshot *m_first;
    ClientRows m_found;
};

ClientModel::ClientModel(QObject *parent) : QAbstractTableModel(parent) { }

void ClientModel::setTable(const ClientTable &table)
{
    if (isOf(table))
        return;
    m_given = table;
    // The rows look into `before` until they have become those of the new table.
    const ClientTable before = std::exchange(m_table, inOrder(table));
    const Matches matches(before, m_table);
    const ClientRows target = wanted();
    become(target, placesIn(target, &matches));
}

void ClientModel::setFilter(const ClientFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    arrange();
}

void ClientModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columns)
        return;
    m_column = column;
    m_order = order;
    arrange();
}

//! The same table, other rows of it or another order.
void ClientModel::arrange()
{
    const ClientRows target = wanted();
    become(target, placesIn(target, nullptr));
}

void ClientModel::setUnknown(bool isUnknown)
{
    if (std::exchange(m_isUnknown, isUnknown) != isUnknown && !m_rows.empty())
        Q_EMIT dataChanged(index(0, StateColumn), index(rowCount() - 1, BreakerColumn));
}

ClientRows ClientModel::wanted() const
{
    ClientRows rows;
    if (!m_table)
        return rows;
    rows.reserve(m_table->size());
    for (const SessionSnapshot &client : *m_table) {
        if (m_filter.accepts(client))
            rows.push_back(&client);
    }
    sortClients(rows, static_cast<Column>(m_column), m_order);
    return rows;
}

//! Of each row; `missing` for those that are not in the target.
std::vector<int> ClientModel::placesIn(const ClientRows &target, const Matches *matches) const
{
    const SessionSnapshot *first = m_table ? m_table->data() : nullptr;
    std::vector<int> placeOf(static_cast<std::size_t>(total()), missing); // by place in the table
    for (std::size_t i = 0; i < target.size(); ++i)
        placeOf[static_cast<std::size_t>(target[i] - first)] = static_cast<int>(i);
    std::vector<int> places;
    places.reserve(m_rows.size());
    for (const SessionSnapshot *row : m_rows) {
        const SessionSnapshot *now = matches ? matches->of(row) : row;
        places.push_back(now ? placeOf[static_cast<std::size_t>(now - first)] : missing);
    }
    return places;
}

//! Who is new comes in at the end, everybody takes their place, and who is gone leaves from the
//! end. `newRows`: where each row is in the target.
void ClientModel::become(const ClientRows &target, std::vector<int> newRows)
{
    std::vector<bool> isHere(target.size(), false);
    int end = static_cast<int>(target.size());
    for (int &place : newRows) {
        if (place == missing)
            place = end++;
        else
            isHere[static_cast<std::size_t>(place)] = true;
    }
    insertMissing(target, isHere, newRows);
    if (!std::is_sorted(newRows.begin(), newRows.end()))
        reorder(newRows);
    if (m_rows.size() > target.size()) {
        beginRemoveRows({}, static_cast<int>(target.size()), rowCount() - 1);
        m_rows.resize(target.size());
        endRemoveRows();
    }
    if (m_rows == target)
        return;
    m_rows = target;
    Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

void ClientModel::insertMissing(const ClientRows &target, const std::vector<bool> &isHere,
                                std::vector<int> &newRows)
{
    ClientRows fresh;
    for (std::size_t i = 0; i < target.size(); ++i) {
        if (isHere[i])
            continue;
        fresh.push_back(target[i]);
        newRows.push_back(static_cast<int>(i));
    }
    if (fresh.empty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    m_rows.insert(m_rows.end(), fresh.begin(), fresh.end());
    endInsertRows();
}

//! The row i goes to newRows[i].
void ClientModel::reorder(const std::vector<int> &newRows)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    ClientRows rows(m_rows.size());
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        rows[static_cast<std::size_t>(newRows[row])] = m_rows[row];
    m_rows = std::move(rows);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &old : before)
        after += index(newRows[static_cast<std::size_t>(old.row())], old.column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

std::optional<int> ClientModel::rowOf(const SessionId &client) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(),
                                    [&client](const auto *row) { return row->id == client; });
    return found == m_rows.end() ? std::nullopt
                                 : std::optional(static_cast<int>(found - m_rows.begin()));
}

const SessionSnapshot *ClientModel::find(const SessionId &client) const
{
    if (!m_table)
        return nullptr;
    const auto found = std::lower_bound(
        m_table->begin(), m_table->end(), client,
        [](const SessionSnapshot &one, const SessionId &id) { return one.id < id; });
    return found != m_table->end() && found->id == client ? &*found : nullptr;
}

int ClientModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ClientModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString ClientModel::cell(const SessionSnapshot &client, Column column) const
{
    if (m_isUnknown && column == StateColumn)
        return Format::unknown();
    if (m_isUnknown && column == BreakerColumn)
        return Format::breakerState(std::nullopt);
    return ClientWords::cell(client, column);
}

QVariant ClientModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const SessionSnapshot &client = clientAt(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole: return cell(client, column);
    case Qt::ToolTipRole: return plainToolTip(ClientWords::more(client, column));
    case Qt::TextAlignmentRole: return QVariant::fromValue(alignmentOf(column));
    case ShapeRole:
        return column != BreakerColumn ? QVariant() : m_isUnknown ? unknownShape : shapeOf(client);
    default: return {};
    }
}

QVariant ClientModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    switch (role) {
    case Qt::DisplayRole: return ClientWords::title(static_cast<Column>(section));
    case Qt::ToolTipRole: return ClientWords::explanation(static_cast<Column>(section));
    case Qt::TextAlignmentRole: return QVariant::fromValue(alignmentOf(section));
    default: return {};
    }
}

} // namespace Breakwater::Ui
