// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <QtCore/QAbstractTableModel>

#include <optional>
#include <vector>

namespace Breakwater::Ui {

class SnapshotFeed;
struct MessageCountLine;

//! How many messages of the selected session are, or ended, where.
class MessageCountModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { StateColumn, CountColumn, MeaningColumn };
    static constexpr int columns = MeaningColumn + 1;

    explicit MessageCountModel(SnapshotFeed &feed, QObject *parent = nullptr);
    ~MessageCountModel() override;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void follow();

    SnapshotFeed &m_feed;
    const std::vector<MessageCountLine> m_lines;
    std::vector<std::optional<std::int64_t>> m_counts; //!< in the order of the rows
};

} // namespace Breakwater::Ui
