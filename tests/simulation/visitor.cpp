// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/visitor.h>

#include <core/net/endpoint.h>

namespace Breakwater::Simulation {

void Visitor::come(ClientRegistry &registry, SimNetwork &network)
{
    m_world.trace.note("client %1 comes", m_number);
    const QByteArray token = m_account.token(m_number);
    IncomingRequest request;
    request.path = QStringLiteral("/");
    request.subprotocol = QString::fromUtf16(ClientRegistry::subprotocol);
    request.peer = QStringLiteral("client %1").arg(m_number);
    if (!token.isEmpty())
        request.query = QStringLiteral("resume=") + QString::fromLatin1(token);
    Endpoint place = *Endpoint::fromUrl(QStringLiteral("ws://127.0.0.1:9/"));
    place.url.setPath(QStringLiteral("/%1").arg(m_number));
    m_account.coming(m_number);
    registry.adopt(request, [&](TransportListener &listener) {
        auto transport = network.create(place, listener);
        m_link = network.links().back().get();
        transport->open(); // what an acceptor gives is on its way already
        return transport;
    });
    m_account.taken(m_number);
}

void Visitor::leave(Leave how)
{
    m_world.trace.note("client %1 leaves (%2)", m_number, static_cast<std::int64_t>(how));
    SimLink *link = std::exchange(m_link, nullptr);
    switch (how) {
    case Leave::Closing:
        return link->answer(
            {.kind = Frame::Kind::Close, .closeCode = m_world.chance.oneOf({1000, 1001, 1005})});
    case Leave::Loud: return link->reset(false);
    case Leave::LoudAndLossy: return link->reset(true);
    case Leave::Silent: return link->vanish();
    }
}

void Visitor::dialled(SimLink &link)
{
    if (&link == m_link)
        link.accept();
}

void Visitor::arrived(SimLink &link, const Frame &frame)
{
    if (&link != m_link)
        return;
    switch (frame.kind) {
    case Frame::Kind::Text:
    case Frame::Kind::Binary: return m_account.read(m_number, frame.payload);
    case Frame::Kind::Ping:
        return link.answer({.kind = Frame::Kind::Pong, .payload = frame.payload});
    case Frame::Kind::Close:
        m_link = nullptr;
        return link.answer({.kind = Frame::Kind::Close, .closeCode = frame.closeCode});
    default: return;
    }
}

void Visitor::lost(SimLink &link)
{
    if (&link == m_link)
        m_link = nullptr;
}

} // namespace Breakwater::Simulation
