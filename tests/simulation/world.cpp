// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/world.h>

namespace Breakwater::Simulation {

namespace {

constexpr std::size_t journalKept = 4096;
constexpr Duration shutdownGrain = std::chrono::milliseconds(5); // it looks so often

Endpoint endpointOf(int place, int variant)
{
    static const Endpoint base = *Endpoint::fromUrl(QStringLiteral("ws://127.0.0.1:9/"));
    Endpoint endpoint = base;
    endpoint.url.setPath(QStringLiteral("/%1/%2").arg(place).arg(variant));
    return endpoint;
}

} // namespace

World::World(const Plan &drawn, bool isPrinting)
    : plan(drawn), config(drawn.config), chance(drawn.seed ^ 0x5eed),
      oracle(time, trace, m_journal, findings), network(links(), drawn.config, places),
      m_journal(journalKept), m_random(drawn.seed + 0xc0de),
      m_budget(drawn.config.queue.totalMaxBytes),
      m_sessions(drawn.config, SessionWorld{time, m_random, network, oracle, m_budget, m_journal}),
      m_shutdown(m_sessions, time)
{
    trace.setPrinting(isPrinting);
    trace.setNow(time.now());
    for (int place = 0; place < plan.sessions; ++place)
        places.push_back({std::make_unique<SimServer>(links(), plan.manners), plan.wires});
}

World::~World() = default;

SimServer &World::server(int place)
{
    return static_cast<SimServer &>(*places[static_cast<std::size_t>(place)].peer);
}

Session *World::session(int place) const
{
    Session *session = m_sessions.find(Oracle::idOf(place));
    return session && !session->isClosed() ? session : nullptr;
}

void World::openSession(int place)
{
    trace.note("session %1 is opened", place);
    m_sessions.removeClosed();
    oracle.begin(place, config, server(place));
    const SessionId id = Oracle::idOf(place);
    m_sessions.open(id, id.value, endpointOf(place, 0));
}

void World::closeSession(int place)
{
    trace.note("session %1 is closed", place);
    oracle.at(place).closingAsked();
    session(place)->close();
}

void World::configure(const StabilityConfig &changed)
{
    trace.note("settings change");
    config = changed;
    for (int place = 0; place < oracle.places(); ++place)
        oracle.at(place).configure(changed);
    m_sessions.configure(changed);
}

void World::send(int place, const OutgoingMessage &message, const Content &content)
{
    Session *to = session(place);
    if (!to)
        return;
    SessionAccount &account = oracle.at(place);
    account.sending(time.now(), message, content, m_budget.used());
    const SendOutcome outcome = to->send(message);
    trace.note("content %1 is sent, verdict %2", static_cast<std::int64_t>(content.number),
               static_cast<std::int64_t>(outcome.verdict));
    oracle.sync();
    account.answered(outcome);
}

void World::stall(Duration length, SimTime::First first)
{
    trace.note("the process is held up for %1 ms", length / std::chrono::milliseconds(1));
    time.stall(length, first);
    m_stalled += length;
    oracle.disturbed();
}

void World::sleep(Duration length)
{
    trace.note("the machine sleeps for %1 s", length / std::chrono::seconds(1));
    time.sleep(length);
    recheck();
}

void World::recheck()
{
    trace.note("everybody looks anew");
    for (int place = 0; place < plan.sessions; ++place) {
        if (Session *looking = session(place)) {
            oracle.at(place).rechecked(time.now());
            looking->recheck();
        }
    }
}

void World::beginShutdown(Duration timeout)
{
    trace.note("shutdown begins, %1 ms", timeout / std::chrono::milliseconds(1));
    m_stalled = {};
    oracle.shutdownBegins();
    m_shutdown.begin(timeout, [this, timeout](const ShutdownReport &report) {
        trace.note("shutdown ends");
        oracle.shutdownEnds(report, timeout + m_stalled + shutdownGrain);
        m_isShutDown = true;
    });
}

bool World::step()
{
    const auto due = time.nextDue();
    if (!due || findings.first())
        return false;
    if (*due > time.now())
        oracle.atRest();
    trace.setNow(std::max(*due, time.now()));
    time.runNext();
    oracle.afterEvent(m_sessions, m_budget);
    ++m_steps;
    return !findings.first();
}

bool World::isCalm(int place) const
{
    Session *calm = session(place);
    return calm && calm->isUp() && calm->breaker().state() == BreakerState::Closed
        && calm->ledger().isEmpty();
}

bool World::areAllClosed() const
{
    for (int place = 0; place < plan.sessions; ++place) {
        if (session(place))
            return false;
    }
    return true;
}

} // namespace Breakwater::Simulation
