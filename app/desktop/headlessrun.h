// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <app/bootstrap.h>
#include <app/desktop/desktopoptions.h>

#include <core/base/timesystem.h>

#include <QtCore/QObject>

#include <memory>

class QWidget;

namespace Breakwater::Ui {
class SnapshotFeed;
}

namespace Breakwater::App {

//! --export and --screenshot: waits, writes the files, and ends. Files are there whole or not at
//! all.
class HeadlessRun final : public QObject
{
    Q_OBJECT

public:
    HeadlessRun(const DesktopOptions &options, const Ui::SnapshotFeed &feed, QWidget &window,
                TimeSystem &time);
    ~HeadlessRun() override;

    void start();
    //! What was asked for, now: somebody wants the program to end.
    void writeNow();
    //! Why it cannot go on.
    void fail(const QString &sentence);

Q_SIGNALS:
    void finished(Breakwater::App::ExitCode code);

private:
    void write();
    void end(ExitCode code);
    Expected<void> writeSnapshot() const;
    Expected<void> writePicture() const;

    const DesktopOptions m_options;
    const Ui::SnapshotFeed &m_feed;
    QWidget &m_window;
    TimeSystem &m_time;
    std::unique_ptr<Timer> m_timer;
    bool m_isOver = false;
};

} // namespace Breakwater::App
