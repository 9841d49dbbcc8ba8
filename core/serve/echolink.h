// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/net/acceptor.h>
#include <core/net/transport.h>

#include <cstdint>
#include <functional>
#include <memory>

namespace Breakwater {

//! Of one server, over all its links. Exact, never reset.
struct EchoCounters
{
    std::uint64_t connections = 0;
    std::uint64_t received = 0;
    std::uint64_t receivedBytes = 0;
    std::uint64_t echoed = 0;
    std::uint64_t unanswered = 0; //!< received while silent, or while the link could not take more
    std::uint64_t traffic = 0;    //!< messages sent unasked
};

//! What the links of one server share; the server owns it.
struct EchoPolicy
{
    bool isSilent = false;
    std::int64_t mostBacklog = 0; //!< bytes a slow reader may leave lying before it gets no more
    EchoCounters counters;
};

//! One client of the echo server: sends back what it gets. Lives on the worker thread.
class EchoLink final : private TransportListener
{
public:
    //! `ended` is the last thing it calls, and may delete it.
    EchoLink(const AcceptorListener::Adopt &adopt, EchoPolicy &policy,
             std::function<void(EchoLink &)> ended);

    //! False when the client is too slow for more.
    bool sendText(const QByteArray &utf8);
    //! With a Close frame; ended() follows.
    void close(int code, const QString &reason);
    //! Without one, and without ended().
    void abort();

private:
    void transportOpened(const QString &subprotocol) override;
    void transportText(const QByteArray &utf8) override;
    void transportBinary(const QByteArray &payload) override;
    void transportPong(const QByteArray &payload) override;
    void transportDrained() override;
    void transportEnded(const EndReason &reason) override;

    //! Whether to answer.
    bool take(const QByteArray &payload);
    void count(bool answered);

    EchoPolicy &m_policy;
    const std::function<void(EchoLink &)> m_ended;
    const std::unique_ptr<Transport> m_transport;
};

} // namespace Breakwater
