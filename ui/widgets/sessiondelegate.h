// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace Breakwater::Ui {

class SnapshotFeed;

//! Paints a row of the session list: glyph, name, round trip and queue, and the last minute of
//! incoming messages.
class SessionDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit SessionDelegate(const SnapshotFeed &feed, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const SnapshotFeed &m_feed;
};

} // namespace Breakwater::Ui
