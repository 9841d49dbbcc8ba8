// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/endpoint.h>
#include <core/net/websockettransport.h>
#include <core/serve/echoserver.h>

#include <QtTest/QTest>

#include <optional>

namespace Breakwater::Test {

//! Dials a server under test through the project's own transport and writes down what it hears.
class EchoClient final : private TransportListener
{
public:
    EchoClient(const QUrl &url, const StabilityConfig &config, TimeSystem &time)
        : m_factory(config, time),
          m_transport(m_factory.create(*Endpoint::fromUrl(url.toString()), *this))
    {
        m_transport->open();
    }

    Transport &transport() { return *m_transport; }

    bool opened = false;
    std::vector<QByteArray> texts;
    std::vector<QByteArray> binaries;
    int ends = 0;
    std::optional<EndReason> end;

private:
    void transportOpened(const QString &) override { opened = true; }
    void transportText(const QByteArray &utf8) override { texts.push_back(utf8); }
    void transportBinary(const QByteArray &payload) override { binaries.push_back(payload); }
    void transportPong(const QByteArray &) override { }
    void transportDrained() override { }
    void transportEnded(const EndReason &reason) override
    {
        ++ends;
        end = reason;
    }

    WebSocketTransportFactory m_factory;
    std::unique_ptr<Transport> m_transport;
};

//! Waits as long as it takes another client to be served by another server: who was to be answered
//! meanwhile has been.
inline bool othersAreServed(const StabilityConfig &config, TimeSystem &time)
{
    EchoServer server(config, time);
    const auto url = server.start({});
    if (!url)
        return false;
    EchoClient client(*url, config, time);
    if (!QTest::qWaitFor([&] { return client.opened; }, 5000))
        return false;
    client.transport().sendText("barrier");
    return QTest::qWaitFor([&] { return !client.texts.empty(); }, 5000);
}

} // namespace Breakwater::Test
