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
    : plan(drawn), config(drawn.config), chance(drawn.seed ^ 0x5eed), oracle(time, trace, findings),
      network(links(), drawn.config, places), disk(links(), drawn.disk),
      m_random(drawn.seed + 0xc0de)
{
    trace.setPrinting(isPrinting);
    trace.setNow(time.now());
    for (int place = 0; place < plan.sessions; ++place)
        places.push_back({std::make_unique<SimServer>(links(), plan.manners), plan.wires});
}

World::Process::Process(World &world)
    : journal(journalKept), budget(world.plan.config.queue.totalMaxBytes),
      store(world.plan.hasOutbox ? std::make_unique<StoreOutbox>(
                world.time, world.disk, world.disk.contents(),
                StoreOutbox::Handlers{.onExpired =
                                          [&world](std::size_t messages, std::size_t) {
                                              world.oracle.swept(
                                                  static_cast<std::int64_t>(messages));
                                          }})
                                 : nullptr),
      outbox(store ? std::make_unique<OutboxTap>(*store, world.oracle) : nullptr),
      sessions(world.config,
               SessionWorld{world.time, world.m_random, world.network, world.oracle, budget,
                            journal, outbox.get()}),
      shutdown(sessions, world.time)
{ }

World::~World() = default;

SimServer &World::server(int place)
{
    return static_cast<SimServer &>(*places[static_cast<std::size_t>(place)].peer);
}

Session *World::session(int place) const
{
    if (!m_process)
        return nullptr;
    Session *session = m_process->sessions.find(Oracle::idOf(place));
    return session && !session->isClosed() ? session : nullptr;
}

void World::openSession(int place)
{
    trace.note("session %1 is opened", place);
    m_process->sessions.removeClosed();
    oracle.begin(place, config, server(place), plan.hasOutbox ? &disk : nullptr);
    const SessionId &id = Oracle::idOf(place);
    m_process->sessions.open(id, id.value, endpointOf(place, 0));
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
    if (m_process)
        m_process->sessions.configure(changed);
}

void World::send(int place, const OutgoingMessage &message, const Content &content)
{
    Session *to = session(place);
    if (!to)
        return;
    oracle.sync(); // what ended before has nothing to do with it
    SessionAccount &account = oracle.at(place);
    account.sending(time.now(), message, content, m_process->budget.used());
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
    m_process->shutdown.begin(timeout, [this, timeout](const ShutdownReport &report) {
        trace.note("shutdown ends");
        oracle.shutdownEnds(report, timeout + m_stalled + shutdownGrain);
        m_isShutDown = true;
    });
}

void World::start()
{
    trace.note("a process starts");
    disk.revive();
    m_process = std::make_unique<Process>(*this);
    oracle.reads(&m_process->journal);
    for (int place = 0; place < plan.sessions; ++place)
        openSession(place);
}

void World::crash()
{
    trace.note("our process is killed");
    oracle.reads(nullptr);
    disk.crash();
    m_process.reset();
}

bool World::step()
{
    const auto due = time.nextDue();
    if (!due || findings.first())
        return false;
    if (*due > time.now() && m_process)
        oracle.atRest();
    trace.setNow(std::max(*due, time.now()));
    time.runNext();
    if (m_process)
        oracle.afterEvent(m_process->sessions, m_process->budget);
    else
        oracle.afterEventWithoutProcess();
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
