// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/support/peerprocess.h>

namespace Breakwater::Test {

//! With whose WebSocket library a server of tests/interop/peers runs.
enum class Peer : std::uint8_t { DebianWs, NpmWs, PythonWebsockets };

//! How to run `script` ("echo", "sink") with that library.
PeerProcess::Command peerCommand(Peer peer, const QString &script, QStringList arguments);

} // namespace Breakwater::Test
