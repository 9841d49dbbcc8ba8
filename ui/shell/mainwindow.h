// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/secretstore.h>
#include <core/engine/command.h>
#include <ui/charts/timeview.h>
#include <ui/shell/actions.h>
#include <ui/shell/connector.h>
#include <ui/shell/panels.h>
#include <ui/shell/windowstate.h>

#include <QtWidgets/QMainWindow>

namespace Breakwater::Ui {

class Closing;
class CompactMode;
class MainToolBar;
class ProfileBook;
class SnapshotFeed;
class StatusLine;
class WindowCommands;

//! Composes the window. Talks to the core through the feed and through its own signals only, and
//! never waits for anything.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    struct World
    {
        SnapshotFeed &feed;
        TimeSystem &time;
        ProfileBook &book;
        SecretStore &secrets;
        QString stateFile; //!< empty: nothing is remembered
        Duration handshakeTimeout = std::chrono::seconds(15);
        bool hasOutbox = false; //!< undelivered messages survive the end of the program
    };

    explicit MainWindow(const World &world, QWidget *parent = nullptr);
    ~MainWindow() override;

    const Actions &actions() const { return m_actions; }
    TimeView &timeView() { return m_view; }
    Connector &connector() { return m_connector; }
    Panels &panels() { return m_panels; }
    const StatusLine &statusLine() const { return *m_statusLine; }

    //! A sentence above the pages, until somebody closes it.
    void notify(const QString &sentence);
    QString notice() const;
    //! The engine is done: closes the window that waited for it.
    void finishShutdown();

Q_SIGNALS:
    void commandWanted(const Breakwater::EngineCommand &command);
    void demoWanted();
    //! The window is asked to close: finishShutdown() is expected when the links are closed in
    //! order or time is up.
    void shutdownWanted(Breakwater::Duration timeout);

protected:
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeBars(WindowCommands &commands);
    void connectParts(WindowCommands &commands);
    void restore();
    void setFullScreen(bool full);
    void setTheme(ThemeChoice choice);
    void say(const QString &sentence);

    SnapshotFeed &m_feed;
    WindowState m_state;
    TimeView m_view;
    Actions m_actions;
    Connector m_connector;
    Panels m_panels;
    // Children of the window.
    Closing *const m_closing;
    StatusLine *m_statusLine = nullptr;
    CompactMode *m_compact = nullptr;
};

} // namespace Breakwater::Ui
