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

//! The charts of a core that serves: of the watched source that is selected in the feed, else of
//! our own. As many beside each other as the width allows; the rest is scrolled to.
class ServingCharts final : public QWidget
{
    Q_OBJECT

public:
    ServingCharts(SnapshotFeed &feed, TimeView &view, QWidget *parent = nullptr);
    ~ServingCharts() override;

    const std::vector<TimeChart *> &charts() const;
    int columns() const;
    int rows() const;
    //! Of so many rows, no higher than they must be.
    int heightOf(int rows) const;

Q_SIGNALS:
    //! A band of the breaker's state was clicked.
    void momentChosen(double second);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
