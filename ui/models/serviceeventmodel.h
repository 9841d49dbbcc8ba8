// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/snapshot/serviceboard.h>

#include <QtCore/QAbstractTableModel>

#include <deque>
#include <vector>

namespace Breakwater::Ui {

//! What happened in the services of one watched server, newest row first: a ring of events, filled
//! from its boards by their numbers.
//!
//! A board costs its new events, however many rows there are. Events that no board brought get one
//! row that says how many. Another server, or the same one counting from the beginning again,
//! starts an empty table.
class ServiceEventModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, ServiceColumn, WhatColumn, ResponseColumn, SizeColumn, ErrorColumn };
    static constexpr int columns = ErrorColumn + 1;
    static constexpr int defaultCapacity = 2000;
    //! 1 for an error, for whoever paints its shape; nothing otherwise.
    static constexpr int ErrorRole = Qt::UserRole;

    explicit ServiceEventModel(QObject *parent = nullptr, int capacity = defaultCapacity);

    //! Adds what the board has and this model has not: one insertion, and one removal when full.
    void accept(const SessionId &source, const ServiceBoard &board);
    void clear();

    //! Null where the row stands for events not shown.
    const ServiceEvent *eventAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        ServiceEvent event;        //!< of a gap: only the time of the event after it
        std::uint64_t missing = 0; //!< a gap of so many
    };

    const Row &rowAt(int row) const;
    void append(std::vector<Row> rows);
    QString cell(const Row &row, int column) const;

    const int m_capacity;
    std::deque<Row> m_rows; //!< oldest first
    SessionId m_source;
    std::uint64_t m_newest = 0;
};

} // namespace Breakwater::Ui
