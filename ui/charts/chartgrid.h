// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

#include <memory>
#include <vector>

namespace Breakwater::Ui {

class SnapshotFeed;
class TimeChart;
class TimeView;

//! The six charts of the overview and the 24 h strip below them, over the selected session's
//! history.
class ChartGrid final : public QWidget
{
    Q_OBJECT

public:
    ChartGrid(SnapshotFeed &feed, TimeView &view, QWidget *parent = nullptr);
    ~ChartGrid() override;

    const std::vector<TimeChart *> &charts() const;

Q_SIGNALS:
    //! A band of the breaker's state was clicked: the event log may select what happened then.
    void momentChosen(double second);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
