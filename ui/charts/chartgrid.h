// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace Breakwater::Ui {

class OverviewStrip;
class SnapshotFeed;
class TimeChart;
class TimeView;

//! The six charts of the overview and the 24 h strip below them, over the selected session's
//! history. In three, two or one columns, as the width allows; moves the view on with each frame.
class ChartGrid final : public QWidget
{
    Q_OBJECT

public:
    ChartGrid(SnapshotFeed &feed, TimeView &view, QWidget *parent = nullptr);
    ~ChartGrid() override;

    const std::vector<TimeChart *> &charts() const;
    OverviewStrip &strip() const;
    //! Draws the line that `ui.slo_p99` asks for; none draws none.
    void setSloP99(std::optional<Duration> slo);
    int columns() const;

Q_SIGNALS:
    //! A band of the breaker's state was clicked: the event log may select what happened then.
    void momentChosen(double second);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
