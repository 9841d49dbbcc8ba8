// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/streampatience.h>

#include <algorithm>

namespace Breakwater {

void StreamPatience::configure(const StabilityConfig &config)
{
    m_timeout = config.connection.timeout;
    m_answerWithin = config.delivery.probeTimeout;
}

void StreamPatience::opened(MonotonicTime now)
{
    m_isOpen = true;
    m_answersPings = false;
    heard(now);
}

void StreamPatience::heard(MonotonicTime now)
{
    m_lastHeard = now;
    m_pingedAt.reset();
}

void StreamPatience::pong(MonotonicTime now)
{
    m_answersPings = true;
    heard(now);
}

void StreamPatience::pinged(MonotonicTime now)
{
    m_pingedAt = now;
}

void StreamPatience::resumed(MonotonicTime now)
{
    heard(now);
}

MonotonicTime StreamPatience::unansweredAt(Duration period) const
{
    return std::max(m_lastHeard + 3 * period, *m_pingedAt + m_answerWithin);
}

std::optional<MonotonicTime> StreamPatience::nextWake(Duration period) const
{
    if (!m_isOpen)
        return {};
    MonotonicTime next = m_lastHeard + m_timeout;
    if (!m_pingedAt)
        next = std::min(next, m_lastHeard + 2 * period);
    else if (m_answersPings)
        next = std::min(next, unansweredAt(period));
    return next;
}

StreamPatience::Verdict StreamPatience::onTimer(MonotonicTime now, Duration period) const
{
    if (!m_isOpen)
        return Verdict::Nothing;
    if (now >= m_lastHeard + m_timeout)
        return Verdict::Silent;
    if (!m_pingedAt)
        return now >= m_lastHeard + 2 * period ? Verdict::PingDue : Verdict::Nothing;
    return m_answersPings && now >= unansweredAt(period) ? Verdict::Unanswered : Verdict::Nothing;
}

} // namespace Breakwater
