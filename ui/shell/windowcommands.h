// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/command.h>
#include <core/snapshot/snapshot.h>
#include <ui/dialogs/connectdialog.h>
#include <ui/shell/findfield.h>

#include <QtWidgets/QMainWindow>

namespace Breakwater::Ui {

class Actions;
class Connector;
class Panels;
class WindowState;

//! Carries out the actions that open a dialog or ask something of the core.
class WindowCommands final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const Actions &actions;
        Connector &connector;
        Panels &panels;
        WindowState &state;
        bool hasOutbox = false;
    };

    WindowCommands(QMainWindow &window, const ConnectDialog::World &world, const Parts &parts);

    void editCurrent();
    void retryCurrent();
    //! Saved connections, each opening with a click; filled when it is shown.
    QMenu *makeSavedConnections();
    std::vector<FindField::Target> findTargets();

Q_SIGNALS:
    void commandWanted(const Breakwater::EngineCommand &command);
    void demoWanted();
    //! Somebody opens this one; its session will come.
    void opening(const Breakwater::SessionId &id);
    //! For the status bar.
    void said(const QString &sentence);

private:
    void connectActions();
    void adapt();
    void openConnections(const QString &profile);
    void exportSnapshot();
    //! Asks first when messages would be lost.
    void disconnectCurrent();
    void askToDisconnect(const SessionSnapshot &session);
    void showSheet();
    void openConnection(const Profile &profile, const QByteArray &secret);
    //! The selected session, or the only link; of what is watched the source.
    std::optional<SessionId> current() const;

    QMainWindow &m_window;
    const ConnectDialog::World m_world;
    const Parts m_parts;
};

} // namespace Breakwater::Ui
