// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

#include <QtWidgets/QDialog>

#include <memory>

class QLabel;
class QProgressBar;
class QPushButton;

namespace Breakwater::Ui {

class SnapshotFeed;

//! Shown while messages that wait are still being sent at the end, and servers are slow to say
//! goodbye. Only its button gives them up: Escape and the title bar go on waiting. Whoever shows it
//! accepts it when the engine is done.
class ShutdownDialog final : public QDialog
{
    Q_OBJECT

public:
    ShutdownDialog(SnapshotFeed &feed, TimeSystem &time, Duration timeout,
                   QWidget *parent = nullptr);
    ~ShutdownDialog() override;

    //! Messages without a final state in the newest frame.
    static std::int64_t pending(const SnapshotFeed &feed);

    void reject() override { }

Q_SIGNALS:
    void quitNowWanted();

private:
    void showProgress();

    SnapshotFeed &m_feed;
    TimeSystem &m_time;
    const MonotonicTime m_deadline;
    std::unique_ptr<Timer> m_timer;
    QLabel *const m_words;
    QProgressBar *const m_bar;
    QPushButton *const m_quit;
};

} // namespace Breakwater::Ui
