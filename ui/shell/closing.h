// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <memory>

class QWidget;

namespace Breakwater::Ui {

class ShutdownDialog;
class SnapshotFeed;

//! How the window ends: the engine delivers what waits and says goodbye to the servers; then the
//! window closes, or when somebody says "Quit now", or when time is up. A dialog shows only what
//! takes long enough to be noticed.
class Closing final : public QObject
{
    Q_OBJECT

public:
    static constexpr Duration timeout = std::chrono::seconds(30);
    //! How long the end may take before a dialog explains it.
    static constexpr Duration patience = std::chrono::milliseconds(300);
    //! An engine that has not answered this long after its own time limit is not waited for.
    static constexpr Duration grace = std::chrono::seconds(5);

    Closing(SnapshotFeed &feed, TimeSystem &time, bool hasOutbox, QWidget &window);
    ~Closing() override;

    //! Whether the window may close now; if not, it is closed later.
    bool ask();
    //! The engine is done.
    void finish();

Q_SIGNALS:
    void shutdownWanted(Breakwater::Duration timeout);

private:
    void onTimer();

    SnapshotFeed &m_feed;
    TimeSystem &m_time;
    const bool m_hasOutbox;
    QWidget &m_window;
    QPointer<ShutdownDialog> m_dialog;
    std::unique_ptr<Timer> m_timer;
    MonotonicTime m_begunAt{};
    bool m_isWaiting = false;
    bool m_isDone = false;
};

} // namespace Breakwater::Ui
