// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace Breakwater {

//! What a gateway does by itself with what clients send. Both off: the program that embeds it
//! answers.
struct GatewayBehaviour
{
    bool echo = false;      //!< back to whom it came from
    bool broadcast = false; //!< to everybody else
    //! Messages per second that every client gets unasked: JSON text with a sequence number. 0 is
    //! none.
    double trafficPerSecond = 0;
};

//! Exact, never reset.
struct GatewayCounters
{
    std::uint64_t connections = 0;
    std::uint64_t received = 0;
    std::uint64_t receivedBytes = 0;
    std::uint64_t echoed = 0;
    std::uint64_t broadcast = 0; //!< copies handed on
    std::uint64_t unanswered
        = 0;                   //!< received while silent, or while its sender could not take more
    std::uint64_t traffic = 0; //!< messages sent unasked
};

} // namespace Breakwater
