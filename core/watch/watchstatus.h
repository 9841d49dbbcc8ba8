// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/watch/watcher.h>
#include <core/watch/watchsecrets.h>
#include <core/watch/watchtarget.h>

#include <optional>

namespace Breakwater {

//! How our link to one watched source stands, however it is watched; tells the listener when that
//! changes. Nothing that it says holds a secret of the target. Lives on the worker thread.
class WatchStatus final
{
public:
    WatchStatus(const WatchTarget &target, WatchListener &listener);

    //! `detail` says why; a change of the detail alone is not told at once.
    void set(ConnectionState state, const QString &detail);
    ConnectionState connection() const { return m_connection; }
    const QString &detail() const { return m_detail; }
    const WatchSecrets &secrets() const { return m_secrets; }

    void tellChanged() { m_listener.watchChanged(m_id); }
    void tell(Severity severity, const QString &title, const QString &detail);

    int attempt() const { return m_attempt; } //!< since something good came last
    void attemptBegins();
    void attemptsEnded() { m_attempt = 0; }
    void setNextAttempt(std::optional<MonotonicTime> at) { m_nextAttempt = at; }
    std::optional<MonotonicTime> nextAttempt() const { return m_nextAttempt; }

    void setFresh(MonotonicTime at) { m_lastFresh = at; }
    //! All but frame, takenAt, period and services.
    WatchedSource look(TimeSample at) const;

private:
    const SessionId m_id;
    const QString m_name;
    const QString m_url;
    const WatchKind m_kind;
    const WatchSecrets m_secrets;
    WatchListener &m_listener;
    ConnectionState m_connection = ConnectionState::Idle;
    QString m_detail;
    int m_attempt = 0;
    std::optional<MonotonicTime> m_nextAttempt;
    std::optional<MonotonicTime> m_lastFresh;
};

} // namespace Breakwater
