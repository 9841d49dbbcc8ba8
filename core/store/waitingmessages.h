// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/store/outboxbatch.h>

#include <map>

namespace Breakwater {

//! Stored messages whose sessions are not open: each leaves once, with its session or when its time
//! is up. Their TTL goes on by the wall clock. Pure.
class WaitingMessages final
{
public:
    struct Expired
    {
        std::vector<OutboxKey> keys;
        std::size_t sessions = 0; //!< whose they were
    };

    struct Count
    {
        std::size_t messages = 0;
        std::size_t sessions = 0; //!< whose they are
    };

    //! After those of its session that wait already.
    void add(StoredMessage &&message);
    //! Of one session, in the order of adding; `ttl` is what is left of it, at least 0.
    std::vector<OutboxRow> take(const SessionId &session, WallTime now);
    //! Lets go of what is past its TTL. O(sessions), and O(messages) of those where something is.
    Expired takeExpired(WallTime now);

    //! Of those within their TTL. O(messages).
    Count countLiving(WallTime now) const;
    bool isEmpty() const { return m_sessions.empty(); }

private:
    struct Waiting
    {
        std::vector<StoredMessage> messages;
        WallTime firstExpiry = WallTime::max();
    };

    std::map<SessionId, Waiting> m_sessions; //!< none of them is empty
};

} // namespace Breakwater
