// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/lazyhistogram.h>

#include <cstdint>

namespace Breakwater {

// Plain counters, incremented on the worker thread by whoever sees the event, copied whole into
// snapshots. Exact; never sampled, never reset. The comments name the JSON key where it differs.

struct ConnectionCounters
{
    std::uint64_t total = 0;         //!< attempts
    std::uint64_t failed = 0;        //!< attempts that never opened
    std::uint64_t reconnections = 0; //!< opened links after the first
    std::uint64_t timeouts = 0;      //!< handshakes, heartbeats and idle links that ran out of time
    std::uint64_t opened = 0;
    std::uint64_t localFaults = 0;
};

struct MessageCounters
{
    std::uint64_t accepted = 0;
    std::uint64_t recovered = 0;
    std::uint64_t sent = 0;            //!< handed to a transport at least once
    std::uint64_t sentUnconfirmed = 0; //!< ended as *sent*
    std::uint64_t confirmed = 0;
    std::uint64_t expired = 0;
    std::uint64_t expiredInDoubt = 0;
    std::uint64_t dropped = 0;
    std::uint64_t failed = 0;
    std::uint64_t deadLettered = 0; //!< part of failed
    std::uint64_t abandoned = 0;
    std::uint64_t kept = 0; //!< left in the outbox when the session ended; comes back as recovered
    std::uint64_t deduplicated = 0;
    std::uint64_t idConflicts = 0;
    //! Never accepted: queue full, too large, shutting down, invalid, link down.
    std::uint64_t rejected = 0;
    std::uint64_t storeFailed = 0;        //!< part of rejected
    std::uint64_t receivedDuplicates = 0; //!< incoming, same id and content again: not handed on
    std::uint64_t unknownAcks = 0;        //!< acknowledgements of the server for nothing that waits
    std::uint64_t received = 0;
    std::uint64_t receivedBytes = 0;
    std::uint64_t sentBytes = 0;
    std::uint64_t receiveShed = 0; //!< `rx_shed`: over limits.receive_rate
};

//! Of the queue alone; its fill is a gauge.
struct QueueCounters
{
    std::uint64_t overflows = 0;
};

struct RetryCounters
{
    std::uint64_t attempts = 0;  //!< every re-send
    std::uint64_t successes = 0; //!< those that ended confirmed (or sent, where nothing confirms)
    std::uint64_t failures = 0;
};

struct BreakerCounters
{
    std::uint64_t opens = 0;
    std::uint64_t halfOpens = 0;
    std::uint64_t closes = 0;
    std::uint64_t lateResults = 0;
    std::uint64_t rejections = 0;
};

//! Connects, heartbeats and confirmation pings, as the breaker counts them.
struct CallCounters
{
    std::uint64_t successes = 0;
    std::uint64_t failures = 0;
};

struct CleanupCounters
{
    std::uint64_t cycles = 0;
    std::uint64_t clientsRemoved = 0;
    std::uint64_t bytesFreed = 0;
    Duration lastDuration{};
};

//! Everything counted about one session. Lives on the worker thread.
struct MetricSet
{
    ConnectionCounters connections;
    MessageCounters messages;
    QueueCounters queue;
    RetryCounters retry;
    BreakerCounters breaker;
    CallCounters calls;
    Duration sendTimeSum{}; //!< accept → write, over `messages.sent`; the mean is `average_send_ms`
    //! A latency is recorded once, in `thisPeriod`; what a period held is settled when it ends.
    //! Since the start are both together.
    LatencyHistograms settled;
    LatencyHistograms thisPeriod; //!< since the last performance tick
};

} // namespace Breakwater
