// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/shell/findfield.h>

#include <QtCore/QCoreApplication>

#include <functional>
#include <vector>

namespace Breakwater::Ui {

class Actions;
class Panels;
class SnapshotFeed;
class TimeChart;

//! What can be found in the window now: sessions, actions and pages, charts, services and clients.
class FindTargets final
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::FindTargets)

public:
    using List = std::vector<FindField::Target>;

    FindTargets(SnapshotFeed &feed, Panels &panels, const Actions &actions)
        : m_feed(feed), m_panels(panels), m_actions(actions)
    { }

    //! In order of precedence: of equal names the first one is meant.
    List all();

private:
    void addSessions(List &targets);
    void addActions(List &targets);
    static void addCharts(List &targets, const std::vector<TimeChart *> &charts,
                          const std::function<void()> &showPage);
    void addServices(List &targets);
    void addClients(List &targets);

    SnapshotFeed &m_feed;
    Panels &m_panels;
    const Actions &m_actions;
};

} // namespace Breakwater::Ui
