// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

#include <memory>

namespace Breakwater::Ui {

class ChartGrid;
class SnapshotFeed;
class TimeView;

//! Lamp, tiles, gauges and charts of what is selected; before there is anything, what is awaited or
//! what to do.
class OverviewPage final : public QWidget
{
    Q_OBJECT

public:
    OverviewPage(SnapshotFeed &feed, TimeView &view, QWidget *parent = nullptr);
    ~OverviewPage() override;

    ChartGrid &charts() const;

Q_SIGNALS:
    // Asked for on the first screen, when there is no connection yet.
    void demoWanted();
    void newConnectionWanted();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
