// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/panels.h>

#include <ui/charts/chartgrid.h>
#include <ui/charts/servingcharts.h>
#include <ui/charts/timeview.h>
#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/clientspage.h>
#include <ui/pages/eventlog.h>
#include <ui/pages/messagespage.h>
#include <ui/pages/overviewpage.h>
#include <ui/pages/servicespage.h>
#include <ui/shell/noticebar.h>
#include <ui/widgets/sessionlist.h>
#include <ui/widgets/statusbanner.h>

#include <QtGui/QAction>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

constexpr int mostLog = 190;
constexpr int leastLog = 126; // three lines
constexpr int listWidth = 230;

//! Clients that are looked at come and go with the Clients page.
std::ptrdiff_t sessionCount(const SnapshotFeed &feed)
{
    const SnapshotPtr frame = feed.latest();
    if (!frame)
        return 0;
    const auto &watched = feed.watchedRows();
    return countLinks(*frame).all + std::count_if(watched.begin(), watched.end(), isLink);
}

} // namespace

Panels::Panels(QMainWindow &window, SnapshotFeed &feed, TimeView &view)
    : QObject(&window), m_window(window), m_feed(feed),
      m_overview(new OverviewPage(feed, view, &window)),
      m_messages(new MessagesPage(feed, &window)),
      m_services(new ServicesPage(feed, view, &window)),
      m_clients(new ClientsPage(feed, view, &window)), m_log(new EventLog(feed, &window)),
      m_banner(new StatusBanner(feed, &window)), m_notice(new NoticeBar(&window)),
      m_tabs(new QTabWidget(&window))
{
    makeCentre();
    m_logDock = makeDock(u"eventLog"_qs, tr("Event log"), m_log, Qt::BottomDockWidgetArea);
    m_sessionsDock = makeDock(u"sessions"_qs, tr("Sessions"), new SessionList(feed, &window),
                              Qt::LeftDockWidgetArea);
    connect(&feed, &SnapshotFeed::updated, this, &Panels::onUpdated);
    connect(&view, &TimeView::liveChanged, m_log, [this](bool live) { m_log->setPaused(!live); });
    connect(m_log, &EventLog::momentChosen, &view,
            [&view](double second) { view.setCross(second); });
    connect(&m_overview->charts(), &ChartGrid::momentChosen, m_log, &EventLog::showMoment);
    connect(&m_clients->charts(), &ServingCharts::momentChosen, m_log, &EventLog::showMoment);
    connect(m_clients, &ClientsPage::overviewWanted, this, &Panels::showOverview);
    applyDefaultLayout();
    onUpdated();
}

void Panels::makeCentre()
{
    m_tabs->setDocumentMode(true);
    for (QWidget *const part : std::initializer_list<QWidget *>{m_tabs, m_tabs->tabBar()})
        part->setAccessibleName(tr("Pages"));
    m_tabs->addTab(m_overview, tr("Overview"));
    m_tabs->addTab(m_messages, tr("Messages"));
    m_tabs->addTab(m_services, tr("Services"));
    m_tabs->addTab(m_clients, tr("Clients"));
    auto *const centre = new QWidget(&m_window);
    auto *const layout = new QVBoxLayout(centre);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_banner);
    layout->addWidget(m_tabs, 1);
    m_window.setCentralWidget(centre);
}

QDockWidget *Panels::makeDock(const QString &name, const QString &title, QWidget *content,
                              Qt::DockWidgetArea area)
{
    auto *const dock = new QDockWidget(title, &m_window);
    dock->setObjectName(name);
    dock->setWidget(content);
    m_window.addDockWidget(area, dock);
    return dock;
}

void Panels::applyDefaultLayout()
{
    m_window.addDockWidget(Qt::BottomDockWidgetArea, m_logDock);
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_sessionsDock);
    for (QDockWidget *const dock : {m_logDock, m_sessionsDock})
        dock->setFloating(false);
    m_window.setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    m_logDock->show();
    m_sessionsDock->setVisible(sessionCount(m_feed) > 1);
    // The charts are what a small window is looked at for.
    m_window.resizeDocks({m_logDock}, {std::clamp(m_window.height() / 5, leastLog, mostLog)},
                         Qt::Vertical);
    m_window.resizeDocks({m_sessionsDock}, {listWidth}, Qt::Horizontal);
}

void Panels::onUpdated()
{
    // Comes and goes with the second session; in between it stays as somebody left it.
    const bool hasSeveral = sessionCount(m_feed) > 1;
    if (hasSeveral != m_hadSeveral)
        m_sessionsDock->setVisible(hasSeveral);
    m_hadSeveral = hasSeveral;
}

void Panels::showOverview()
{
    m_tabs->setCurrentWidget(m_overview);
}

void Panels::showMessages()
{
    m_tabs->setCurrentWidget(m_messages);
}

void Panels::showServices()
{
    m_tabs->setCurrentWidget(m_services);
}

void Panels::showClients()
{
    m_tabs->setCurrentWidget(m_clients);
}

void Panels::showLog()
{
    m_logDock->show();
    m_logDock->raise();
}

void Panels::setCompact(bool compact)
{
    showOverview();
    const auto policy = compact ? QSizePolicy::Ignored : QSizePolicy::Preferred;
    m_messages->setSizePolicy(policy, policy);
    m_services->setSizePolicy(policy, policy);
    m_clients->setSizePolicy(policy, policy);
}

std::vector<QAction *> Panels::dockSwitches() const
{
    return {m_sessionsDock->toggleViewAction(), m_logDock->toggleViewAction()};
}

std::vector<QWidget *> Panels::extras() const
{
    return {m_tabs->tabBar(), &m_overview->charts(), m_logDock, m_sessionsDock, m_notice};
}

} // namespace Breakwater::Ui
