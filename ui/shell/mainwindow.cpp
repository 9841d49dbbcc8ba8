// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/mainwindow.h>

#include <ui/models/snapshotfeed.h>
#include <ui/pages/clientspage.h>
#include <ui/pages/eventlog.h>
#include <ui/pages/messagespage.h>
#include <ui/pages/overviewpage.h>
#include <ui/pages/servicespage.h>
#include <ui/shell/autoselect.h>
#include <ui/shell/breakermenu.h>
#include <ui/shell/closing.h>
#include <ui/shell/compactmode.h>
#include <ui/shell/maintoolbar.h>
#include <ui/shell/menus.h>
#include <ui/shell/noticebar.h>
#include <ui/shell/rangedialog.h>
#include <ui/shell/statusline.h>
#include <ui/shell/thememenu.h>
#include <ui/shell/timeactions.h>
#include <ui/shell/windowcommands.h>
#include <ui/shell/windowtitle.h>
#include <ui/widgets/statusbanner.h>

#include <QtGui/QAction>
#include <QtGui/QCloseEvent>
#include <QtGui/QScreen>
#include <QtWidgets/QApplication>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QStatusBar>

namespace Breakwater::Ui {

namespace {

constexpr QSize smallest(900, 600);
constexpr QSize usual(1440, 900);
constexpr QSize frame(4, 40); // what the window manager may add
constexpr int messageMilliseconds = 10'000;

} // namespace

MainWindow::MainWindow(const World &world, QWidget *parent)
    : QMainWindow(parent), m_feed(world.feed), m_state(world.stateFile), m_view(world.time),
      m_actions(this), m_connector(world.book, world.secrets, *this),
      m_panels(*this, world.feed, m_view),
      m_closing(new Closing(world.feed, world.time, world.hasOutbox, *this))
{
    setMinimumSize(smallest);
    new WindowTitle(world.feed, *this);
    auto *const commands = new WindowCommands(
        *this, {world.book, world.secrets, world.feed, world.time, world.handshakeTimeout},
        {m_actions, m_connector, m_panels, m_state, world.hasOutbox});
    connect(commands, &WindowCommands::opening, new AutoSelect(world.feed, this),
            &AutoSelect::expect);
    makeBars(*commands);
    connectParts(*commands);
    restore();
}

MainWindow::~MainWindow()
{
    // They look at the view and at the actions, which are members and go before the window's
    // children.
    qDeleteAll(findChildren<QDockWidget *>(Qt::FindDirectChildrenOnly));
    delete takeCentralWidget();
}

void MainWindow::makeBars(WindowCommands &commands)
{
    auto *const theme = new ThemeMenu(m_state.theme(), this);
    connect(theme, &ThemeMenu::chosen, this, &MainWindow::setTheme);
    auto *const breaker = new BreakerMenu(m_feed, m_connector, m_actions, this);
    connect(breaker, &BreakerMenu::commandWanted, this, &MainWindow::commandWanted);
    fillMenuBar(*menuBar(), m_actions,
                {.savedConnections = commands.makeSavedConnections(),
                 .theme = theme,
                 .breaker = breaker,
                 .panels = m_panels.dockSwitches()});

    auto *const bar = new MainToolBar(
        m_feed, m_view, m_actions, [&commands] { return commands.findTargets(); }, this);
    addToolBar(bar);
    connect(m_actions[Do::Find], &QAction::triggered, &bar->find(),
            [bar] { bar->find().setFocus(Qt::ShortcutFocusReason); });
    connect(&bar->find(), &FindField::filterWanted, this, [this](const QString &text) {
        m_panels.showLog();
        m_panels.log().setFilterText(text);
    });
    connect(bar, &MainToolBar::customRangeWanted, m_actions[Do::CustomRange], &QAction::trigger);
    connect(m_actions[Do::CustomRange], &QAction::triggered, this, [this] {
        auto *const dialog = new RangeDialog(m_view, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    m_statusLine = new StatusLine(m_feed, m_panels.services().services(), m_view, m_panels.log(),
                                  *statusBar());

    std::vector<QWidget *> extras = m_panels.extras();
    extras.insert(extras.end(), {bar, menuBar(), statusBar()});
    m_compact = new CompactMode(*this, extras);
}

void MainWindow::connectParts(WindowCommands &commands)
{
    auto *const timeActions = new TimeActions(m_view, m_actions, this);
    connect(timeActions, &TimeActions::said, this, &MainWindow::say);
    connect(&commands, &WindowCommands::said, this, &MainWindow::say);
    connect(&commands, &WindowCommands::commandWanted, this, &MainWindow::commandWanted);
    connect(&commands, &WindowCommands::demoWanted, this, &MainWindow::demoWanted);
    connect(&m_panels.overview(), &OverviewPage::demoWanted, this, &MainWindow::demoWanted);
    connect(&m_panels.overview(), &OverviewPage::newConnectionWanted, m_actions[Do::NewConnection],
            &QAction::trigger);
    connect(&m_panels.services(), &ServicesPage::newConnectionWanted, m_actions[Do::NewConnection],
            &QAction::trigger);
    connect(&m_connector, &Connector::commandWanted, this, &MainWindow::commandWanted);
    connect(&m_connector, &Connector::failed, this, &MainWindow::notify);
    connect(&m_panels.messages(), &MessagesPage::commandWanted, this, &MainWindow::commandWanted);
    connect(&m_panels.clients(), &ClientsPage::commandWanted, this, &MainWindow::commandWanted);
    connect(&m_panels.banner(), &StatusBanner::retryWanted, &commands,
            &WindowCommands::retryCurrent);
    connect(&m_panels.banner(), &StatusBanner::editWanted, &commands, &WindowCommands::editCurrent);
    connect(m_closing, &Closing::shutdownWanted, this, &MainWindow::shutdownWanted);

    connect(&m_feed, &SnapshotFeed::updated, &m_view, &TimeView::tick);
    connect(&m_feed, &SnapshotFeed::staleChanged, &m_view, &TimeView::tick);
    connect(&m_feed, &SnapshotFeed::selectionChanged, &m_view, &TimeView::goLive);

    connect(m_actions[Do::Quit], &QAction::triggered, this, &QWidget::close);
    connect(m_actions[Do::Compact], &QAction::toggled, this, [this](bool compact) {
        m_panels.setCompact(compact);
        m_compact->set(compact);
    });
    connect(m_actions[Do::FullScreen], &QAction::toggled, this, &MainWindow::setFullScreen);
    connect(m_actions[Do::ResetLayout], &QAction::triggered, this, [this] {
        m_state.forgetLayout();
        m_panels.applyDefaultLayout();
    });
}

void MainWindow::restore()
{
    if (const QScreen *const here = screen())
        resize(usual.boundedTo(here->availableSize() - frame));
    m_panels.applyDefaultLayout();
    m_state.restoreLayout(*this);
    m_view.setSpan(m_state.span());
}

void MainWindow::setFullScreen(bool full)
{
    setWindowState(full ? windowState() | Qt::WindowFullScreen
                        : windowState() & ~Qt::WindowFullScreen);
}

void MainWindow::setTheme(ThemeChoice choice)
{
    m_state.setTheme(choice);
    applyTheme(*qApp, choice);
}

void MainWindow::say(const QString &sentence)
{
    statusBar()->showMessage(sentence, messageMilliseconds);
}

void MainWindow::notify(const QString &sentence)
{
    m_panels.notice().tell(sentence);
}

QString MainWindow::notice() const
{
    return m_panels.notice().sentence();
}

void MainWindow::finishShutdown()
{
    m_closing->finish();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing->ask())
        return event->ignore();
    m_actions[Do::Compact]->setChecked(false); // the next start is a whole window
    m_state.saveLayout(*this);
    m_state.setSpan(m_view.span());
    event->accept();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    QAction *const action = m_actions.bareAction(*event);
    if (!action)
        return QMainWindow::keyPressEvent(event);
    action->trigger();
}

} // namespace Breakwater::Ui
