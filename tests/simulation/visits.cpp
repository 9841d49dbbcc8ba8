// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/visits.h>

namespace Breakwater::Simulation {

using namespace std::chrono_literals;

namespace {

constexpr int mostVisitors = 4;
constexpr Duration recovery = 120s; // of virtual time, from whatever state
constexpr std::uint64_t mostSteps = 400'000;

//! Nothing is lost by limits here: what was accepted has to arrive.
StabilityConfig configFor(const Plan &plan)
{
    Chance chance(plan.seed ^ 0xc11e);
    StabilityConfig config = plan.config;
    config.queue = {.maxMessages = 100'000,
                    .maxBytes = 1 << 20,
                    .totalMaxBytes = std::int64_t(1) << 30,
                    .messageTtl = 24h};
    config.delivery.confirm = ConfirmMode::Hop;
    config.delivery.ackPointer.clear();
    config.delivery.inDoubt = InDoubtPolicy::Replay;
    config.delivery.probeTimeout = 1h; // else a message ends as sent where nobody answers
    config.deduplication.incomingId.reset();
    config.connection.handshakeTimeout = 1h; // an accepted socket is open already
    config.metrics.clientMetricsTtl = chance.oneOf<Duration>({0s, 500ms, 5s, 1min});
    config.metrics.cleanupInterval = chance.duration(100ms, 10s);
    return config;
}

Plan planFor(std::uint64_t seed)
{
    Plan plan = Plan::drawn(seed);
    plan.sessions = Chance(seed ^ 0xc1e7).number(1, mostVisitors);
    return plan;
}

} // namespace

//! Clients look at nothing but what they read.
class Visits::Blind final : public Witness
{
public:
    void dialled(SimLink &) override { }
    void wrote(SimLink &, const QByteArray &, std::int64_t) override { }
    void pinged(SimLink &, const QByteArray &) override { }
    void closed(SimLink &, int) override { }
    void aborted(SimLink &) override { }
    void opening(SimLink &) override { }
    void ponging(SimLink &, const QByteArray &) override { }
    void texting(SimLink &, const QByteArray &) override { }
    void draining(SimLink &, std::int64_t) override { }
    void ending(SimLink &, const EndReason &) override { }
    void received(SimLink &, const Content &) override { }
    void choked(SimLink &, const Content &) override { }
};

Visits::Visits(std::uint64_t seed, bool isPrinting)
    : m_plan(planFor(seed)), m_config(configFor(m_plan)), m_chance(seed ^ 0x715175),
      m_random(seed + 0xc0de), m_witness(std::make_unique<Blind>()),
      m_network(links(), m_config, m_places),
      m_account(m_time, m_trace, m_findings, m_config.metrics.clientMetricsTtl, m_plan.sessions),
      m_registry(m_config,
                 {.time = m_time,
                  .random = m_random,
                  .listener = m_account,
                  .secrets = std::make_shared<SeededRandom>(seed + 0x70ce)})
{
    m_trace.setPrinting(isPrinting);
    m_trace.setNow(m_time.now());
    for (int i = 0; i < m_plan.sessions; ++i)
        m_places.push_back({std::make_unique<Visitor>(i, links(), m_account), m_plan.wires});
}

Visits::~Visits() = default;

RunResult Visits::run()
{
    const MonotonicTime begin = m_time.now();
    m_trace.note("clients come and go");
    everybodyComes();
    schedule();
    stepUntil(begin + m_plan.length);
    recover();
    end();
    const auto &finding = m_findings.first();
    return {.finding = finding,
            .hash = m_trace.hash(),
            .steps = m_steps,
            .length = m_time.now() - begin,
            .lastLines = finding ? m_trace.lastLines() : QStringList()};
}

//! Lets happen what is due until then; false when something is broken.
bool Visits::stepUntil(MonotonicTime until)
{
    while (!m_findings.first()) {
        const auto due = m_time.nextDue();
        if (!due || *due > until)
            break;
        m_trace.setNow(std::max(*due, m_time.now()));
        m_time.runNext();
        m_account.afterEvent(m_registry);
        if (++m_steps > mostSteps)
            m_findings.add("I8", QStringLiteral("it never comes to rest"));
    }
    return !m_findings.first();
}

void Visits::schedule()
{
    m_time.after(m_chance.duration({}, m_plan.sending.pause), [this] {
        if (!m_isTroubled)
            return;
        perform();
        schedule();
    });
}

void Visits::perform()
{
    switch (m_chance.number(0, 19)) {
    case 0: return disconnect();
    case 1: return m_registry.breakAll();
    case 2: return cutWires();
    case 3:
    case 4:
    case 5:
    case 6:
    case 7: return comeOrLeave(visitor(anybody()));
    default: return send();
    }
}

//! Now and then it comes anew while its older link lives; the newest one wins.
void Visits::comeOrLeave(Visitor &who)
{
    if (!who.isHere() || m_chance.happens(0.2))
        return who.come(m_registry, m_network);
    who.leave(m_chance.oneOf({Visitor::Leave::Closing, Visitor::Leave::Loud,
                              Visitor::Leave::LoudAndLossy, Visitor::Leave::Silent}));
}

void Visits::send()
{
    Session *session = anySession();
    for (int left = m_chance.number(1, m_plan.sending.largestBurst); session && left > 0; --left) {
        const Content content{.number = ++m_lastContent};
        const QByteArray payload
            = payloadOf(content, m_chance.between(4, m_plan.sending.largestPayload));
        if (session->send({.payload = payload}).isAccepted())
            m_account.accepted(session->id(), content.number);
    }
}

void Visits::disconnect()
{
    if (Session *session = anySession()) {
        m_trace.note("a session is ended");
        m_account.disconnected(session->id());
        m_registry.disconnect(session->id(), 1000);
    }
}

void Visits::cutWires()
{
    const Duration length = m_chance.duration(10ms, m_chance.oneOf<Duration>({1s, 20s}));
    m_trace.note("wires are cut for %1 ms", length / 1ms);
    m_places[anybody()].conditions.partitionedUntil = m_time.now() + length;
}

std::size_t Visits::anybody()
{
    return static_cast<std::size_t>(m_chance.number(0, m_plan.sessions - 1));
}

Session *Visits::anySession()
{
    const auto &all = m_registry.sessions().all();
    if (all.empty())
        return nullptr;
    const auto found
        = std::next(all.begin(), m_chance.between(0, static_cast<std::int64_t>(all.size()) - 1));
    return found->second->isClosed() ? nullptr : found->second.get();
}

void Visits::everybodyComes()
{
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (!visitor(i).isHere())
            visitor(i).come(m_registry, m_network);
    }
}

//! Here, and with nothing left to deliver to those that anybody comes back to.
bool Visits::isCalm()
{
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        if (!visitor(i).isHere())
            return false;
    }
    return m_account.isAllRead(m_registry);
}

//! The world is well again; who is thrown out comes back within a second.
void Visits::recover()
{
    if (m_findings.first())
        return;
    m_isTroubled = false;
    m_trace.note("the world is well from here on");
    for (Place &place : m_places)
        place.conditions.partitionedUntil = {};
    const MonotonicTime until = m_time.now() + recovery;
    do {
        everybodyComes();
        m_time.after(1s, [] {}); // time moves only where something happens
        if (!stepUntil(m_time.now() + 1s))
            return;
    } while (!isCalm() && m_time.now() < until);
    if (!isCalm())
        m_findings.add(
            "I8",
            QStringLiteral("not all has arrived in %1 s of good health").arg(toSeconds(recovery)));
}

//! Everybody goes for good, and is forgotten in time.
void Visits::end()
{
    if (m_findings.first())
        return;
    for (std::size_t i = 0; i < m_places.size(); ++i)
        visitor(i).leave(Visitor::Leave::Loud);
    const auto &metrics = m_config.metrics;
    if (stepUntil(m_time.now() + 1min + metrics.clientMetricsTtl + 2 * metrics.cleanupInterval))
        m_account.atTheEnd(m_registry);
}

} // namespace Breakwater::Simulation
