// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/engine/enginehost.h>

#include <tests/support/testmain.h>

namespace Breakwater::Test {

//! A whole engine on its worker thread, with delays short enough to wait for.
inline StabilityConfig hurried()
{
    StabilityConfig config;
    config.circuitBreaker.failureThreshold = 3;
    config.circuitBreaker.timeout = std::chrono::milliseconds(300);
    config.reconnect.baseDelay = std::chrono::milliseconds(20);
    config.reconnect.maxDelay = std::chrono::milliseconds(100);
    config.reconnect.spread = Duration::zero();
    config.refresh.realtime = std::chrono::milliseconds(100);
    config.refresh.performance = std::chrono::milliseconds(200);
    config.connection.handshakeTimeout = std::chrono::milliseconds(800);
    return config;
}

inline OpenSession openSession(const QString &name, const QString &url)
{
    return {{name}, name, *Endpoint::fromUrl(url)};
}

//! Null before the first frame and when there is no such session.
inline const SessionSnapshot *seen(const EngineHost &host, const QString &name)
{
    return host.latest() ? host.latest()->session({name}) : nullptr;
}

inline bool isConnected(const EngineHost &host, const QString &name)
{
    const SessionSnapshot *session = seen(host, name);
    return session && session->connection == ConnectionState::Connected;
}

} // namespace Breakwater::Test
