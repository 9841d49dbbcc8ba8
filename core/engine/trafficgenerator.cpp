// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/trafficgenerator.h>

#include <core/snapshot/snapshotjson.h>

#include <algorithm>
#include <cmath>

namespace Breakwater {

namespace {

constexpr Duration shortestTurn = std::chrono::milliseconds(5);
constexpr Duration longestTurn = std::chrono::hours(24); // what is slower, is looked at in between

} // namespace

TrafficGenerator::TrafficGenerator(const Plan &plan, TimeSystem &time, RandomSource &random,
                                   Sender sender)
    : m_plan(plan), m_perSecond(std::min(plan.perSecond, mostPerSecond)), m_time(time),
      m_random(random), m_sender(std::move(sender)), m_hasPlaces(plan.text.contains(u'{')),
      m_plainPayload(plan.text.toUtf8()), m_timer(time.createTimer([this] { onTimer(); })),
      m_lastTurn(time.now())
{
    Q_ASSERT(std::isfinite(plan.perSecond) && plan.perSecond > 0);
    m_timer->startAt(m_lastTurn);
}

OutgoingMessage TrafficGenerator::next()
{
    ++m_sequence;
    OutgoingMessage message{.payload = m_plainPayload, .priority = m_plan.priority};
    if (!m_hasPlaces)
        return message;
    QString text = m_plan.text;
    text.replace(QLatin1StringView("{sequence}"), QString::number(m_sequence));
    text.replace(QLatin1StringView("{time}"), toIso8601(m_time.wallNow()));
    if (text.contains(QLatin1StringView("{id}"))) {
        const QString id = QString::number(m_random.next(), 16).rightJustified(16, u'0');
        text.replace(QLatin1StringView("{id}"), id);
        message.explicitId = id.toStdString();
    }
    message.payload = text.toUtf8();
    return message;
}

void TrafficGenerator::onTimer()
{
    const MonotonicTime now = m_time.now();
    m_owed += toSeconds(now - m_lastTurn) * m_perSecond;
    m_owed = std::min(m_owed, std::max(1.0, m_perSecond));
    m_lastTurn = now;
    const int due = static_cast<int>(m_owed);
    m_owed -= due;
    if (due > 0)
        m_sender(*this, due);
    const double untilNext = std::min((1 - m_owed) / m_perSecond, toSeconds(longestTurn));
    m_timer->startAt(
        now
        + std::max(shortestTurn,
                   std::chrono::duration_cast<Duration>(std::chrono::duration<double>(untilNext))));
}

} // namespace Breakwater
