// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

#include <QtCore/QObject>
#include <QtCore/QPointer>

class QWidget;

namespace Breakwater::Ui {

class ShutdownDialog;
class SnapshotFeed;

//! How the window ends: at once when nothing waits to be delivered, else after the engine has
//! delivered it, somebody says "Quit now", or time is up.
class Closing final : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration timeout = std::chrono::seconds(30);

    Closing(SnapshotFeed &feed, TimeSystem &time, QWidget &window);

    //! Whether the window may close now; if not, it is closed later.
    bool ask();
    //! The engine is done.
    void finish();

Q_SIGNALS:
    void shutdownWanted(Breakwater::Duration timeout);

private:
    SnapshotFeed &m_feed;
    TimeSystem &m_time;
    QWidget &m_window;
    QPointer<ShutdownDialog> m_dialog;
    bool m_isDone = false;
};

} // namespace Breakwater::Ui
