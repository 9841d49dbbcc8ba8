// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

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

} // namespace Breakwater
