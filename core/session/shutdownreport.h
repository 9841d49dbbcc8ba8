// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <cstdint>

namespace Breakwater {

//! What a graceful shutdown is to do besides ending everything.
struct ShutdownPlan
{
    bool flushPending = true;     //!< false: what waits is dropped, abandoned or kept at once
    bool closeConnections = true; //!< false: links are cut without a goodbye
};

//! True numbers of one graceful shutdown; they add up with the ledgers.
struct ShutdownReport
{
    std::uint64_t pendingMessagesFlushed = 0;
    std::uint64_t pendingMessagesDropped = 0; //!< dropped + abandoned
    std::uint64_t pendingMessagesKept = 0;    //!< in the outbox; they come back as recovered
    std::uint64_t connectionsClosed = 0;
    std::uint64_t backgroundTasksStopped = 0;
    std::uint64_t metricsCleaned = 0;
    Duration duration{};
};

} // namespace Breakwater
