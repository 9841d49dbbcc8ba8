// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QtGlobal>

#include <vector>

class QAction;
class QMenu;
class QMenuBar;

namespace Breakwater::Ui {

class Actions;

//! Menus that somebody else fills.
struct MenuParts
{
    QMenu *savedConnections = nullptr;
    QMenu *theme = nullptr;
    QMenu *breaker = nullptr;
    std::vector<QAction *> panels; //!< switch docks on and off
};

void fillMenuBar(QMenuBar &bar, const Actions &actions, const MenuParts &parts);

} // namespace Breakwater::Ui
