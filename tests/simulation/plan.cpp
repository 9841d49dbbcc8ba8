// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/plan.h>

#include <algorithm>

namespace Breakwater::Simulation {

using namespace std::chrono_literals;

namespace {

using Config = StabilityConfig;

Config::CircuitBreaker drawBreaker(Chance &chance)
{
    Config::CircuitBreaker breaker;
    breaker.enabled = chance.happens(0.95);
    breaker.failureThreshold = chance.number(1, 5);
    breaker.successThreshold = chance.number(1, 3);
    breaker.halfOpenMaxCalls = chance.number(breaker.successThreshold, 3);
    breaker.timeout = chance.duration(300ms, 6s);
    breaker.timeoutMultiplier = chance.oneOf({1.0, 1.5, 2.0, 3.0});
    breaker.timeoutMax = breaker.timeout * chance.number(1, 4);
    breaker.decayAfter = chance.duration(1s, 20s);
    breaker.failureRateThreshold = chance.share(0.3, 1);
    breaker.minimumCalls = chance.number(2, 20);
    breaker.window = chance.duration(2s, 15s);
    if (chance.happens(0.1)) {
        breaker.slowCallThreshold = chance.duration(5ms, 1s);
        breaker.slowRateThreshold = chance.share(0.3, 0.95);
    }
    return breaker;
}

Config::Connection drawConnection(Chance &chance)
{
    Config::Connection connection;
    connection.heartbeatInterval = chance.duration(300ms, 6s);
    connection.heartbeatMisses = chance.number(1, 3);
    connection.timeout = connection.heartbeatInterval + chance.duration(100ms, 20s);
    connection.handshakeTimeout = chance.duration(200ms, 4s);
    connection.closeTimeout = chance.duration(50ms, 2s);
    connection.stableAfter = chance.duration(500ms, 15s);
    return connection;
}

Config::Queue drawQueue(Chance &chance)
{
    Config::Queue queue;
    queue.maxMessages = chance.happens(0.5) ? chance.between(2, 12) : chance.between(12, 60);
    queue.maxBytes = chance.happens(0.3) ? chance.between(150, 1200) : chance.between(1200, 20000);
    queue.totalMaxBytes
        = chance.happens(0.3) ? queue.maxBytes + chance.between(0, 500) : std::int64_t(1) << 30;
    queue.messageTtl = chance.happens(0.4) ? chance.duration(200ms, 8s) : chance.duration(8s, 300s);
    queue.overflow = chance.oneOf({OverflowPolicy::RejectNew, OverflowPolicy::DropOldest,
                                   OverflowPolicy::DropLowestPriority});
    return queue;
}

Config drawConfig(Chance &chance)
{
    Config config;
    config.circuitBreaker = drawBreaker(chance);
    config.connection = drawConnection(chance);
    config.queue = drawQueue(chance);
    config.deduplication.enabled = chance.happens(0.85);
    config.deduplication.byContent = chance.happens(0.15);
    config.deduplication.ttl = chance.duration(200ms, 60s);
    if (chance.happens(0.1))
        config.deduplication.hash = DedupHash::Sha256;
    config.retry.maxAttempts = chance.number(1, 4);
    config.retry.baseDelay = chance.duration(10ms, 500ms);
    config.retry.maxDelay = config.retry.baseDelay * chance.number(1, 5);
    config.reconnect.baseDelay = chance.duration(20ms, 400ms);
    config.reconnect.maxDelay = config.reconnect.baseDelay * chance.number(1, 16);
    config.reconnect.spread = chance.happens(0.5) ? chance.duration(0ms, 2s) : 0ms;
    config.delivery.confirm = chance.oneOf({ConfirmMode::Hop, ConfirmMode::Hop, ConfirmMode::Hop,
                                            ConfirmMode::Hop, ConfirmMode::App, ConfirmMode::None});
    if (config.delivery.confirm == ConfirmMode::App)
        config.delivery.ackPointer = QStringLiteral("/ack");
    if (chance.happens(0.3))
        config.deduplication.incomingId = QStringLiteral("/id");
    config.delivery.inDoubt = chance.happens(0.8) ? InDoubtPolicy::Replay : InDoubtPolicy::Report;
    config.delivery.probeTimeout = chance.duration(100ms, 3s);
    config.delivery.confirmTimeout = chance.duration(1s, 10s);
    config.transport.highWater = chance.happens(0.4) ? chance.between(1, 400) : 100'000;
    if (chance.happens(0.15))
        config.session.preamble = QStringLiteral("hello");
    return config;
}

SendHabits drawHabits(Chance &chance)
{
    SendHabits habits;
    habits.pause = chance.duration(50ms, 1500ms);
    habits.largestBurst = chance.happens(0.3) ? chance.number(5, 25) : chance.number(1, 5);
    habits.largestPayload = chance.number(8, 120);
    const auto sometimes
        = [&chance](double most) { return chance.happens(0.4) ? chance.share(0.02, most) : 0.0; };
    habits.bestEffort = sometimes(0.6);
    habits.withId = sometimes(0.9);
    habits.ids = chance.number(1, 6);
    habits.repeated = chance.share(0, 0.9);
    habits.ownTtl = sometimes(0.5);
    habits.poison = chance.happens(0.25) ? chance.share(0.005, 0.05) : 0.0;
    habits.unusable = sometimes(0.1);
    return habits;
}

WireConditions drawWires(Chance &chance)
{
    WireConditions wires;
    wires.shortest = chance.duration(0ms, 40ms);
    wires.longest = wires.shortest + chance.duration(0ms, 80ms);
    wires.kernelBytes = chance.happens(0.4) ? chance.between(20, 600) : 64 * 1024;
    return wires;
}

// An acknowledgement names only the id, so that one id must not stand for two contents.
void adaptToAcknowledgements(Chance &chance, SendHabits &habits)
{
    habits.withId = chance.share(0.5, 1);
    habits.repeated = 1;
    if (chance.happens(0.5))
        habits.ids = 1000;
}

} // namespace

Manners drawManners(Chance &chance)
{
    Manners manners;
    if (chance.happens(0.5))
        manners.pongs = chance.oneOf({Manners::Pongs::All, Manners::Pongs::NewestOnly,
                                      Manners::Pongs::OldestOnly, Manners::Pongs::None,
                                      Manners::Pongs::EmptyPayload});
    if (chance.happens(0.3))
        manners.pongLoss = chance.share(0.05, 0.7);
    if (chance.happens(0.4))
        manners.pongDelay = chance.duration(1ms, chance.oneOf<Duration>({50ms, 1s, 8s}));
    if (chance.happens(0.4))
        manners.refusal = chance.share(0.05, 1);
    if (chance.happens(0.3))
        manners.ackLoss = chance.share(0.02, 0.5);
    if (chance.happens(0.3))
        manners.ackTwice = chance.share(0.1, 1);
    if (chance.happens(0.5))
        manners.ackDelay = chance.duration(1ms, chance.oneOf<Duration>({50ms, 4s}));
    if (chance.happens(0.2))
        manners.stalledHandshake = chance.share(0.05, 0.8);
    return manners;
}

DiskManners drawDiskManners(Chance &chance)
{
    DiskManners disk;
    disk.longest = chance.duration(1ms, chance.oneOf<Duration>({20ms, 20ms, 3s}));
    disk.failure = chance.happens(0.4) ? chance.share(0.05, 1) : 0;
    return disk;
}

Plan Plan::drawn(std::uint64_t seed)
{
    Chance chance(seed);
    Plan plan;
    plan.seed = seed;
    plan.wires = drawWires(chance);
    plan.config = drawConfig(chance);
    // A healthy peer can always answer in time.
    const Duration roundTrip = plan.wires.longest * 2;
    plan.config.delivery.probeTimeout += roundTrip;
    plan.config.circuitBreaker.slowCallThreshold += roundTrip * 2; // a connect takes two
    plan.config.connection.handshakeTimeout += roundTrip;
    plan.config.connection.heartbeatInterval += roundTrip;
    plan.config.connection.timeout += roundTrip;
    plan.sessions = chance.happens(0.25) ? 2 : 1;
    plan.length = chance.duration(3s, 40s);
    plan.betweenDeeds = chance.duration(150ms, 3s);
    for (int &weight : plan.weights)
        weight = chance.happens(0.4) ? chance.number(1, 8) : 0;
    if (chance.happens(0.5))
        plan.manners = drawManners(chance);
    plan.manners.acknowledges = plan.config.delivery.confirm == ConfirmMode::App;
    plan.sending = drawHabits(chance);
    plan.hasOutbox = chance.happens(0.35);
    if (chance.happens(0.5))
        plan.disk = drawDiskManners(chance);
    if (plan.manners.acknowledges)
        adaptToAcknowledgements(chance, plan.sending);
    plan.endsByShutdown = chance.happens(0.6);
    plan.shutsDownInTrouble = chance.happens(0.6);
    plan.shutdownTimeout = chance.duration(10ms, 8s);
    return plan;
}

Duration Plan::recoveryBound(int poisonMessages) const
{
    const auto &connection = config.connection;
    // A half-open link has to be found out, then the breaker's last period has to pass, …
    const Duration noticed
        = std::max(connection.timeout,
                   connection.heartbeatInterval * (connection.heartbeatMisses + 2))
        + config.delivery.probeTimeout + connection.handshakeTimeout + connection.closeTimeout;
    const Duration redial
        = config.reconnect.maxDelay + config.reconnect.spread + wires.longest * 6 + 500ms;
    const Duration probes
        = (config.circuitBreaker.timeoutMax + redial + noticed) * 2 + 8s; // 8 s: the ramp
    // … and each poison message kills a link now and then, until it is given up.
    const Duration poison = (redial + config.retry.maxDelay + connection.heartbeatInterval)
        * (poisonMessages * (config.retry.maxAttempts + 1));
    return probes + poison + 20s;
}

} // namespace Breakwater::Simulation
