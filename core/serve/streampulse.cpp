// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streampulse.h>

#include <algorithm>

namespace Breakwater {

namespace {

constexpr Duration tooLate = std::chrono::seconds(1);

} // namespace

void StreamPulse::opened(MonotonicTime now)
{
    m_isOpen = true;
    heard(now);
}

void StreamPulse::heard(MonotonicTime now)
{
    m_lastHeard = m_lastPing = now;
    m_unanswered = 0;
}

std::optional<MonotonicTime> StreamPulse::nextWake() const
{
    if (!m_isOpen)
        return {};
    return std::min(m_lastPing + m_rules.heartbeatInterval, m_lastHeard + m_rules.timeout);
}

StreamPulse::Verdict StreamPulse::onTimer(MonotonicTime now)
{
    const auto due = nextWake();
    if (!due || now < *due)
        return Verdict::Nothing;
    if (now - *due > tooLate)
        heard(now);
    else if (m_unanswered >= m_rules.heartbeatMisses || now >= m_lastHeard + m_rules.timeout)
        return Verdict::Gone;
    m_lastPing = now;
    m_unanswered += 1;
    return Verdict::PingDue;
}

} // namespace Breakwater
