// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/store/waitingmessages.h>

#include <algorithm>

namespace Breakwater {

namespace {

//! The wall clock may have been set back meanwhile: no message gains time by that.
Duration leftOf(const StoredMessage &message, WallTime now)
{
    const Duration passed = std::max<Duration>(now - message.storedAt, Duration::zero());
    return std::max(message.row.ttl - passed, Duration::zero());
}

//! Never later than when nothing is left.
WallTime expiryOf(const StoredMessage &message)
{
    if (message.row.ttl <= Duration::zero())
        return WallTime::min(); // whatever the clock says
    return message.storedAt + std::chrono::floor<WallTime::duration>(message.row.ttl);
}

} // namespace

void WaitingMessages::add(StoredMessage &&message)
{
    Waiting &waiting = m_sessions[message.session];
    waiting.firstExpiry = std::min(waiting.firstExpiry, expiryOf(message));
    waiting.messages.push_back(std::move(message));
}

std::vector<OutboxRow> WaitingMessages::take(const SessionId &session, WallTime now)
{
    const auto found = m_sessions.find(session);
    if (found == m_sessions.end())
        return {};
    std::vector<OutboxRow> rows;
    rows.reserve(found->second.messages.size());
    for (StoredMessage &message : found->second.messages) {
        const Duration left = leftOf(message, now);
        rows.push_back(std::move(message.row));
        rows.back().ttl = left;
    }
    m_sessions.erase(found);
    return rows;
}

WaitingMessages::Expired WaitingMessages::takeExpired(WallTime now)
{
    Expired expired;
    for (auto &entry : m_sessions) {
        auto &waiting = entry.second;
        if (waiting.firstExpiry > now)
            continue;
        const std::size_t before = expired.keys.size();
        waiting.firstExpiry = WallTime::max();
        std::erase_if(waiting.messages, [&](const StoredMessage &message) {
            const bool isOver = leftOf(message, now) == Duration::zero();
            if (isOver)
                expired.keys.push_back(message.row.key);
            else
                waiting.firstExpiry = std::min(waiting.firstExpiry, expiryOf(message));
            return isOver;
        });
        expired.sessions += expired.keys.size() > before ? 1 : 0;
    }
    std::erase_if(m_sessions, [](const auto &entry) { return entry.second.messages.empty(); });
    return expired;
}

WaitingMessages::Count WaitingMessages::countLiving(WallTime now) const
{
    Count count;
    for (const auto &[session, waiting] : m_sessions) {
        const auto living = std::count_if(
            waiting.messages.begin(), waiting.messages.end(),
            [&](const StoredMessage &message) { return leftOf(message, now) > Duration::zero(); });
        count.messages += static_cast<std::size_t>(living);
        count.sessions += living > 0 ? 1 : 0;
    }
    return count;
}

} // namespace Breakwater
