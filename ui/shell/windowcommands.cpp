// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/windowcommands.h>

#include <core/base/text.h>
#include <ui/dialogs/aboutdialog.h>
#include <ui/dialogs/confirmdialog.h>
#include <ui/dialogs/exportdialog.h>
#include <ui/dialogs/profilebook.h>
#include <ui/dialogs/shortcutsheet.h>
#include <ui/format/format.h>
#include <ui/models/links.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/eventlog.h>
#include <ui/pages/messagespage.h>
#include <ui/shell/actions.h>
#include <ui/shell/connector.h>
#include <ui/shell/findtargets.h>
#include <ui/shell/panels.h>
#include <ui/shell/windowstate.h>

#include <QtCore/QFileInfo>
#include <QtGui/QAction>
#include <QtWidgets/QMenu>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

namespace {

//! A dialog that nobody waits for.
template <class Dialog> Dialog *opened(Dialog *dialog)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

//! Messages without a final state.
std::int64_t waitingIn(const QueueSnapshot &queue)
{
    return queue.queued + queue.unconfirmed + queue.inDoubt;
}

//! What ends a link of ours, or sends a client away.
EngineCommand endOf(const SessionId &id, const SessionSnapshot *session)
{
    if (session && session->isAdopted)
        return DisconnectClient{.id = id};
    return CloseSession{id};
}

QString questionFor(const SessionSnapshot &session, bool hasOutbox)
{
    const std::int64_t count = waitingIn(session.queue);
    const QString waiting = count == 1
        ? WindowCommands::tr("1 message is not delivered yet")
        : WindowCommands::tr("%1 messages are not delivered yet").arg(Format::integer(count));
    const QString name = sanitised(session.name);
    return hasOutbox
        ? WindowCommands::tr("Disconnect “%1”? %2. What the outbox holds of them is kept for the "
                             "next time; the others will be discarded.")
              .arg(name, waiting)
        : WindowCommands::tr("Disconnect “%1”? %2 and will be discarded.").arg(name, waiting);
}

} // namespace

WindowCommands::WindowCommands(QMainWindow &window, const ConnectDialog::World &world,
                               const Parts &parts)
    : QObject(&window), m_window(window), m_world(world), m_parts(parts)
{
    connectActions();
}

void WindowCommands::connectActions()
{
    const auto on = [this](Do what, auto act) {
        connect(m_parts.actions[what], &QAction::triggered, this, act);
    };
    on(Do::NewConnection, [this] { openConnections({}); });
    on(Do::EditProfile, [this] { editCurrent(); });
    on(Do::StartDemo, [this] { Q_EMIT demoWanted(); });
    on(Do::Export, [this] { exportSnapshot(); });
    on(Do::Reconnect, [this] { retryCurrent(); });
    on(Do::Disconnect, [this] { disconnectCurrent(); });
    on(Do::ShowOverview, [this] { m_parts.panels.showOverview(); });
    on(Do::ShowMessages, [this] { m_parts.panels.showMessages(); });
    on(Do::ShowServices, [this] { m_parts.panels.showServices(); });
    on(Do::ShowClients, [this] { m_parts.panels.showClients(); });
    on(Do::Compose, [this] {
        m_parts.panels.showMessages();
        m_parts.panels.messages().focusCompose();
    });
    on(Do::FilterLog, [this] {
        m_parts.panels.showLog();
        m_parts.panels.log().focusFilter();
    });
    connect(&m_world.feed, &SnapshotFeed::updated, this, &WindowCommands::adapt);
    connect(&m_world.feed, &SnapshotFeed::selectionChanged, this, &WindowCommands::adapt);
    on(Do::Shortcuts, [this] { showSheet(); });
    on(Do::About, [this] { opened(new AboutDialog(&m_window)); });
}

std::optional<SessionId> WindowCommands::current() const
{
    const SnapshotPtr frame = m_world.feed.latest();
    if (const WatchedSource *const source = m_world.feed.watched())
        return source->id;
    if (!m_world.feed.selected().value.isEmpty())
        return m_world.feed.selected();
    const SessionSnapshot *const only = frame ? onlyLink(*frame) : nullptr;
    return only ? std::optional(only->id) : std::nullopt;
}

// What the two do to something watched is not what they do to a link of ours.
void WindowCommands::adapt()
{
    const WatchedSource *const source = m_world.feed.watched();
    const QString name = source ? sanitised(source->name, 40).replace(u'&', u"&&"_qs) : QString();
    m_parts.actions[Do::Reconnect]->setText(source ? tr("&Retry watching %1").arg(name)
                                                   : tr("&Reconnect now"));
    m_parts.actions[Do::Disconnect]->setText(source ? tr("&Stop watching %1").arg(name)
                                                    : tr("&Disconnect"));
    m_parts.actions[Do::Compose]->setEnabled(!source);
}

void WindowCommands::editCurrent()
{
    const auto session = current();
    const Profile *const profile = session ? m_parts.connector.profileOf(*session) : nullptr;
    openConnections(profile ? profile->name : QString());
}

void WindowCommands::openConnections(const QString &profile)
{
    auto *const dialog = new ConnectDialog(m_world, &m_window);
    connect(dialog, &ConnectDialog::commandWanted, this, &WindowCommands::commandWanted);
    connect(dialog, &ConnectDialog::connectWanted, this, &WindowCommands::openConnection);
    if (m_world.book.find(profile))
        dialog->edit(profile);
    opened(dialog);
}

void WindowCommands::openConnection(const Profile &profile, const QByteArray &secret)
{
    Q_EMIT opening(Connector::idOf(profile));
    m_parts.connector.open(profile, secret);
}

void WindowCommands::retryCurrent()
{
    if (const auto session = current())
        Q_EMIT commandWanted(RetryNow{*session});
    else
        Q_EMIT said(tr("Select one session first: which one shall reconnect?"));
}

void WindowCommands::disconnectCurrent()
{
    const auto id = current();
    if (!id)
        return Q_EMIT said(tr("Select one session first: which one shall be closed?"));
    const SnapshotPtr frame = m_world.feed.latest();
    const SessionSnapshot *const session = frame ? frame->session(*id) : nullptr;
    if (session && waitingIn(session->queue) > 0)
        askToDisconnect(*session);
    else
        Q_EMIT commandWanted(endOf(*id, session));
}

void WindowCommands::askToDisconnect(const SessionSnapshot &session)
{
    const bool isKept = m_parts.hasOutbox;
    auto *const dialog = opened(
        new ConfirmDialog({.title = tr("Disconnect"),
                           .text = questionFor(session, isKept),
                           .action = isKept ? tr("&Disconnect") : tr("&Disconnect and discard")},
                          &m_window));
    connect(dialog, &ConfirmDialog::accepted, this,
            [this, end = endOf(session.id, &session)] { Q_EMIT commandWanted(end); });
}

void WindowCommands::exportSnapshot()
{
    const SnapshotPtr frame = m_world.feed.latest();
    if (!frame)
        return Q_EMIT said(tr("There is nothing to export yet: no frame has arrived."));
    const WatchedSource *const source = m_world.feed.watched();
    const SnapshotPtr remote = source ? source->frame : nullptr;
    auto *const dialog = new ExportDialog(frame, m_parts.state.exportFolder(), &m_window);
    if (remote)
        dialog->offerRemote(remote, source->name);
    connect(dialog, &ExportDialog::exported, this, [this](const QString &path) {
        m_parts.state.setExportFolder(QFileInfo(path).absolutePath());
        Q_EMIT said(tr("Exported to %1").arg(path));
    });
    opened(dialog);
}

void WindowCommands::showSheet()
{
    opened(new ShortcutSheet(m_parts.actions.sheet(), &m_window));
}

QMenu *WindowCommands::makeSavedConnections()
{
    auto *const menu = new QMenu(tr("&Saved connections"), &m_window);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        for (const Profile &profile : m_world.book.profiles()) {
            QAction *const action = menu->addAction(QString(profile.name).replace(u'&', u"&&"_qs));
            connect(action, &QAction::triggered, this,
                    [this, profile] { openConnection(profile, {}); });
        }
        if (menu->isEmpty())
            menu->addAction(tr("None is saved yet"))->setEnabled(false);
    });
    return menu;
}

std::vector<FindField::Target> WindowCommands::findTargets()
{
    return FindTargets(m_world.feed, m_parts.panels, m_parts.actions).all();
}

} // namespace Breakwater::Ui
