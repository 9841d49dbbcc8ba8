// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/script.h>

// What goes wrong in a run, and what people ask for in the middle of it.

namespace Breakwater::Simulation {

using namespace std::chrono_literals;

void Script::perform(Deed deed)
{
    const int place = m_chance.number(0, m_world.plan.sessions - 1);
    switch (deed) {
    case Deed::Partition: return partition(place);
    case Deed::LocalFault: return breakLocally(place);
    case Deed::Stall: {
        const Duration length = m_chance.duration(10ms, m_chance.oneOf<Duration>({500ms, 20s}));
        return m_world.stall(length,
                             m_chance.oneOf({SimTime::First::InOrder, SimTime::First::Timers,
                                             SimTime::First::World}));
    }
    case Deed::Sleep: return m_world.sleep(m_chance.duration(100ms, 3h));
    case Deed::ChangeNetwork: return m_world.recheck();
    case Deed::StepClock:
        m_world.trace.note("somebody sets the clock");
        return m_world.time.stepWallClock(m_chance.duration(-2h, 2h));
    case Deed::KillServer:
    case Deed::PeerCloses:
    case Deed::PeerTalks:
    case Deed::ForgePong:
    case Deed::ChangeManners: return performAtServer(deed, m_world.server(place));
    case Deed::DiskTrouble: return m_world.disk.setManners(drawDiskManners(m_chance));
    default: break;
    }
    if (m_world.oracle.isShuttingDown())
        return;
    if (deed == Deed::Crash)
        return crash();
    if (Session *session = m_world.session(place);
        session && session->connection() != ConnectionState::Closing)
        performAtSession(deed, *session, place);
}

void Script::performAtServer(Deed deed, SimServer &server)
{
    switch (deed) {
    case Deed::KillServer: return killServer(server);
    case Deed::PeerCloses:
        return server.closeAll(m_chance.oneOf(
            {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1011, 1012, 1013, 1014, 1005, 3000, 4000}));
    case Deed::PeerTalks: return talk(server);
    case Deed::ForgePong:
        return server.forgePongs(m_chance.oneOf(
            {SimServer::Forgery::Random, SimServer::Forgery::Truncated,
             SimServer::Forgery::AnsweredBefore, SimServer::Forgery::OfAnEarlierLink}));
    case Deed::ChangeManners: return changeManners(server);
    default: return;
    }
}

void Script::performAtSession(Deed deed, Session &session, int place)
{
    SessionAccount &account = m_world.oracle.at(place);
    switch (deed) {
    case Deed::RetryNow:
        m_world.trace.note("session %1 is told to retry", place);
        account.retryAsked();
        return session.retryNow();
    case Deed::Configure: return changeSettings();
    case Deed::ForceBreaker: return forceBreaker(session, place);
    case Deed::ResetBreaker:
        m_world.trace.note("breaker %1 is reset", place);
        account.resetAsked();
        return session.resetBreaker();
    case Deed::ChangeEndpoint: {
        m_world.trace.note("session %1 gets another endpoint", place);
        Endpoint endpoint = session.endpoint();
        endpoint.url.setPath(QStringLiteral("/%1/%2").arg(place).arg(m_chance.number(0, 2)));
        if (endpoint != session.endpoint())
            account.endpointChanges();
        if (endpoint != session.endpoint() || account.isRefused())
            account.retryAsked();
        return session.setEndpoint(endpoint);
    }
    case Deed::Disconnect: return disconnect(place);
    default: return;
    }
}

void Script::changeManners(SimServer &server)
{
    m_world.trace.note("a server changes its manners");
    Manners manners = drawManners(m_chance);
    manners.acknowledges = server.manners().acknowledges;
    manners.storeDelay = server.manners().storeDelay;
    server.setManners(manners);
}

//! What it says is no acknowledgement, or for a message that nobody sent; some of it comes again.
void Script::talk(SimServer &server)
{
    QByteArray text = QByteArray::number(m_chance.number(0, 1'000'000));
    if (m_chance.happens(0.3))
        text = acknowledgementOf(999'999);
    if (m_chance.happens(0.4)) {
        text = "{\"id\": \"" + QByteArray::number(m_chance.number(1, 3))
            + "\", \"value\": " + QByteArray::number(m_chance.number(1, 2)) + "}";
    }
    server.sayToAll(text);
}

void Script::partition(int place)
{
    const Duration length = m_chance.duration(10ms, m_chance.oneOf<Duration>({1s, 20s}));
    m_world.trace.note("wires of %1 are cut for %2 ms", place, length / 1ms);
    m_world.places[static_cast<std::size_t>(place)].conditions.partitionedUntil
        = m_world.time.now() + length;
}

void Script::killServer(SimServer &server)
{
    server.die(m_chance.oneOf({SimServer::Death::Loud, SimServer::Death::LoudAndLossy,
                               SimServer::Death::Silent}),
               m_chance.duration(0ms, m_chance.oneOf<Duration>({200ms, 10s})));
}

void Script::breakLocally(int place)
{
    const EndKind kind = m_chance.oneOf({EndKind::NetworkDown, EndKind::OutOfResources,
                                         EndKind::LimitExceeded, EndKind::ProtocolError});
    for (const auto &link : m_world.network.links()) {
        if (link->place == place && link->isAlive())
            return link->breakDown({.kind = kind});
    }
}

void Script::changeSettings()
{
    StabilityConfig changed = m_world.config;
    changed.queue.maxMessages = m_chance.between(1, 40);
    changed.queue.maxBytes = m_chance.between(100, 5000);
    changed.queue.messageTtl = m_chance.duration(200ms, 60s);
    changed.queue.overflow = m_chance.oneOf({OverflowPolicy::RejectNew, OverflowPolicy::DropOldest,
                                             OverflowPolicy::DropLowestPriority});
    changed.delivery.inDoubt = m_chance.oneOf({InDoubtPolicy::Replay, InDoubtPolicy::Report});
    changed.transport.highWater = m_chance.between(1, 1000);
    m_world.configure(changed);
}

void Script::forceBreaker(Session &session, int place)
{
    const auto value = m_chance.oneOf(
        {BreakerOverride::None, BreakerOverride::ForcedOpen, BreakerOverride::ForcedClosed});
    const Duration length = m_chance.duration(50ms, 8s);
    m_world.trace.note("breaker %1 is forced, %2", place, static_cast<std::int64_t>(value));
    m_world.oracle.at(place).forced(m_world.time.now(), value, length);
    session.forceBreaker(value, QStringLiteral("somebody"), QStringLiteral("a reason"), length);
}

void Script::crash()
{
    if (!m_world.isRunning())
        return;
    m_world.crash();
    m_world.time.after(m_chance.duration({}, 5s), [this] {
        if (!m_world.isRunning())
            m_world.start();
    });
}

void Script::disconnect(int place)
{
    m_world.closeSession(place);
    m_world.time.after(m_chance.duration({}, 3s), [this, place] {
        const bool mayOpen
            = m_isTroubled && !m_world.oracle.isShuttingDown() && m_world.isRunning();
        if (mayOpen && !m_world.session(place))
            m_world.openSession(place);
    });
}

} // namespace Breakwater::Simulation
