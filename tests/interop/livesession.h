// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/enginehost.h>

#include <QtCore/QStringList>

#include <functional>

namespace Breakwater::Test {

//! One session of a whole engine on its own thread, seen only as any program sees it: commands in,
//! snapshots out.
class LiveSession final
{
public:
    LiveSession(const QString &url, const StabilityConfig &config);

    //! Heartbeats, breaker and backoff in fractions of a second, so that a test can watch them.
    static StabilityConfig hurriedConfig();

    EngineHost &host() { return m_host; }
    const SessionId &id() const { return m_id; }

    void sendCritical(const QString &text);
    //! How many of them the engine has accepted so far.
    int accepted() const { return m_accepted; }

    //! False when the condition is not met within 30 s, or no frame came at all.
    bool waitUntil(const std::function<bool(const SessionSnapshot &)> &condition) const;
    bool waitUntilConnected() const;
    //! Of the newest frame; only after waitUntil() was true.
    const SessionSnapshot &seen() const;
    //! "closed → open", oldest first.
    QStringList breakerTransitions() const;
    //! Titles of the event log, oldest first.
    QStringList eventTitles() const;

private:
    const SessionId m_id{QStringLiteral("peer")};
    EngineHost m_host;
    int m_accepted = 0;
};

} // namespace Breakwater::Test
