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
    //! What bounds the end: messages are sent until `flushUntil`, goodbyes are awaited until
    //! `until`.
    struct Limits
    {
        MonotonicTime begunAt{};
        MonotonicTime flushUntil{};
        MonotonicTime until{};
    };
    //! As a graceful shutdown divides its time (page 2): at most 70 % of it and 20 s for messages.
    static Limits limitsOf(MonotonicTime begunAt, Duration timeout);

    //! With an outbox, what is stored there is not lost by quitting.
    ShutdownDialog(SnapshotFeed &feed, TimeSystem &time, const Limits &limits, bool hasOutbox,
                   QWidget *parent = nullptr);
    ~ShutdownDialog() override;

    //! Messages without a final state in the newest frame.
    static std::int64_t pending(const SnapshotFeed &feed);

    void reject() override { }

Q_SIGNALS:
    void quitNowWanted();

private:
    void showProgress();
    std::uint64_t keptSoFar() const;
    QString state(std::int64_t pending) const;
    QString bound(std::int64_t pending) const;
    QString way(std::int64_t pending) const;

    SnapshotFeed &m_feed;
    TimeSystem &m_time;
    const Limits m_limits;
    const bool m_hasOutbox;
    const std::uint64_t m_keptBefore;
    std::unique_ptr<Timer> m_timer;
    QLabel *const m_words;
    QProgressBar *const m_bar;
    QPushButton *const m_quit;
};

} // namespace Breakwater::Ui
