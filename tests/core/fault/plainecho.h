// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/acceptor.h>

#include <tests/support/recordinglistener.h>

#include <QtCore/QUrl>

#include <cstdint>
#include <memory>
#include <vector>

namespace Breakwater::Test {

//! The least that a WebSocket server can do: sends every message back, and nothing else. A gateway
//! would ping, and be seen in every count of a proxy.
class PlainEcho final : private AcceptorListener
{
public:
    struct Counters
    {
        std::uint64_t received = 0;
        std::uint64_t echoed = 0;
    };

    PlainEcho(const StabilityConfig &config, TimeSystem &time) : m_acceptor(config, time, *this) { }

    Expected<QUrl> start()
    {
        const auto port = m_acceptor.listen({});
        if (!port)
            return Unexpected<>(port.error());
        return QUrl(QStringLiteral("ws://127.0.0.1:%1/").arg(*port));
    }
    int clients() const { return m_acceptor.connectionCount(); }
    const Counters &counters() const { return m_counters; }
    //! Stops listening and breaks all links without a word.
    void breakDown()
    {
        m_acceptor.close();
        m_links.clear();
    }

private:
    struct Link
    {
        RecordingListener heard;
        std::unique_ptr<Transport> transport;
    };

    void clientArrived(const IncomingRequest &, const Adopt &adopt) override
    {
        Link &link = *m_links.emplace_back(std::make_unique<Link>());
        link.transport = adopt(link.heard);
        link.heard.onText
            = [this, &link] { count(link.transport->sendText(link.heard.texts.back())); };
        link.heard.onBinary
            = [this, &link] { count(link.transport->sendBinary(link.heard.binaries.back())); };
    }
    void count(bool isEchoed)
    {
        m_counters.received += 1;
        m_counters.echoed += isEchoed ? 1 : 0;
    }

    Counters m_counters;
    std::vector<std::unique_ptr<Link>> m_links;
    Acceptor m_acceptor;
};

} // namespace Breakwater::Test
