// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QLatin1StringView>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! The computed state of a circuit breaker.
enum class BreakerState : std::uint8_t { Closed, Open, HalfOpen };

//! Set by a person; hides the computed state until it expires.
enum class BreakerOverride : std::uint8_t { None, ForcedOpen, ForcedClosed };

//! What a session is doing about its transport. Apart from the breaker's state.
enum class ConnectionState : std::uint8_t {
    Idle, //!< never asked to connect, or removed from duty
    Connecting,
    Connected,
    BackingOff,  //!< waits before the next attempt
    BreakerOpen, //!< waits for the breaker's next probe
    Refused, //!< the peer said no (1008, 401, 403, third 404): nothing is tried until the user says
             //!< so
    Closing,
    Closed, //!< ended on purpose
    Away,   //!< a client that came to us and left: may return, and cannot be dialled
};

//! What "delivered" may mean on a link.
enum class Guarantee : std::uint8_t {
    Unknown, //!< not connected yet, or the probe is still out
    None,    //!< handed to the transport and no more
    Hop,     //!< received by the first WebSocket hop
    App,     //!< acknowledged by the server's own program
};

//! Where a message is in its life. The first four are gauges, the others are final.
enum class MessageState : std::uint8_t {
    Queued,
    Written,
    InDoubt,
    Sent,
    Confirmed,
    Expired,
    ExpiredInDoubt,
    Dropped,
    Failed,
    Abandoned,
};

//! Whom a fault speaks about; only `Peer` says that the server is failing.
enum class FaultClass : std::uint8_t {
    None, //!< a wanted end
    Peer,
    Local,   //!< no network, DNS down, bad TLS configuration of ours, no descriptors
    Refusal, //!< the peer will say the same next time
    Content, //!< the peer blames a message (1003, 1007, 1009)
};

enum class Severity : std::uint8_t { Info, Warning, Error };

//! The names used in JSON, logs and configuration: `half_open`, `in_doubt`, `forced_open`.
QLatin1StringView toString(BreakerState state);
QLatin1StringView toString(BreakerOverride value);
QLatin1StringView toString(ConnectionState state);
QLatin1StringView toString(Guarantee guarantee);
QLatin1StringView toString(MessageState state);
QLatin1StringView toString(FaultClass fault);
QLatin1StringView toString(Severity severity);

//! How bad, for "worst first" and "the engine's breaker is the worst one": Open, then HalfOpen,
//! then Closed.
int badness(BreakerState state);

} // namespace Breakwater
