// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/acceptor.h>
#include <core/serve/echolink.h>

#include <QtCore/QUrl>

#include <memory>
#include <vector>

namespace Breakwater {

struct EchoOptions
{
    AcceptorOptions acceptor;
    //! Messages per second that every client gets unasked: JSON text with a sequence number. 0 is
    //! none.
    double trafficPerSecond = 0;
};

//! Sends every message back to whom it came from. The least that a WebSocket server can do, and
//! what a demo can be built on: it can fall silent, go away and come back on the same port. Lives
//! on the worker thread.
class EchoServer final : private AcceptorListener
{
public:
    EchoServer(const StabilityConfig &config, TimeSystem &time);
    ~EchoServer() override;

    //! The address to dial. Once; later it is goDown() and comeBack().
    Expected<QUrl> start(const EchoOptions &options);
    const EchoCounters &counters() const { return m_policy.counters; }
    int clients() const { return static_cast<int>(m_links.size()); }

    //! Takes messages and answers none. Pings are answered still: the library below sees to that.
    void setSilent(bool isSilent) { m_policy.isSilent = isSilent; }
    //! Stops listening, so that connecting is refused, and says goodbye to all clients.
    void goDown(int closeCode, const QString &reason);
    //! Stops listening and breaks all links without a word.
    void breakDown();
    //! Listens on the port it had. While `isWarming`, clients can connect but get no answer yet.
    Expected<void> comeBack(bool isWarming);
    //! Answers those who wait since comeBack().
    void warmedUp();

private:
    void clientArrived(const IncomingRequest &request, const Adopt &adopt) override;
    void linkEnded(EchoLink &link);
    void onTraffic();
    void startTraffic();

    TimeSystem &m_time;
    EchoOptions m_options;
    EchoPolicy m_policy;
    std::vector<std::unique_ptr<EchoLink>> m_links;
    Acceptor m_acceptor;
    const std::unique_ptr<Timer> m_traffic;
    std::uint64_t m_sequence = 0;
};

} // namespace Breakwater
