// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthverdict.h>

#include <tests/core/serve/registryfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QElapsedTimer>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! What is seen of all clients together.
class ClientRegistryFiguresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCheapSumIsTheSumOfSnapshots();
    void theWorstBreakerIsShownAndAnOverrideCounts();
    void failingAreBreakersAndFullQueues();
    void oneHostilePeerNeverTurnsAServerTo503();
    void latenciesAreThoseOfTheLastSuchCall();
    void periodsEndTogetherAndAddUp();
    void theTableIsInOrderAndRenewedWhenAskedFor();
    void tenThousandIdleClientsAreSummedInNoTime();
};

namespace {

StabilityConfig quickBreaker()
{
    StabilityConfig config;
    config.circuitBreaker.failureThreshold = 2;
    return config;
}

void wearDown(ScriptedClient &client)
{
    client.breakOff();
    client.come({.token = client.token, .provesItself = false});
    client.breakOff();
}

} // namespace

void ClientRegistryFiguresTest::theCheapSumIsTheSumOfSnapshots()
{
    RegistryFixture fixture(quickBreaker());
    const auto clients = fixture.clients(5);
    for (int i = 0; i < 5; ++i) {
        for (int n = 0; n <= i; ++n)
            fixture.send(*clients[static_cast<std::size_t>(i)], QByteArray(100, 'x'));
    }
    clients[0]->peer()->answerOldest();
    clients[1]->leave();
    wearDown(*clients[2]);
    clients[3]->peer()->backlog = 1234;
    fixture.time.advance(1s);
    SnapshotSum thorough{MetricSet{}};
    for (const auto &[id, session] : fixture.registry.sessions().all())
        thorough.add(snapshotOf(*session, fixture.time.sample()), session->meter().set());

    const SessionSnapshot expected = thorough.result({}, {});
    const SessionSnapshot sum = fixture.sum();

    QCOMPARE(sum.messages.accepted, expected.messages.accepted);
    QCOMPARE(sum.messages.confirmed, expected.messages.confirmed);
    QCOMPARE(sum.queue.queued, expected.queue.queued);
    QCOMPARE(sum.queue.unconfirmed, expected.queue.unconfirmed);
    QCOMPARE(sum.queue.inDoubt, expected.queue.inDoubt);
    QCOMPARE(sum.queue.bytes, expected.queue.bytes);
    QCOMPARE(sum.queue.oldestAge, expected.queue.oldestAge);
    QCOMPARE(sum.transportBacklog, expected.transportBacklog);
    QCOMPARE(sum.transportBacklog, 1234);
    QCOMPARE(sum.breaker.windowCalls, expected.breaker.windowCalls);
    QCOMPARE(sum.breaker.failureRate, expected.breaker.failureRate);
    QCOMPARE(toString(sum.breaker.state), toString(BreakerState::Open));
    QCOMPARE(sum.breaker.detail, expected.breaker.detail);
    QCOMPARE(sum.sinceStart.rtt.count, expected.sinceStart.rtt.count);
    QCOMPARE(sum.connections.opened, expected.connections.opened);
}

void ClientRegistryFiguresTest::theWorstBreakerIsShownAndAnOverrideCounts()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(3);
    QCOMPARE(toString(fixture.sum().breaker.effectiveState()), toString(BreakerState::Closed));

    fixture.session(*clients[1]).forceBreaker(BreakerOverride::ForcedOpen, u"me"_qs, u"why"_qs, 1h);

    QCOMPARE(toString(fixture.sum().breaker.effectiveState()), toString(BreakerState::Open));
    QCOMPARE(fixture.sum().breaker.overrideReason, u"why"_qs);
    QCOMPARE(fixture.look().failing, 0); // it is not here any more
}

void ClientRegistryFiguresTest::failingAreBreakersAndFullQueues()
{
    StabilityConfig config = quickBreaker();
    config.queue.maxMessages = 10;
    RegistryFixture fixture(config);
    const auto clients = fixture.clients(4);
    QCOMPARE(fixture.look().failing, 0);

    wearDown(*clients[0]);
    QCOMPARE(fixture.look().failing, 0); // who is away fails nobody
    clients[0]->come({.token = clients[0]->token, .provesItself = false});
    clients[1]->peer()->backlog = 1 << 30;
    for (int i = 0; i < 8; ++i)
        fixture.send(*clients[1], "x");
    clients[2]->peer()->backlog = 1 << 30;
    for (int i = 0; i < 7; ++i)
        fixture.send(*clients[2], "x");

    QCOMPARE(fixture.look().failing, 2);
    QCOMPARE(fixture.look().queued, 15);
}

void ClientRegistryFiguresTest::oneHostilePeerNeverTurnsAServerTo503()
{
    RegistryFixture fixture;
    const auto honest = fixture.clients(5);
    ScriptedClient hostile(fixture.registry);
    for (int made = 0; made < 8; ++made) {
        hostile.token.clear();
        hostile.come();
        hostile.breakOff();
        for (int i = 1; i < StabilityConfig{}.circuitBreaker.failureThreshold; ++i) {
            hostile.come({.token = hostile.token, .provesItself = false});
            hostile.breakOff();
        }
        QCOMPARE(toString(fixture.session(hostile).breaker().state()),
                 toString(BreakerState::Open));
    }
    hostile.come({.token = hostile.token, .provesItself = false});

    const ServingSnapshot serving = fixture.look();

    QCOMPARE(serving.clients, 13);
    QCOMPARE(serving.connected, 6);
    QCOMPARE(serving.failing, 1);
    const HealthVerdict verdict = judgeHealth({}, healthClientsOf(serving), {}, 0.5);
    QCOMPARE(toString(verdict.status), toString(HealthStatus::Healthy));
}

void ClientRegistryFiguresTest::latenciesAreThoseOfTheLastSuchCall()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(3);
    const auto rtts = [&](bool withLatencies) {
        SnapshotSum sum{MetricSet{}};
        fixture.registry.addTo(sum, fixture.time.sample(), withLatencies);
        return sum.result({}, {}).sinceStart.rtt.count;
    };
    QCOMPARE(rtts(false), 0U);
    QCOMPARE(rtts(true), 3U);
    ScriptedClient late(fixture.registry);
    late.come();

    QCOMPARE(rtts(false), 3U);
    QCOMPARE(rtts(true), 4U);
    QCOMPARE(rtts(true), 4U);
}

void ClientRegistryFiguresTest::periodsEndTogetherAndAddUp()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(3);
    fixture.time.advance(5s);
    LatencyHistograms first;
    fixture.registry.endPeriod(fixture.time.now(), first);
    fixture.send(*clients[0], "x");
    clients[0]->peer()->answerOldest();
    fixture.registry.disconnect(clients[0]->id(), 1000);
    fixture.time.advance(5s);
    LatencyHistograms second;

    fixture.registry.endPeriod(fixture.time.now(), second);

    QCOMPARE(first.rtt.count(), 3U);
    QCOMPARE(second.rtt.count(), 1U);
    QCOMPARE(second.confirm.count(), 1U);
    QCOMPARE(fixture.sum().sinceStart.rtt.count, 4U);
    QCOMPARE(fixture.sum().sinceStart.confirm.count, 1U);
}

void ClientRegistryFiguresTest::theTableIsInOrderAndRenewedWhenAskedFor()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(12);
    QVERIFY(!fixture.look().table);

    const auto table = fixture.registry.look(fixture.time.sample(), true).table;
    ScriptedClient late(fixture.registry);
    late.come();

    QCOMPARE(table->size(), std::size_t{12});
    QVERIFY(std::ranges::is_sorted(
        *table, {}, [](const SessionSnapshot &session) { return session.id.value; }));
    QCOMPARE(table->front().url, u"127.0.0.1 port 40001"_qs);
    QVERIFY(table->front().isAdopted);
    QVERIFY(fixture.look().table == table);
    QCOMPARE(fixture.registry.look(fixture.time.sample(), true).table->size(), std::size_t{13});
}

void ClientRegistryFiguresTest::tenThousandIdleClientsAreSummedInNoTime()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(10'000);
    fixture.sum();
    QElapsedTimer timer;
    timer.start();

    SnapshotSum sum{MetricSet{}};
    fixture.registry.addTo(sum, fixture.time.sample(), false);
    const auto adding = timer.nsecsElapsed();
    fixture.look();
    const auto looking = timer.nsecsElapsed() - adding;
    fixture.sum();
    const auto withLatencies = timer.nsecsElapsed() - adding - looking;
    fixture.registry.look(fixture.time.sample(), true);
    const auto table = timer.nsecsElapsed() - adding - looking - withLatencies;
    const auto bytes = fixture.session(*clients[0]).footprint();

    qInfo("10 000 clients: sum %.2f ms, look %.2f ms, sum with latencies %.2f ms, table %.2f ms; "
          "%lld bytes each",
          double(adding) / 1e6, double(looking) / 1e6, double(withLatencies) / 1e6,
          double(table) / 1e6, static_cast<long long>(bytes));
    QCOMPARE(sum.result({}, {}).connections.opened, 10'000U);
    QVERIFY(std::chrono::nanoseconds(adding) < 200ms);
    QVERIFY(std::chrono::nanoseconds(looking) < 200ms);
}

BREAKWATER_TEST(ClientRegistryFiguresTest)
#include "tst_clientregistry_figures.moc"
