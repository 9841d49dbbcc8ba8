// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/script.h>

#include <tests/simulation/visits.h>

namespace Breakwater::Simulation {

using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t mostSteps = 400'000;
constexpr Duration aftermath = 60s;
constexpr std::uint64_t visitsEvery = 4; // seeds; they take longer

} // namespace

Script::Script(World &world) : m_world(world), m_chance(world.chance), m_sender(world) { }

RunResult Script::run()
{
    const MonotonicTime begin = m_world.time.now();
    m_world.start();
    scheduleSend();
    scheduleDeed();
    runTrouble();
    if (!m_world.isRunning())
        m_world.start();
    const bool isShutDownInTrouble = m_world.plan.endsByShutdown && m_world.plan.shutsDownInTrouble;
    if (!isShutDownInTrouble)
        recover();
    end();
    listen();
    const auto &finding = m_world.findings.first();
    return {.finding = finding,
            .hash = m_world.trace.hash(),
            .steps = m_world.steps(),
            .length = m_world.time.now() - begin,
            .lastLines = finding ? m_world.trace.lastLines() : QStringList()};
}

void Script::runTrouble()
{
    stepUntil(m_world.time.now() + m_world.plan.length);
}

//! Lets happen what is due until then; false when something is broken.
bool Script::stepUntil(MonotonicTime until)
{
    while (!m_world.findings.first()) {
        const auto due = m_world.time.nextDue();
        if (!due || *due > until)
            break;
        m_world.step();
        if (m_world.steps() > mostSteps)
            m_world.findings.add("I8", QStringLiteral("it never comes to rest"));
    }
    return !m_world.findings.first();
}

void Script::scheduleSend()
{
    const Duration pause = m_world.plan.sending.pause;
    m_world.time.after(m_chance.duration({}, pause * 2), [this] {
        if (!m_isTroubled)
            return;
        m_sender.burst();
        scheduleSend();
    });
}

void Script::scheduleDeed()
{
    int sum = 0;
    for (const int weight : m_world.plan.weights)
        sum += weight;
    if (sum == 0)
        return;
    m_world.time.after(m_chance.duration({}, m_world.plan.betweenDeeds * 2), [this, sum] {
        if (!m_isTroubled)
            return;
        int drawn = m_chance.number(1, sum);
        std::size_t deed = 0;
        while (drawn > m_world.plan.weights[deed])
            drawn -= m_world.plan.weights[deed++];
        perform(static_cast<Deed>(deed));
        scheduleDeed();
    });
}

bool Script::isCalm() const
{
    for (int place = 0; place < m_world.plan.sessions; ++place) {
        if (!m_world.isCalm(place))
            return false;
    }
    return true;
}

//! The world is well again: everything has to be delivered and closed within a computed time.
void Script::recover()
{
    if (m_world.findings.first())
        return;
    if (!stepUntil(m_world.time.now()))
        return;
    heal();
    const Duration bound = m_world.plan.recoveryBound(m_sender.poisonSent());
    const MonotonicTime until = m_world.time.now() + bound;
    while (!isCalm()) {
        const auto due = m_world.time.nextDue();
        if (!due || *due > until) {
            return m_world.findings.add(
                "I8",
                QStringLiteral("not closed, connected and empty in %1 s of good health")
                    .arg(toSeconds(bound)));
        }
        if (!m_world.step())
            return;
        retryRefused();
    }
}

//! A refusal from before the recovery may still arrive; somebody presses Retry.
void Script::retryRefused()
{
    for (int place = 0; place < m_world.plan.sessions; ++place) {
        if (!m_world.oracle.at(place).isRefused())
            continue;
        m_world.oracle.at(place).retryAsked();
        m_world.session(place)->retryNow();
    }
}

void Script::heal()
{
    m_isTroubled = false;
    m_world.trace.setNow(m_world.time.now());
    m_world.trace.note("the world is well from here on");
    m_world.disk.setManners({});
    for (int place = 0; place < m_world.plan.sessions; ++place) {
        m_world.server(place).heal();
        m_world.places[static_cast<std::size_t>(place)].conditions.partitionedUntil = {};
        if (Session *closing = m_world.session(place);
            closing && closing->connection() == ConnectionState::Closing) {
            m_world.oracle.at(place).closingAsked();
            closing->cut();
        }
        if (!m_world.session(place))
            m_world.openSession(place);
        Session &session = *m_world.session(place);
        m_world.oracle.at(place).forced(m_world.time.now(), BreakerOverride::None, {});
        session.forceBreaker(BreakerOverride::None, {}, {}, {});
        m_world.oracle.at(place).retryAsked();
        session.retryNow();
        m_sender.probe(place);
    }
}

void Script::end()
{
    if (m_world.findings.first())
        return;
    m_isTroubled = m_isTroubled && m_world.plan.endsByShutdown;
    const auto &plan = m_world.plan;
    if (plan.endsByShutdown) {
        m_world.beginShutdown(plan.shutdownTimeout);
    } else {
        for (int place = 0; place < plan.sessions; ++place) {
            if (m_world.session(place))
                m_world.closeSession(place);
        }
    }
    const auto isOver
        = [&] { return plan.endsByShutdown ? m_world.isShutDown() : m_world.areAllClosed(); };
    const MonotonicTime until
        = m_world.time.now() + plan.shutdownTimeout + plan.config.connection.closeTimeout + 60s;
    while (!isOver()) {
        const auto due = m_world.time.nextDue();
        if (!due || *due > until)
            return m_world.findings.add("I9", QStringLiteral("it never ends"));
        if (!m_world.step())
            return;
    }
}

//! Nothing may happen any more, whatever still arrives.
void Script::listen()
{
    m_isTroubled = false;
    m_world.trace.note("everything has ended");
    m_world.disk.setManners({});
    if (stepUntil(m_world.time.now() + aftermath) && m_world.plan.hasOutbox)
        m_world.oracle.atTheEnd(m_world.disk);
}

RunResult runPlan(const Plan &plan, bool isPrinting)
{
    const auto world = std::make_unique<World>(plan, isPrinting);
    return Script(*world).run();
}

RunResult runSeed(std::uint64_t seed, bool isPrinting)
{
    RunResult result = runPlan(Plan::drawn(seed), isPrinting);
    if (result.finding || seed % visitsEvery != 0)
        return result;
    RunResult visits = Visits(seed, isPrinting).run();
    visits.hash ^= result.hash;
    visits.steps += result.steps;
    visits.length += result.length;
    return visits;
}

} // namespace Breakwater::Simulation
