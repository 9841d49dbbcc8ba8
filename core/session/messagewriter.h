// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deliveryledger.h>
#include <core/net/transport.h>

namespace Breakwater {

enum class WriteResult : std::uint8_t {
    Done,   //!< nothing waits, or what waits may not go yet
    Full,   //!< the transport's backlog is above the high-water mark: go on when it has drained
    Paused, //!< enough for one turn of the event loop: go on in the next
};

//! One turn writes at most so many, so that pings and commands are never starved.
inline constexpr int messagesPerTurn = 1024;

//! Hands waiting messages to the transport, oldest first, with one sample of time for all.
WriteResult writeWaiting(DeliveryLedger &ledger, Transport &transport, std::int64_t highWater,
                         MonotonicTime now);

} // namespace Breakwater
