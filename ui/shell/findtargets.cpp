// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/findtargets.h>

#include <core/base/text.h>
#include <ui/charts/chartgrid.h>
#include <ui/charts/servingcharts.h>
#include <ui/charts/timechart.h>
#include <ui/models/clientwords.h>
#include <ui/models/servicefeed.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/clientspage.h>
#include <ui/pages/overviewpage.h>
#include <ui/pages/servicespage.h>
#include <ui/shell/actions.h>
#include <ui/shell/panels.h>

#include <QtGui/QAction>

using namespace Qt::StringLiterals;

namespace Breakwater::Ui {

// The targets outlive this: they hold what the window owns.
FindTargets::List FindTargets::all()
{
    List targets;
    addSessions(targets);
    addActions(targets);
    addCharts(targets, m_panels.overview().charts().charts(),
              [&panels = m_panels] { panels.showOverview(); });
    addServices(targets);
    addCharts(targets, m_panels.clients().charts().charts(),
              [&panels = m_panels] { panels.showClients(); });
    addClients(targets);
    return targets;
}

void FindTargets::addSessions(List &targets)
{
    const SnapshotPtr frame = m_feed.latest();
    if (!frame)
        return;
    for (const auto *const of : {&frame->sessions, &m_feed.watchedRows()}) {
        for (const SessionSnapshot &session : *of)
            targets.push_back(
                {sanitised(session.name), [&feed = m_feed, id = session.id] { feed.select(id); }});
    }
}

void FindTargets::addCharts(List &targets, const std::vector<TimeChart *> &charts,
                            const std::function<void()> &showPage)
{
    for (TimeChart *const chart : charts) {
        targets.push_back({chart->spec().title, [showPage, chart] {
                               showPage();
                               chart->canvas()->setFocus(Qt::OtherFocusReason);
                           }});
    }
}

void FindTargets::addServices(List &targets)
{
    ServiceFeed &services = m_panels.services().services();
    const ServiceBoard *const board = services.board();
    if (!board)
        return;
    for (const ServiceCard &card : board->services) {
        targets.push_back({tr("%1 · service").arg(sanitised(card.name)),
                           [&panels = m_panels, &services, name = card.name] {
                               panels.showServices();
                               services.select(name);
                           }});
    }
}

//! Of what the Clients page shows.
void FindTargets::addClients(List &targets)
{
    const Snapshot *const frame = m_feed.shownFrame();
    if (!frame || !frame->serving.table)
        return;
    for (const SessionSnapshot &client : *frame->serving.table) {
        targets.push_back({tr("%1 · client").arg(sanitised(ClientWords::name(client))),
                           [&panels = m_panels, id = client.id] {
                               panels.showClients();
                               panels.clients().openClient(id);
                           }});
    }
}

void FindTargets::addActions(List &targets)
{
    for (int i = 0; i < doCount; ++i) {
        QAction *const action = m_actions[static_cast<Do>(i)];
        if (!action->isEnabled() || !action->isVisible())
            continue;
        const QString name = action->text().section(u'\t', 0, 0).remove(u'&').remove(u'…');
        targets.push_back({name, [action] { action->trigger(); }});
    }
}

} // namespace Breakwater::Ui
