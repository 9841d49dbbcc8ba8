// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/shell/timeactions.h>

#include <ui/charts/timeview.h>
#include <ui/shell/actions.h>
#include <ui/shell/rangechoice.h>

#include <QtGui/QAction>

namespace Breakwater::Ui {

namespace {

constexpr double zoomStep = 1.5;
constexpr double panShare = 0.1; //!< of what is shown

} // namespace

TimeActions::TimeActions(TimeView &view, const Actions &actions, QObject *parent)
    : QObject(parent), m_view(view), m_actions(actions)
{
    const auto on
        = [&](Do what, auto act) { connect(actions[what], &QAction::triggered, this, act); };
    on(Do::Pause, [this] { m_view.isLive() ? m_view.pause() : m_view.goLive(); });
    on(Do::GoLive, [this] { m_view.goLive(); });
    on(Do::ZoomIn, [this] { m_view.zoom(1 / zoomStep, m_view.end()); });
    on(Do::ZoomOut, [this] { m_view.zoom(zoomStep, m_view.end()); });
    on(Do::ZoomBack, [this] { m_view.zoomBack(); });
    on(Do::ResetRange, [this] { m_view.reset(); });
    on(Do::PanBack, [this] { m_view.panBy(-panShare * m_view.span()); });
    on(Do::PanOn, [this] { m_view.panBy(panShare * m_view.span()); });
    on(Do::CrossMode, [this] { nextCrossMode(); });
    for (std::size_t i = 0; i < rangeChoices().size(); ++i) {
        const auto what = static_cast<Do>(static_cast<std::size_t>(Do::Range1) + i);
        on(what, [this, i] { m_view.setSpan(rangeChoices()[i].seconds); });
    }
    connect(&view, &TimeView::liveChanged, this, &TimeActions::onLive);
    onLive(view.isLive());
}

void TimeActions::onLive(bool live)
{
    m_actions[Do::Pause]->setChecked(!live);
    m_actions[Do::GoLive]->setEnabled(!live);
}

void TimeActions::nextCrossMode()
{
    switch (m_view.crossMode()) {
    case TimeView::CrossMode::Off:
        m_view.setCrossMode(TimeView::CrossMode::Crosshair);
        return Q_EMIT said(tr("Crosshair in all charts, values beside the pointer."));
    case TimeView::CrossMode::Crosshair:
        m_view.setCrossMode(TimeView::CrossMode::All);
        return Q_EMIT said(tr("Crosshair and values in all charts."));
    case TimeView::CrossMode::All:
        m_view.setCrossMode(TimeView::CrossMode::Off);
        return Q_EMIT said(tr("Crosshair off."));
    }
}

} // namespace Breakwater::Ui
