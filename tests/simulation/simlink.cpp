// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/simlink.h>

#include <algorithm>
#include <utility>

namespace Breakwater::Simulation {

SimLink::SimLink(std::uint32_t number, int where, const LinkWorld &world, Peer &peer,
                 const WireConditions &conditions, const StabilityConfig::Connection &config,
                 TransportListener &listener)
    : id(number), place(where), m_world(world), m_peer(peer), m_conditions(conditions),
      m_config(config), m_listener(&listener),
      m_toServer(world.time, world.chance, conditions,
                 [this](const Frame &frame) { atServer(frame); }),
      m_toClient(world.time, world.chance, conditions,
                 [this](const Frame &frame) { atClient(frame); })
{
    m_toServer.onDrained([this] { drained(); });
}

void SimLink::open()
{
    m_phase = Phase::Connecting;
    m_world.trace.note("link %1 is dialled", id);
    m_world.witness.dialled(*this);
    const MonotonicTime reachable = std::max(m_world.time.now(), m_conditions.partitionedUntil);
    const Duration way = m_world.chance.duration(m_conditions.shortest, m_conditions.longest);
    m_world.time.at(reachable + way, [this] {
        if (m_phase == Phase::Connecting)
            m_peer.dialled(*this);
    });
    m_world.time.after(m_config.handshakeTimeout, [this] {
        if (m_phase == Phase::Connecting)
            finish({.kind = EndKind::HandshakeTimeout});
    });
}

bool SimLink::send(Frame::Kind kind, const QByteArray &payload)
{
    if (!isOpen())
        return false;
    m_world.trace.note("link %1 carries a message of %2 bytes", id, payload.size());
    const std::int64_t before = backlog();
    m_toServer.push({.kind = kind, .payload = payload});
    m_world.witness.wrote(*this, payload, before);
    watchKernel();
    return true;
}

void SimLink::ping(const QByteArray &payload)
{
    if (!isOpen())
        return;
    m_world.trace.note("link %1 carries a ping", id);
    m_world.witness.pinged(*this, payload);
    m_toServer.push({.kind = Frame::Kind::Ping, .payload = payload});
    watchKernel();
}

void SimLink::close(int code)
{
    m_world.trace.note("link %1 is closed by us with %2", id, code);
    m_world.witness.closed(*this, code);
    if (m_phase == Phase::Connecting) {
        m_phase = Phase::Closing;
        return m_world.time.after(Duration::zero(), [this] {
            if (m_phase == Phase::Closing)
                finish({.kind = EndKind::WantedClose});
        });
    }
    if (m_phase != Phase::Open)
        return;
    m_phase = Phase::Closing;
    m_toServer.push({.kind = Frame::Kind::Close, .closeCode = code});
    m_world.time.after(m_config.closeTimeout, [this] {
        if (m_phase == Phase::Closing)
            finish({.kind = EndKind::CloseTimeout});
    });
}

void SimLink::abort()
{
    if (m_phase == Phase::Gone)
        return;
    m_world.trace.note("link %1 is aborted by us", id);
    m_world.witness.aborted(*this);
    m_phase = Phase::Gone;
    m_listener = nullptr;
    hangUp();
}

// What the kernel already has may still arrive at the server, behind our back.
void SimLink::hangUp()
{
    m_toServer.dropBacklog();
    m_toServer.push({.kind = Frame::Kind::Reset});
}

void SimLink::accept()
{
    m_serverKnows = true;
    m_toClient.push({.kind = Frame::Kind::Accept});
}

void SimLink::refuse(const EndReason &reason)
{
    m_refusal = reason;
    m_toClient.push({.kind = Frame::Kind::Refuse});
}

void SimLink::reset(bool losesWhatIsUnderWay)
{
    m_toServer.swallow();
    m_serverKnows = false;
    if (losesWhatIsUnderWay) {
        m_toClient.cut();
        const Duration way = m_world.chance.duration(m_conditions.shortest, m_conditions.longest);
        return m_world.time.at(std::max(m_world.time.now(), m_conditions.partitionedUntil) + way,
                               [this] { atClient({.kind = Frame::Kind::Reset}); });
    }
    m_toClient.push({.kind = Frame::Kind::Reset});
}

void SimLink::vanish()
{
    m_toServer.swallow();
    m_toClient.swallow();
    m_serverKnows = false;
}

void SimLink::breakDown(const EndReason &reason)
{
    if (m_phase == Phase::Connecting || m_phase == Phase::Open)
        finish(reason);
}

void SimLink::atServer(const Frame &frame)
{
    if (!m_serverKnows)
        return;
    if (frame.kind != Frame::Kind::Reset)
        return m_peer.arrived(*this, frame);
    m_serverKnows = false;
    m_peer.lost(*this);
}

void SimLink::atClient(const Frame &frame)
{
    if (m_phase == Phase::Gone || m_phase == Phase::Ending)
        return m_world.trace.note("link %1: a late signal is ignored", id);
    switch (frame.kind) {
    case Frame::Kind::Accept:
        if (m_phase != Phase::Connecting)
            return;
        m_phase = Phase::Open;
        m_world.trace.note("link %1 opens", id);
        m_world.witness.opening(*this);
        return m_listener->transportOpened({});
    case Frame::Kind::Refuse: return finish(m_refusal);
    case Frame::Kind::Pong:
        m_world.trace.note("link %1: a pong arrives", id);
        m_world.witness.ponging(*this, frame.payload);
        return m_listener->transportPong(frame.payload);
    case Frame::Kind::Text:
    case Frame::Kind::Binary:
        m_world.trace.note("link %1: %2 bytes arrive", id, frame.payload.size());
        m_world.witness.texting(*this, frame.payload);
        return frame.kind == Frame::Kind::Text ? m_listener->transportText(frame.payload)
                                               : m_listener->transportBinary(frame.payload);
    case Frame::Kind::Close: return peerClosed(frame.closeCode);
    case Frame::Kind::Reset:
        return finish({.kind = m_phase == Phase::Connecting ? EndKind::ConnectFailed
                                                            : EndKind::ConnectionLost});
    case Frame::Kind::Ping: return; // answered below the core
    }
}

// A Close frame is seen at once, its end of the connection a little later: nothing can be sent in
// between.
void SimLink::peerClosed(int code)
{
    if (m_phase == Phase::Closing)
        return finish({.kind = EndKind::WantedClose});
    m_phase = Phase::Ending;
    m_world.trace.note("link %1: the server closes with %2", id, code);
    m_world.time.after(m_world.chance.duration({}, std::chrono::milliseconds(2)), [this, code] {
        if (m_phase == Phase::Ending)
            finish({.kind = EndKind::PeerClose, .closeCode = code});
    });
}

void SimLink::drained()
{
    if (!isOpen())
        return;
    m_world.witness.draining(*this, backlog());
    m_listener->transportDrained();
}

// The kernel gives up when nobody acknowledges for `connection.timeout` (TCP_USER_TIMEOUT).
void SimLink::watchKernel()
{
    const auto since = m_toServer.unacknowledgedSince();
    if (m_isWatched || !since || m_phase == Phase::Gone)
        return;
    m_isWatched = true;
    m_world.time.at(*since + m_config.timeout, [this] {
        m_isWatched = false;
        const auto still = m_toServer.unacknowledgedSince();
        if (m_phase == Phase::Gone || !still)
            return;
        if (*still + m_config.timeout <= m_world.time.now())
            return finish({.kind = EndKind::ConnectionLost});
        watchKernel();
    });
}

void SimLink::finish(const EndReason &reason)
{
    m_phase = Phase::Gone;
    m_world.trace.note("link %1 ends, kind %2", id, static_cast<std::int64_t>(reason.kind));
    m_world.witness.ending(*this, reason);
    hangUp();
    std::exchange(m_listener, nullptr)->transportEnded(reason);
}

} // namespace Breakwater::Simulation
