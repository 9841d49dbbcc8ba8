// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

#include <memory>

namespace Breakwater::Ui {

class SnapshotFeed;

//! All sessions, worst first, with lamp, name, sparkline, RTT and queue; the first row is all of
//! them together. Selecting a row selects it in the feed.
class SessionList final : public QWidget
{
    Q_OBJECT

public:
    explicit SessionList(SnapshotFeed &feed, QWidget *parent = nullptr);
    ~SessionList() override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
