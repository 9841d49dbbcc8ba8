// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>
#include <core/net/transport.h>

#include <tests/simulation/pipe.h>
#include <tests/simulation/trace.h>
#include <tests/simulation/witness.h>

namespace Breakwater::Simulation {

class SimLink;

//! The other side of links: hears what arrives there.
class Peer
{
public:
    virtual ~Peer() = default;

    //! Somebody wants to connect: accept, refuse, or never answer.
    virtual void dialled(SimLink &link) = 0;
    virtual void arrived(SimLink &link, const Frame &frame) = 0;
    //! The client is gone: its end of the stream was the last that arrived.
    virtual void lost(SimLink &link) = 0;
};

//! What all links share.
struct LinkWorld
{
    SimTime &time;
    Chance &chance;
    Trace &trace;
    Witness &witness;
};

//! One connection, both ends of it; stays for the whole run, so that what arrives late finds it.
class SimLink final
{
public:
    SimLink(std::uint32_t id, int place, const LinkWorld &world, Peer &peer,
            const WireConditions &conditions, const StabilityConfig::Connection &config,
            TransportListener &listener);

    const std::uint32_t id; //!< from 1 on, in the order of dialling
    const int place;        //!< which server, and so which session

    // The client's end
    void open();
    bool isOpen() const { return m_phase == Phase::Open; }
    //! Lives: the core has neither ended nor aborted it.
    bool isAlive() const { return m_phase != Phase::Gone; }
    bool send(Frame::Kind kind, const QByteArray &payload);
    void ping(const QByteArray &payload);
    void close(int code);
    void abort();
    std::int64_t backlog() const { return m_toServer.backlog(); }

    // The server's end
    void accept();
    void refuse(const EndReason &reason);
    void answer(Frame frame) { m_toClient.push(std::move(frame)); }
    //! The server's process ends, and the client's kernel hears of it.
    void reset(bool losesWhatIsUnderWay);
    //! The server's machine is gone: nobody hears of it.
    void vanish();
    //! Why the link ended, from outside: no network, no descriptors, a limit.
    void breakDown(const EndReason &reason);

private:
    enum class Phase : std::uint8_t { Fresh, Connecting, Open, Ending, Closing, Gone };

    void atServer(const Frame &frame);
    void atClient(const Frame &frame);
    void peerClosed(int code);
    void drained();
    void watchKernel();
    void finish(const EndReason &reason);
    void hangUp();

    LinkWorld m_world;
    Peer &m_peer;
    const WireConditions &m_conditions;
    const StabilityConfig::Connection m_config;
    TransportListener *m_listener;
    Phase m_phase = Phase::Fresh;
    Pipe m_toServer;
    Pipe m_toClient;
    EndReason m_refusal;
    bool m_serverKnows = false; //!< the server's end exists
    bool m_isWatched = false;
};

} // namespace Breakwater::Simulation
