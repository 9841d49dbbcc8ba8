// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deliveryledger.h>
#include <core/net/transport.h>

namespace Breakwater {

struct WriteResult
{
    std::int64_t written = 0;
    //! Enough for one turn of the event loop: go on in the next. False when nothing waits, what
    //! waits may not go yet, or the transport's backlog is above the high-water mark (go on when it
    //! has drained).
    bool isPaused = false;
};

//! One turn writes at most so many, so that pings and commands are never starved.
inline constexpr std::int64_t messagesPerTurn = 1024;

//! Hands at most `most` waiting messages to the transport, oldest first, with one sample of time
//! for all. They gather in `group`, which is the transport's.
WriteResult writeWaiting(DeliveryLedger &ledger, Transport &transport, Transport::Group &group,
                         std::int64_t highWater, std::int64_t most, MonotonicTime now);

} // namespace Breakwater
