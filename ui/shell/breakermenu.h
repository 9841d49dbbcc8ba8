// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/command.h>
#include <core/snapshot/snapshot.h>

#include <QtWidgets/QMenu>

namespace Breakwater::Ui {

class Actions;
class Connector;
class SnapshotFeed;

//! Force, clear and reset the breaker of the selected session; each asks first and names it. Empty
//! but for an explanation where the profile is read-only, and of what is only watched.
class BreakerMenu final : public QMenu
{
    Q_OBJECT

public:
    static constexpr Duration overrideLength = std::chrono::minutes(15);

    BreakerMenu(SnapshotFeed &feed, const Connector &connector, const Actions &actions,
                QWidget *parent = nullptr);

    //! Which breaker the actions speak of; none when several links are shown
    //! together, none is there, or it is only watched. A client only when it is selected.
    const SessionSnapshot *target() const;

Q_SIGNALS:
    void commandWanted(const Breakwater::EngineCommand &command);

private:
    void adapt();
    void force(BreakerOverride value);
    void clear();
    void reset();

    SnapshotFeed &m_feed;
    const Connector &m_connector;
    const Actions &m_actions;
    QAction *m_note = nullptr;
};

} // namespace Breakwater::Ui
