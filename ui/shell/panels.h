// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QObject>

#include <vector>

class QAction;
class QDockWidget;
class QMainWindow;
class QTabWidget;
class QWidget;

namespace Breakwater::Ui {

class ClientsPage;
class EventLog;
class MessagesPage;
class NoticeBar;
class OverviewPage;
class ServicesPage;
class SnapshotFeed;
class StatusBanner;
class TimeView;

//! The pages in the middle of the window, what stands above them, and the docks around them.
class Panels final : public QObject
{
    Q_OBJECT

public:
    Panels(QMainWindow &window, SnapshotFeed &feed, TimeView &view);

    OverviewPage &overview() const { return *m_overview; }
    MessagesPage &messages() const { return *m_messages; }
    ServicesPage &services() const { return *m_services; }
    ClientsPage &clients() const { return *m_clients; }
    EventLog &log() const { return *m_log; }
    StatusBanner &banner() const { return *m_banner; }
    NoticeBar &notice() const { return *m_notice; }

    void showOverview();
    void showMessages();
    void showServices();
    void showClients();
    void showLog();
    //! For the size that the window has now.
    void applyDefaultLayout();
    std::vector<QAction *> dockSwitches() const;
    //! What leaves the window in compact mode.
    std::vector<QWidget *> extras() const;
    //! The pages need no more room than the lamp and the tiles.
    void setCompact(bool compact);

private:
    QDockWidget *makeDock(const QString &name, const QString &title, QWidget *content,
                          Qt::DockWidgetArea area);
    void makeCentre();
    void onUpdated();

    QMainWindow &m_window;
    SnapshotFeed &m_feed;
    OverviewPage *const m_overview;
    MessagesPage *const m_messages;
    ServicesPage *const m_services;
    ClientsPage *const m_clients;
    EventLog *const m_log;
    StatusBanner *const m_banner;
    NoticeBar *const m_notice;
    QTabWidget *const m_tabs;
    QDockWidget *m_logDock = nullptr;
    QDockWidget *m_sessionsDock = nullptr;
    bool m_hadSeveral = false;
};

} // namespace Breakwater::Ui
