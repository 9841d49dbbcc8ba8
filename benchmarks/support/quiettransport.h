// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/net/transport.h>
#include <core/session/sessionworld.h>

namespace Breakwater::Bench {

//! A link without a socket, so that memory and time are the core's alone: it is open at once, takes
//! everything, and says nothing that it is not told to say.
class QuietTransport final : public Transport
{
public:
    explicit QuietTransport(TransportListener &listener) : m_listener(listener) { }

    void open() override { }
    void close(int, const QString &) override { }
    void abort() override { m_isOpen = false; }
    bool isOpen() const override { return m_isOpen; }
    bool sendText(const QByteArray &) override { return m_isOpen; }
    bool sendBinary(const QByteArray &) override { return m_isOpen; }
    void ping(const QByteArray &payload) override
    {
        m_lastPing = payload;
        m_isAsked = true;
    }
    std::int64_t backlogBytes() const override { return 0; }

    // The peer's side.
    void accept() { m_listener.transportOpened({}); }
    void answer()
    {
        m_isAsked = false;
        m_listener.transportPong(QByteArray(m_lastPing));
    }
    //! Whether a ping came since the last answer.
    bool isAsked() const { return m_isAsked; }
    void leave()
    {
        m_isOpen = false;
        m_listener.transportEnded({.kind = EndKind::PeerClose, .closeCode = 1001}); // this is gone
    }

private:
    TransportListener &m_listener;
    QByteArray m_lastPing;
    bool m_isOpen = true;
    bool m_isAsked = false;
};

//! Hears sessions and does nothing about it.
class NoObserver final : public SessionObserver
{
    void sessionChanged(Session &) override { }
    void sessionEvent(Session &, Severity, const QString &, const QString &,
                      const QString &) override
    { }
    void sessionTransitioned(Session &, const BreakerTransition &) override { }
    void sessionSettled(Session &, MessageId, SendVerdict) override { }
    void sessionReceived(Session &, const QByteArray &, PayloadKind) override { }
};

} // namespace Breakwater::Bench
