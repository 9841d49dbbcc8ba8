// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/linkmonitor.h>

#include <QtCore/QtEndian>

#include <algorithm>

namespace Breakwater {

namespace {

// A ping is out most of the time on a busy link; only a late answer is news.
constexpr Duration worthSaying = std::chrono::seconds(2);

} // namespace

LinkMonitor::LinkMonitor(const StabilityConfig &config)
{
    configure(config);
}

void LinkMonitor::configure(const StabilityConfig &config)
{
    m_connection = config.connection;
    m_probeTimeout = config.delivery.probeTimeout;
    m_confirmTimeout = config.delivery.confirmTimeout;
}

void LinkMonitor::opened(MonotonicTime now, RandomSource &random)
{
    closed();
    m_open = true;
    m_probing = true;
    m_nonce = random.next();
    m_counter = 0;
    m_answers = 0;
    m_judgedFrom = m_lastPing = m_lastHeard = m_lastDrained = now;
}

void LinkMonitor::resumed(MonotonicTime now)
{
    m_judgedFrom = m_lastHeard = now;
    m_waiting = false;
    m_misses = 0;
}

void LinkMonitor::closed()
{
    m_open = m_waiting = m_probing = m_answersNone = false;
    m_misses = 0;
    m_unanswered.clear();
    m_lastRtt.reset();
}

QByteArray LinkMonitor::ping(MonotonicTime now, std::optional<MessageId> barrier)
{
    m_unanswered.push_back({++m_counter, now, barrier});
    if (m_unanswered.size() > maxUnanswered)
        m_unanswered.erase(m_unanswered.begin());
    m_waiting = true;
    m_lastPing = now;
    return payloadOf(m_counter);
}

std::optional<LinkMonitor::Answer> LinkMonitor::pong(MonotonicTime now, const QByteArray &payload)
{
    const auto found
        = std::find_if(m_unanswered.begin(), m_unanswered.end(),
                       [&](const Ping &ping) { return payloadOf(ping.counter) == payload; });
    if (!m_open || found == m_unanswered.end())
        return {};
    Answer answer{{}, found->barrier, m_answers == 0, found->sentAt};
    if (found->sentAt >= m_judgedFrom)
        m_lastRtt = answer.rtt = now - found->sentAt;
    // Pongs come in order: what is older than the answered one will not be answered any more.
    m_unanswered.erase(m_unanswered.begin(), found + 1);
    m_waiting = !m_unanswered.empty();
    m_answers += 1;
    m_misses = 0;
    m_probing = m_answersNone = false;
    m_lastHeard = now;
    return answer;
}

std::optional<MonotonicTime> LinkMonitor::nextWake() const
{
    if (!m_open)
        return {};
    if (m_probing && m_waiting)
        return m_judgedFrom + m_probeTimeout;
    MonotonicTime next = m_waiting ? missDue() : m_lastPing + m_connection.heartbeatInterval;
    if (!m_answersNone)
        next = std::min(next, m_lastHeard + m_connection.timeout);
    return next;
}

LinkMonitor::Verdict LinkMonitor::onTimer(MonotonicTime now)
{
    if (!m_open || now < *nextWake())
        return Verdict::Nothing;
    if (m_probing && m_waiting) {
        m_probing = false;
        m_answersNone = true;
        m_waiting = false; // a late pong is still recognised
        return Verdict::ProbeFailed;
    }
    if (!m_answersNone && now >= m_lastHeard + m_connection.timeout)
        return Verdict::Silent;
    if (!m_waiting)
        return Verdict::HeartbeatDue;
    return missed(now);
}

LinkMonitor::Verdict LinkMonitor::missed(MonotonicTime now)
{
    m_waiting = false;
    if (m_answersNone)
        return Verdict::HeartbeatDue; // asked again all the same: the peer may learn to answer
    m_missedLimit = now >= silenceDue() ? m_connection.heartbeatInterval : m_confirmTimeout;
    return ++m_misses >= m_connection.heartbeatMisses ? Verdict::Dead : Verdict::Missed;
}

std::optional<Duration> LinkMonitor::unansweredFor(MonotonicTime now) const
{
    if (!m_waiting || m_answersNone)
        return {};
    // After a miss the question is still the first one.
    const Duration waited = now - std::max(m_unanswered.front().sentAt, m_judgedFrom);
    const Duration patience = std::min(worthSaying, m_connection.heartbeatInterval);
    return waited >= patience ? std::optional(waited) : std::nullopt;
}

MonotonicTime LinkMonitor::silenceDue() const
{
    return std::max(m_lastPing, m_lastHeard) + m_connection.heartbeatInterval;
}

MonotonicTime LinkMonitor::confirmDue() const
{
    return std::max(m_lastPing, m_lastDrained) + m_confirmTimeout;
}

MonotonicTime LinkMonitor::missDue() const
{
    // Where no answer is owed, only silence is worth asking about.
    return m_answersNone ? silenceDue() : std::min(silenceDue(), confirmDue());
}

QByteArray LinkMonitor::payloadOf(std::uint64_t counter) const
{
    QByteArray payload(16, Qt::Uninitialized);
    qToBigEndian(m_nonce, payload.data());
    qToBigEndian(counter, payload.data() + 8);
    return payload;
}

} // namespace Breakwater
