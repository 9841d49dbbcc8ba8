// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtWidgets/QWidget>

#include <memory>

namespace Breakwater::Ui {

class SnapshotFeed;

//! The event log: filter, follow, copy. Shows all sessions, or the selected one when "only this
//! session" is on.
class EventLog final : public QWidget
{
    Q_OBJECT

public:
    explicit EventLog(SnapshotFeed &feed, QWidget *parent = nullptr);
    ~EventLog() override;

    void focusFilter();
    //! As if typed into the filter field.
    void setFilterText(const QString &text);
    //! Selects the row nearest to that second (since the epoch).
    void showMoment(double second);
    //! While paused the view keeps still; newer rows are counted.
    void setPaused(bool paused);
    int newerThanPause() const;

Q_SIGNALS:
    //! A row was clicked.
    void momentChosen(double second);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
