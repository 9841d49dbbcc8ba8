// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/endreason.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

QLatin1StringView toString(EndKind kind)
{
    switch (kind) {
    case EndKind::WantedClose: return "wanted_close"_L1;
    case EndKind::PeerClose: return "peer_close"_L1;
    case EndKind::ConnectionLost: return "connection_lost"_L1;
    case EndKind::ConnectFailed: return "connect_failed"_L1;
    case EndKind::HostNotFound: return "host_not_found"_L1;
    case EndKind::HandshakeRejected: return "handshake_rejected"_L1;
    case EndKind::HandshakeInvalid: return "handshake_invalid"_L1;
    case EndKind::HandshakeTimeout: return "handshake_timeout"_L1;
    case EndKind::TlsFailed: return "tls_failed"_L1;
    case EndKind::TlsConfiguration: return "tls_configuration"_L1;
    case EndKind::ProtocolError: return "protocol_error"_L1;
    case EndKind::LimitExceeded: return "limit_exceeded"_L1;
    case EndKind::HeartbeatTimeout: return "heartbeat_timeout"_L1;
    case EndKind::IdleTimeout: return "idle_timeout"_L1;
    case EndKind::ConfirmTimeout: return "confirm_timeout"_L1;
    case EndKind::CloseTimeout: return "close_timeout"_L1;
    case EndKind::OutOfResources: return "out_of_resources"_L1;
    case EndKind::NetworkDown: return "network_down"_L1;
    case EndKind::ProxyFailed: return "proxy_failed"_L1;
    }
    Q_UNREACHABLE();
}

} // namespace Breakwater
