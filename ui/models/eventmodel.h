// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QAbstractTableModel>

#include <algorithm>
#include <deque>
#include <map>
#include <vector>

namespace Breakwater::Ui {

//! What happened, newest row first: a ring of events, filled from the frames by their numbers.
//! Those of watched sources stand among our own, in order of time, under the names that the sources
//! have here.
//!
//! A frame costs its new events, however many rows there are. Events that no frame brought (the
//! window was slow, or came late) get one row that says how many.
class EventModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TimeColumn, LevelColumn, SourceColumn, SessionColumn, TitleColumn, DetailColumn };
    static constexpr int columns = DetailColumn + 1;
    static constexpr int defaultCapacity = 100'000;

    explicit EventModel(QObject *parent = nullptr, int capacity = defaultCapacity);

    //! Adds what the frame has and this model has not: one insertion, and one removal when full.
    //! What is older than rows that are here already (of a source that was just opened) takes more.
    void accept(const Snapshot &frame);

    //! Null where the row stands for events not shown.
    const Event *eventAt(int row) const;
    //! How many events the row stands for without showing them; 0 for an event.
    std::uint64_t missingAt(int row) const;
    WallTime timeAt(int row) const;
    //! Events that were older than the `capacity` newest rows, and are here no more.
    std::uint64_t gone() const { return m_gone; }
    //! The row as it is copied: its columns, tab between.
    QString textOf(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        Event event;               //!< of a gap: only the time of the event after it
        std::uint64_t missing = 0; //!< a gap of so many
    };

    //! Of the events of one origin: the newest one that was taken.
    struct Mark
    {
        std::uint64_t sequence = 0;
        WallTime at{};
    };

    const Row &rowAt(int row) const;
    static std::vector<Row> fresh(const std::vector<Event> &events, Mark &mark);
    void acceptWatched(const WatchedSource &source);
    void forgetSources(const Snapshot &frame);
    void append(std::vector<Row> rows);
    void insert(std::vector<Row> rows);
    void insertAbove(int older, std::vector<Row> rows);
    void forget(int count);
    template <class Iterator> void countGone(Iterator from, Iterator to)
    {
        for (; from != to; ++from)
            m_gone += std::max<std::uint64_t>(1, from->missing);
    }
    static QString missingText(std::uint64_t missing);
    QString cell(const Row &row, int column) const;

    const int m_capacity;
    std::deque<Row> m_rows; //!< oldest first
    std::uint64_t m_gone = 0;
    Mark m_newest;
    std::map<SessionId, Mark> m_watched;
};

} // namespace Breakwater::Ui
