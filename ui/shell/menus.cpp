// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/menus.h>

#include <ui/shell/actions.h>

#include <QtCore/QCoreApplication>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

#include <initializer_list>
#include <optional>

namespace Breakwater::Ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Menus)
};

//! None is a separator.
void add(QMenu &menu, const Actions &actions, std::initializer_list<std::optional<Do>> lines)
{
    for (const std::optional<Do> &line : lines) {
        if (line)
            menu.addAction(actions[*line]);
        else
            menu.addSeparator();
    }
}

void fillView(QMenu &menu, const Actions &actions, const MenuParts &parts)
{
    add(menu, actions,
        {Do::ShowOverview, Do::ShowMessages, Do::ShowServices, Do::ShowClients, std::nullopt,
         Do::Pause, Do::GoLive, std::nullopt});
    QMenu *const range = menu.addMenu(Words::tr("&Range"));
    add(*range, actions,
        {Do::Range1, Do::Range2, Do::Range3, Do::Range4, Do::Range5, Do::Range6, Do::CustomRange,
         std::nullopt, Do::ZoomIn, Do::ZoomOut, Do::ZoomBack, Do::ResetRange, std::nullopt,
         Do::PanBack, Do::PanOn});
    add(menu, actions, {Do::CrossMode, std::nullopt});
    menu.addMenu(parts.theme);
    for (QAction *const panel : parts.panels)
        menu.addAction(panel);
    add(menu, actions, {Do::ResetLayout, std::nullopt, Do::Compact, Do::FullScreen});
}

} // namespace

void fillMenuBar(QMenuBar &bar, const Actions &actions, const MenuParts &parts)
{
    add(*bar.addMenu(Words::tr("&File")), actions,
        {Do::NewConnection, Do::StartDemo, std::nullopt, Do::Export, std::nullopt, Do::Quit});
    QMenu *const connection = bar.addMenu(Words::tr("&Connection"));
    add(*connection, actions, {Do::NewConnection});
    connection->addMenu(parts.savedConnections);
    add(*connection, actions,
        {Do::EditProfile, std::nullopt, Do::Reconnect, Do::Disconnect, std::nullopt, Do::Compose});
    fillView(*bar.addMenu(Words::tr("&View")), actions, parts);
    bar.addMenu(parts.breaker);
    add(*bar.addMenu(Words::tr("&Tools")), actions, {Do::Find, Do::FilterLog});
    add(*bar.addMenu(Words::tr("&Help")), actions, {Do::Shortcuts, std::nullopt, Do::About});
}

} // namespace Breakwater::Ui
