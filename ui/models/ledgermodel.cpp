// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/ledgermodel.h>

#include <ui/models/ledgerorder.h>
#include <ui/models/ledgerwords.h>
#include <ui/models/plaintext.h>

#include <QtCore/QHash>

#include <algorithm>
#include <numeric>

namespace Breakwater::Ui {

namespace {

constexpr int missing = -1;
//! More pieces than this are first brought together: each costs the view a look at all its rows.
constexpr std::size_t mostPieces = 16;

struct Piece
{
    int first = 0;
    int last = 0;
};

//! The runs of places that are missing, from the top down.
std::vector<Piece> missingPieces(const std::vector<int> &places)
{
    std::vector<Piece> pieces;
    for (int i = 0; i < static_cast<int>(places.size()); ++i) {
        if (places[static_cast<std::size_t>(i)] != missing)
            continue;
        if (!pieces.empty() && pieces.back().last == i - 1)
            pieces.back().last = i;
        else
            pieces.push_back({i, i});
    }
    return pieces;
}

//! Looks at the message, not at the state it is in.
struct MessageRef
{
    const LedgerEntry *entry;

    friend bool operator==(MessageRef a, MessageRef b) { return a.entry->isSameMessage(*b.entry); }
    friend std::size_t qHash(MessageRef ref, std::size_t seed) noexcept
    {
        return qHashMulti(seed, ref.entry->record.session, ref.entry->record.id.value);
    }
};

} // namespace

LedgerModel::LedgerModel(QObject *parent) : QAbstractTableModel(parent) { }

void LedgerModel::setEntries(std::vector<LedgerEntryPtr> entries)
{
    m_all = std::move(entries);
    become(wanted());
}

void LedgerModel::setFilter(const LedgerFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    become(wanted());
}

void LedgerModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columns)
        return;
    m_column = column;
    m_order = order;
    become(wanted());
}

LedgerModel::Rows LedgerModel::wanted() const
{
    Rows rows;
    rows.reserve(m_all.size());
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(rows),
                 [this](const LedgerEntryPtr &entry) { return m_filter.accepts(*entry); });
    sortLedger(rows, static_cast<Column>(m_column), m_order);
    return rows;
}

void LedgerModel::become(const Rows &target)
{
    QHash<MessageRef, int> placeOf;
    placeOf.reserve(static_cast<qsizetype>(target.size()));
    for (std::size_t i = 0; i < target.size(); ++i)
        placeOf.insert({target[i].get()}, static_cast<int>(i));
    std::vector<int> places; // of each row in the target
    places.reserve(m_rows.size());
    for (const LedgerEntryPtr &row : m_rows)
        places.push_back(placeOf.value({row.get()}, missing));

    places = removeMissing(std::move(places));
    insertMissing(target, places);
    change(target);
}

//! Returns the places of the rows that are left.
std::vector<int> LedgerModel::removeMissing(std::vector<int> places)
{
    std::vector<Piece> pieces = missingPieces(places);
    if (pieces.size() > mostPieces) {
        std::vector<int> newRows(places.size());
        const int kept = static_cast<int>(places.size())
            - static_cast<int>(std::count(places.begin(), places.end(), missing));
        int nextKept = 0;
        int nextMissing = kept;
        for (std::size_t row = 0; row < places.size(); ++row)
            newRows[row] = places[row] == missing ? nextMissing++ : nextKept++;
        reorder(newRows);
        std::stable_partition(places.begin(), places.end(),
                              [](int place) { return place != missing; });
        pieces = {{kept, static_cast<int>(places.size()) - 1}};
    }
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        beginRemoveRows({}, piece->first, piece->last);
        m_rows.erase(m_rows.begin() + piece->first, m_rows.begin() + piece->last + 1);
        endRemoveRows();
    }
    std::erase(places, missing);
    return places;
}

//! `places` are those of the present rows, all of which are in the target.
void LedgerModel::insertMissing(const Rows &target, const std::vector<int> &places)
{
    std::vector<int> isHere(target.size(), missing);
    for (const int place : places)
        isHere[static_cast<std::size_t>(place)] = place;
    const std::vector<Piece> pieces = missingPieces(isHere);
    if (pieces.size() <= mostPieces && std::is_sorted(places.begin(), places.end())) {
        for (const Piece &piece : pieces) {
            beginInsertRows({}, piece.first, piece.last);
            m_rows.insert(m_rows.begin() + piece.first, target.begin() + piece.first,
                          target.begin() + piece.last + 1);
            endInsertRows();
        }
        return;
    }
    std::vector<int> newRows = places;
    for (const Piece &piece : pieces) {
        for (int place = piece.first; place <= piece.last; ++place)
            newRows.push_back(place);
    }
    if (newRows.size() > places.size()) {
        const int first = rowCount();
        beginInsertRows({}, first, static_cast<int>(newRows.size()) - 1);
        for (std::size_t i = places.size(); i < newRows.size(); ++i)
            m_rows.push_back(target[static_cast<std::size_t>(newRows[i])]);
        endInsertRows();
    }
    reorder(newRows);
}

//! The row i goes to newRows[i].
void LedgerModel::reorder(const std::vector<int> &newRows)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    Rows rows(m_rows.size());
    for (std::size_t row = 0; row < m_rows.size(); ++row)
        rows[static_cast<std::size_t>(newRows[row])] = std::move(m_rows[row]);
    m_rows = std::move(rows);
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &old : before)
        after += index(newRows[static_cast<std::size_t>(old.row())], old.column());
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

//! The rows are the target's messages, in its order, but some as they were before.
void LedgerModel::change(const Rows &target)
{
    int first = missing;
    int last = missing;
    for (std::size_t row = 0; row < target.size(); ++row) {
        if (m_rows[row] == target[row])
            continue;
        m_rows[row] = target[row];
        last = static_cast<int>(row);
        first = first == missing ? last : first;
    }
    if (first != missing)
        Q_EMIT dataChanged(index(first, 0), index(last, columns - 1));
}

std::optional<int> LedgerModel::rowOf(const LedgerEntry &message) const
{
    const auto found
        = std::find_if(m_rows.begin(), m_rows.end(), [&message](const LedgerEntryPtr &row) {
              return row->isSameMessage(message);
          });
    if (found == m_rows.end())
        return std::nullopt;
    return static_cast<int>(found - m_rows.begin());
}

int LedgerModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int LedgerModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant LedgerModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const LedgerEntry &entry = *entryAt(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole: return LedgerWords::cell(entry, column);
    case Qt::ToolTipRole: return plainToolTip(LedgerWords::cell(entry, column));
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(column == NumberColumn || column >= ConfirmColumn
                                                     ? Qt::AlignRight | Qt::AlignVCenter
                                                     : Qt::AlignLeft | Qt::AlignVCenter));
    case StateRole:
        return column == StateColumn ? QVariant(static_cast<int>(entry.record.state)) : QVariant();
    default: return {};
    }
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columns)
        return {};
    switch (role) {
    case Qt::DisplayRole: return LedgerWords::title(static_cast<Column>(section));
    case Qt::ToolTipRole: return LedgerWords::explanation(static_cast<Column>(section));
    default: return {};
    }
}

} // namespace Breakwater::Ui
