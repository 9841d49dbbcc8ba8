// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/scriptednetwork.h>

namespace Breakwater::Test {

ScriptedTransport::ScriptedTransport(ScriptedNetwork &network, const Endpoint &place,
                                     TransportListener &listener)
    : endpoint(place), m_network(network), m_networkLives(network.m_life), m_listener(listener)
{ }

ScriptedTransport::~ScriptedTransport()
{
    if (!m_networkLives.expired() && m_network.m_current == this)
        m_network.m_current = nullptr;
}

void ScriptedTransport::close(int code, const QString &)
{
    closeCode = code;
    if (m_network.answersClose)
        end(EndKind::WantedClose);
}

void ScriptedTransport::ping(const QByteArray &payload)
{
    if (!isOpen())
        return;
    pings.push_back(payload);
    if (m_network.answersPings)
        answerOldest();
}

bool ScriptedTransport::take(const QByteArray &payload)
{
    if (!isOpen())
        return false;
    written.push_back(payload);
    m_network.received.push_back(payload);
    return true;
}

void ScriptedTransport::accept(const QString &subprotocol)
{
    if (m_state != State::Connecting)
        return;
    m_state = State::Open;
    m_listener.transportOpened(subprotocol);
}

void ScriptedTransport::answer(const QByteArray &pingPayload)
{
    pings.removeOne(pingPayload);
    if (isOpen())
        m_listener.transportPong(pingPayload);
}

void ScriptedTransport::answerOldest()
{
    const QByteArray oldest = pings.front(); // answer() takes it out of the list
    answer(oldest);
}

void ScriptedTransport::text(const QByteArray &utf8)
{
    if (isOpen())
        m_listener.transportText(utf8);
}

void ScriptedTransport::drain()
{
    backlog = 0;
    if (isOpen())
        m_listener.transportDrained();
}

void ScriptedTransport::end(const EndReason &reason)
{
    if (m_state == State::Gone)
        return;
    m_state = State::Gone;
    m_listener.transportEnded(reason); // this may be destroyed now
}

std::unique_ptr<Transport> ScriptedNetwork::create(const Endpoint &endpoint,
                                                   TransportListener &listener)
{
    auto transport = std::make_unique<ScriptedTransport>(*this, endpoint, listener);
    m_current = transport.get();
    ++m_created;
    return transport;
}

} // namespace Breakwater::Test
