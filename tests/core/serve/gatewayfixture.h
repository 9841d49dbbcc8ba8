// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/net/websockettransport.h>
#include <core/serve/gateway.h>

#include <tests/support/recordinglistener.h>

#include <QtTest/QTest>

namespace Breakwater::Test {

//! A gateway with what it needs of the world.
struct GatewayWorld
{
    explicit GatewayWorld(const StabilityConfig &config, TimeSystem &time,
                          ClientListener *listener = nullptr)
        : gateway(config, time, random, listener)
    { }

    SeededRandom random{1};
    Gateway gateway;
};

//! Dials a gateway through the project's own transport and writes down what it hears.
class GatewayClient final
{
public:
    GatewayClient(const QUrl &url, const StabilityConfig &config, TimeSystem &time,
                  const QString &subprotocol = {})
        : m_factory(config, time),
          m_transport(m_factory.create(endpointOf(url, subprotocol), heard))
    {
        m_transport->open();
    }

    Transport &transport() { return *m_transport; }
    bool isOpen() const { return !heard.opened.empty() && !heard.hasEnded(); }

    RecordingListener heard;

private:
    static Endpoint endpointOf(const QUrl &url, const QString &subprotocol)
    {
        Endpoint endpoint = Endpoint::fromUrl(url.toString()).value();
        if (!subprotocol.isEmpty())
            endpoint.subprotocols = {subprotocol};
        return endpoint;
    }

    WebSocketTransportFactory m_factory;
    std::unique_ptr<Transport> m_transport;
};

//! Waits as long as it takes another client to be served by another gateway: who was to be answered
//! meanwhile has been.
inline bool othersAreServed(const StabilityConfig &config, TimeSystem &time)
{
    GatewayWorld world(config, time);
    const auto url = world.gateway.start({}, {.echo = true});
    if (!url)
        return false;
    GatewayClient client(*url, config, time);
    if (!QTest::qWaitFor([&] { return client.isOpen(); }, 5000))
        return false;
    client.transport().sendText("barrier");
    return QTest::qWaitFor([&] { return !client.heard.texts.empty(); }, 5000);
}

} // namespace Breakwater::Test
