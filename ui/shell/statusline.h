// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QObject>

#include <optional>

class QLabel;
class QStatusBar;

namespace Breakwater::Ui {

class EventLog;
class ServiceFeed;
class SnapshotFeed;
class SteadyLabel;
class TimeView;

//! What the status bar says: live, paused or stale; the link; tiers, history and skipped frames.
class StatusLine final : public QObject
{
    Q_OBJECT

public:
    StatusLine(SnapshotFeed &feed, const ServiceFeed &services, TimeView &view, EventLog &log,
               QStatusBar &bar);

    //! "● LIVE", "❚❚ PAUSED 00:42 · still recording · 12 new events", "⚠ STALE 12 s".
    QString mode() const;
    QString link() const;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onLive(bool live);
    void follow();
    //! Leaves out at the right what there is no room for.
    void fit();
    QString tiers() const;

    SnapshotFeed &m_feed;
    const ServiceFeed &m_services;
    TimeView &m_view;
    EventLog &m_log;
    QStatusBar &m_bar;
    SteadyLabel *const m_mode;
    SteadyLabel *const m_link;
    QLabel *const m_tiers;
    QLabel *const m_history;
    QLabel *const m_skipped;
    std::optional<MonotonicTime> m_pausedAt;
};

} // namespace Breakwater::Ui
