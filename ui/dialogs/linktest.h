// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/engine/command.h>

#include <QtCore/QObject>

#include <memory>
#include <optional>

namespace Breakwater::Ui {

class SnapshotFeed;

//! Tries a connection once: opens a throw-away session, watches it in the feed until it is up, has
//! failed or time is out, and closes it again.
class LinkTest final : public QObject
{
    Q_OBJECT

public:
    LinkTest(SnapshotFeed &feed, TimeSystem &time, Duration limit, QObject *parent = nullptr);
    ~LinkTest() override;

    void start(OpenSession command);
    //! Ends without a result.
    void cancel();
    bool isRunning() const { return m_session.has_value(); }

Q_SIGNALS:
    void commandWanted(const Breakwater::EngineCommand &command);
    void finished(bool works, const QString &sentence);

private:
    void look();
    void finish(bool works, const QString &sentence);

    SnapshotFeed &m_feed;
    TimeSystem &m_time;
    const Duration m_limit;
    std::unique_ptr<Timer> m_timer;
    std::optional<SessionId> m_session;
    MonotonicTime m_started{};
};

} // namespace Breakwater::Ui
