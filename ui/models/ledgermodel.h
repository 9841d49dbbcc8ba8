// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/models/ledgerfilter.h>
#include <ui/models/messageledger.h>

#include <QtCore/QAbstractTableModel>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

//! The ledger's messages that pass the filter, in the order somebody chose; newest first until
//! then.
//!
//! Filters and sorts by itself: a new set of entries, a new filter and a new order all become a
//! few insertions, removals, moves and changes, never a reset, so that selection and place stay.
//! All of it for 10 000 messages costs milliseconds (tst_ledgermodel measures it).
class LedgerModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        AcceptedColumn,
        SessionColumn,
        IdColumn,
        NumberColumn,
        StateColumn,
        WhyColumn,
        ConfirmColumn,
        TotalColumn,
        WritingsColumn,
        RefusalsColumn,
        SizeColumn
    };
    static constexpr int columns = SizeColumn + 1;
    enum Role { StateRole = Qt::UserRole }; //!< int of MessageState

    explicit LedgerModel(QObject *parent = nullptr);

    //! In any order.
    void setEntries(std::vector<LedgerEntryPtr> entries);
    void setFilter(const LedgerFilter &filter);
    const LedgerFilter &filter() const { return m_filter; }
    void sort(int column, Qt::SortOrder order) override;

    //! Of all entries, also of those that do not pass.
    int total() const { return static_cast<int>(m_all.size()); }
    const LedgerEntryPtr &entryAt(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    //! Where that message is now; none when it does not pass or has left.
    std::optional<int> rowOf(const LedgerEntry &message) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    using Rows = std::vector<LedgerEntryPtr>;

    Rows wanted() const;
    void become(const Rows &target);
    std::vector<int> removeMissing(std::vector<int> places);
    void insertMissing(const Rows &target, const std::vector<int> &places);
    void reorder(const std::vector<int> &newRows);
    void change(const Rows &target);

    LedgerFilter m_filter;
    int m_column = AcceptedColumn;
    Qt::SortOrder m_order = Qt::DescendingOrder;
    Rows m_all;
    Rows m_rows;
};

} // namespace Breakwater::Ui
