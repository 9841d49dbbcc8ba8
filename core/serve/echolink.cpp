// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/echolink.h>

namespace Breakwater {

EchoLink::EchoLink(const AcceptorListener::Adopt &adopt, EchoPolicy &policy,
                   std::function<void(EchoLink &)> ended)
    : m_policy(policy), m_ended(std::move(ended)), m_transport(adopt(*this))
{
    ++m_policy.counters.connections;
}

bool EchoLink::sendText(const QByteArray &utf8)
{
    return m_transport->backlogBytes() < m_policy.mostBacklog && m_transport->sendText(utf8);
}

void EchoLink::close(int code, const QString &reason)
{
    m_transport->close(code, reason);
}

void EchoLink::abort()
{
    m_transport->abort();
}

void EchoLink::transportOpened(const QString &) { }

void EchoLink::transportText(const QByteArray &utf8)
{
    count(take(utf8) && sendText(utf8));
}

void EchoLink::transportBinary(const QByteArray &payload)
{
    count(take(payload) && m_transport->backlogBytes() < m_policy.mostBacklog
          && m_transport->sendBinary(payload));
}

void EchoLink::transportPong(const QByteArray &) { }

void EchoLink::transportDrained() { }

void EchoLink::transportEnded(const EndReason &)
{
    const auto ended = m_ended; // it may delete this link, and itself with it
    ended(*this);
}

bool EchoLink::take(const QByteArray &payload)
{
    ++m_policy.counters.received;
    m_policy.counters.receivedBytes += static_cast<std::uint64_t>(payload.size());
    return !m_policy.isSilent;
}

void EchoLink::count(bool answered)
{
    ++(answered ? m_policy.counters.echoed : m_policy.counters.unanswered);
}

} // namespace Breakwater
