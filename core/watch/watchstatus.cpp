// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/watchstatus.h>

#include <algorithm>

namespace Breakwater {

WatchStatus::WatchStatus(const WatchTarget &target, WatchListener &listener)
    : m_id(target.id), m_name(target.name), m_url(target.endpoint.shownUrl()), m_kind(target.kind),
      m_secrets(target.endpoint), m_listener(listener)
{ }

void WatchStatus::set(ConnectionState state, const QString &detail)
{
    m_detail = m_secrets.withoutSecrets(detail);
    if (state == m_connection)
        return;
    m_connection = state;
    tellChanged();
}

void WatchStatus::tell(Severity severity, const QString &title, const QString &detail)
{
    m_listener.watchEvent(m_id, m_name, severity, title, m_secrets.withoutSecrets(detail));
}

void WatchStatus::attemptBegins()
{
    ++m_attempt;
    m_nextAttempt.reset();
}

WatchedSource WatchStatus::look(TimeSample at) const
{
    WatchedSource source;
    source.id = m_id;
    source.name = m_name;
    source.url = m_url;
    source.kind = m_kind;
    source.connection = m_connection;
    source.detail = m_detail;
    source.attempt = m_attempt;
    if (m_nextAttempt)
        source.nextAttemptIn = std::max(Duration::zero(), *m_nextAttempt - at.monotonic);
    if (m_lastFresh)
        source.age = std::max(Duration::zero(), at.monotonic - *m_lastFresh);
    return source;
}

} // namespace Breakwater
