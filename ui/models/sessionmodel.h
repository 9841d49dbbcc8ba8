// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/states.h>
#include <core/snapshot/snapshot.h>

#include <QtCore/QAbstractListModel>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

class SnapshotFeed;

//! All sessions of the feed's newest frame and all that is watched, worst first (what is unknown
//! before what is well), equals in the order of their ids, our own first; row 0 is all of our own
//! together.
//!
//! Follows the feed with moves, insertions and changes of single rows; selections and scroll
//! places survive every frame.
class SessionModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole, //!< QString; empty for all
        StateRole,             //!< int of BreakerState; invalid: unknown
        ShapeRole,             //!< the same, as shownShape() has it
        OverrideRole,          //!< int of BreakerOverride
        RttRole,               //!< words
        QueueRole,             //!< words
        ConnectionRole,        //!< words
        NoteRole,              //!< words; of a watched source how fresh it is, else empty
    };

    explicit SessionModel(SnapshotFeed &feed, QObject *parent = nullptr);

    SessionId idAt(int row) const;
    std::optional<int> rowOf(const SessionId &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        SessionId id;
        QString name;
        std::optional<BreakerState> state;
        std::optional<BreakerState> shape;
        BreakerOverride override_ = BreakerOverride::None;
        bool isRecovering = false;
        QString rtt;
        QString queue;
        QString connection;
        QString note;

        friend bool operator==(const Row &, const Row &) = default;
    };

    void follow();
    Row rowFor(const SessionSnapshot &session) const;
    std::vector<Row> wanted() const;
    void removeMissing(const std::vector<Row> &wanted);
    void place(int row, const Row &wanted);
    QString description(const Row &row) const;

    SnapshotFeed &m_feed;
    std::vector<Row> m_rows;
};

} // namespace Breakwater::Ui
