// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QString>

#include <cstdint>
#include <memory>
#include <vector>

namespace Breakwater {

struct SessionSnapshot;

//! One automatic cleanup of clients that left.
struct CleanupCycle
{
    std::uint64_t sequence = 0; //!< from 1 on
    WallTime at{};
    std::uint64_t clientsRemoved = 0;
    std::uint64_t bytesFreed = 0; //!< of the memory that the removed sessions accounted for
    Duration duration{};          //!< for which it kept the worker, all slices together
    std::uint64_t slices = 0;     //!< between which the worker did other things
    Duration longestSlice{};
};

//! What a gateway did with what clients sent. Exact, never reset.
struct ServingCounters
{
    std::uint64_t received = 0;
    std::uint64_t receivedBytes = 0;
    std::uint64_t echoed = 0;    //!< sent back to whom it came from
    std::uint64_t broadcast = 0; //!< copies handed on to others
    std::uint64_t unanswered
        = 0;                   //!< received while silent, or while its sender could not take more
    std::uint64_t traffic = 0; //!< messages sent unasked
};

//! The serving side of a core: who came to it. All 0 and empty where nothing is served.
struct ServingSnapshot
{
    static constexpr std::size_t keptCycles = 1000;

    QString url;              //!< empty: nothing is served
    std::int64_t clients = 0; //!< sessions: of clients that are here, and of those that may return
    std::int64_t connected = 0; //!< of them, here now: not those who are coming or going
    //! Of those connected: breaker not closed, or queue above high water. Who is away fails nobody;
    //! else one peer could come, break its links and leave as many failures as it likes.
    std::int64_t failing = 0;
    std::int64_t queued = 0;         //!< messages that wait for clients
    std::int64_t subscribers = 0;    //!< of the metrics stream
    std::uint64_t accepted = 0;      //!< connections that got a session, new or resumed
    std::uint64_t resumed = 0;       //!< part of accepted
    std::uint64_t refused = 0;       //!< sent away at the door: origin, host, token, numbers
    std::uint64_t framesSkipped = 0; //!< of the metrics stream, for subscribers that were slow
    //! Events of clients that the event log did not get, because there were too many a second.
    std::uint64_t eventsLeftOut = 0;
    ServingCounters counters;
    //! The last keptCycles, oldest first; null: none yet.
    std::shared_ptr<const std::vector<CleanupCycle>> cycles;
    //! Every client, in order of ids; of the last aggregate tick. Null before it, and where nothing
    //! is served.
    std::shared_ptr<const std::vector<SessionSnapshot>> table;
    WallTime tableAt{}; //!< when it was made
};

} // namespace Breakwater
