// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace Breakwater {

//! What a proxy has done, over all its connections. Exact, never reset.
struct FaultCounts
{
    std::uint64_t connections = 0;
    std::uint64_t turnedAway = 0; //!< there were too many; not among the connections
    std::uint64_t refused = 0;    //!< the target did not take them; reset
    std::uint64_t resets = 0;     //!< by plan or by hand
    std::uint64_t closes = 0;     //!< Close frames put in
    std::uint64_t cuts = 0;       //!< ended in the middle of a frame
    std::uint64_t pongsDropped = 0;
    std::uint64_t pingsAnswered = 0; //!< here, instead of by the peer
    std::uint64_t bitsFlipped = 0;
    std::uint64_t swallowedBytes = 0;   //!< behind a cut, a Close, or too many answers
    std::uint64_t undeliveredBytes = 0; //!< were on their way, or held, when the link ended
    std::uint64_t takenBytes = 0;       //!< read from both
    std::uint64_t upBytes = 0;          //!< written to the server
    std::uint64_t downBytes = 0;        //!< written to the client
};

} // namespace Breakwater
