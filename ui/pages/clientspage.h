// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/engine/command.h>

#include <QtWidgets/QWidget>

#include <memory>

namespace Breakwater::Ui {

class ClientsPanel;
class ServingCharts;
class SnapshotFeed;
class TimeView;

//! Who comes to a serving core: every client in a table, the opened ones beside it, and how it
//! went over time below. Of the watched source that is selected in the feed, else of our own core.
class ClientsPage final : public QWidget
{
    Q_OBJECT

public:
    ClientsPage(SnapshotFeed &feed, TimeView &view, QWidget *parent = nullptr);
    ~ClientsPage() override;

    ClientsPanel &panel() const;
    ServingCharts &charts() const;

    //! Shows one client beside the table, and has the engine tell of it in every frame.
    void openClient(const SessionId &client);

Q_SIGNALS:
    void commandWanted(const Breakwater::EngineCommand &command);
    //! A client was selected, for its charts.
    void overviewWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater::Ui
