// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/websockettransport.h>

#include <core/base/realtimesystem.h>

#include <tests/support/recordinglistener.h>

#include <QtTest/QTest>

namespace Breakwater::Test {

inline Endpoint endpointFor(const QString &url)
{
    return Endpoint::fromUrl(url).value();
}

//! What every test of a transport needs around it.
class TransportFixture
{
protected:
    static constexpr int patience = 10'000; // milliseconds; never waited for when all is well

    void reset()
    {
        m_config = {};
        m_listener = {};
    }
    std::unique_ptr<Transport> transportTo(const Endpoint &endpoint)
    {
        return WebSocketTransportFactory(m_config, m_time).create(endpoint, m_listener);
    }

    RealTimeSystem m_time;
    StabilityConfig m_config;
    RecordingListener m_listener;
};

} // namespace Breakwater::Test
