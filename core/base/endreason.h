// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QLatin1StringView>
#include <QtCore/QString>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! How a transport ended, in terms that no longer depend on the library below (core/net makes
//! them).
enum class EndKind : std::uint8_t {
    WantedClose,    //!< we closed, and it closed
    PeerClose,      //!< a Close frame arrived: `closeCode`, `closeReason`
    ConnectionLost, //!< FIN or RST without Close (what RFC 6455 calls 1006)
    ConnectFailed,  //!< refused, unreachable, reset before the handshake was done
    HostNotFound,
    HandshakeRejected, //!< an HTTP answer other than 101: `httpStatus`
    HandshakeInvalid,  //!< not HTTP, bad accept key, wrong subprotocol, oversized headers
    HandshakeTimeout,
    TlsFailed,        //!< certificate or handshake: `detail` names it
    TlsConfiguration, //!< our own CA, certificate or key cannot be used
    ProtocolError,    //!< the peer broke RFC 6455: 1002, 1007 found by us
    LimitExceeded,    //!< the memory guard of page 7 cut it
    HeartbeatTimeout,
    IdleTimeout,
    ConfirmTimeout, //!< the server's program did not acknowledge in time
    CloseTimeout,   //!< our close was never answered
    OutOfResources, //!< no descriptors, no memory
    NetworkDown,
    ProxyFailed,
};
QLatin1StringView toString(EndKind kind);

//! One end event. `detail` is sanitised text for people; numbers are unknown where nothing said
//! them.
struct EndReason
{
    EndKind kind = EndKind::ConnectionLost;
    std::optional<int> closeCode = {}; //!< as received; 1012 stands for "1012, 1013 or 1014" where
                                       //!< the library hides which
    std::optional<int> httpStatus = {};
    QString closeReason = {};
    QString detail = {};
};

} // namespace Breakwater
