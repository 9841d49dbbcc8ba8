// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientfigures.h>

#include <tests/core/serve/cleanupfixture.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace std::chrono_literals;

//! Figures over a registry's sessions; what becomes of them in a frame is told in
//! tst_clientregistry_figures.
class ClientFiguresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofNobodyTheyAreNothing();
    void aFullQueueIsAStrain();
    void whoLeftForGoodStaysInTheSum();
    void latenciesOfEndedPeriodsStay();
    void theTableIsAsOldAsItsRenewal();

private:
    static SessionSnapshot sum(ClientFigures &figures, const RegistryFixture &fixture)
    {
        SnapshotSum sum{MetricSet{}};
        figures.addTo(sum, fixture.time.sample(), true);
        return sum.result({}, {});
    }
};

void ClientFiguresTest::ofNobodyTheyAreNothing()
{
    RegistryFixture fixture;
    ClientFigures figures(fixture.registry.sessions());

    QCOMPARE(figures.strain().failing, 0);
    QCOMPARE(figures.strain().queued, 0);
    QCOMPARE(sum(figures, fixture).messages.accepted, 0U);
    QVERIFY(!figures.table());
}

void ClientFiguresTest::aFullQueueIsAStrain()
{
    StabilityConfig config;
    config.queue.maxMessages = 10;
    RegistryFixture fixture(config);
    ClientFigures figures(fixture.registry.sessions());
    const auto clients = fixture.clients(2);
    clients[0]->leave();
    for (int i = 0; i < 9; ++i)
        fixture.send(*clients[0], "waits");

    QCOMPARE(figures.strain().queued, 9);
    QCOMPARE(figures.strain().failing, 0); // who is away fails nobody

    for (int i = 0; i < 9; ++i)
        fixture.send(*clients[1], "is not confirmed");
    QCOMPARE(figures.strain().failing, 1);
}

void ClientFiguresTest::whoLeftForGoodStaysInTheSum()
{
    CleanupFixture fixture(0s, 1h);
    ClientFigures figures(fixture.registry.sessions());
    const auto clients = fixture.clients(2);
    fixture.send(*clients[0], "counted");
    clients[0]->peer()->answerOldest();
    clients[0]->leave();
    fixture.sweep();
    QCOMPARE(fixture.look().clients, 1);

    QCOMPARE(sum(figures, fixture).messages.confirmed, 1U);
    QCOMPARE(sum(figures, fixture).connections.opened, 2U);
}

void ClientFiguresTest::latenciesOfEndedPeriodsStay()
{
    RegistryFixture fixture;
    ClientFigures figures(fixture.registry.sessions());
    const auto clients = fixture.clients(1);
    fixture.send(*clients[0], "timed");
    fixture.time.advance(5ms);
    clients[0]->peer()->answerOldest();

    LatencyHistograms first;
    LatencyHistograms second;
    figures.endPeriod(fixture.time.now(), first);
    figures.endPeriod(fixture.time.now(), second);

    QCOMPARE(first.total.count(), 1U);
    QCOMPARE(second.total.count(), 0U);
    QCOMPARE(sum(figures, fixture).sinceStart.total.count, 1U);
}

void ClientFiguresTest::theTableIsAsOldAsItsRenewal()
{
    RegistryFixture fixture;
    ClientFigures figures(fixture.registry.sessions());
    const auto clients = fixture.clients(2);

    figures.renewTable(fixture.time.sample());
    const auto more = fixture.clients(1);

    QCOMPARE(figures.table()->size(), std::size_t{2});
    QCOMPARE(figures.table()->front().id, clients[0]->id());
    figures.renewTable(fixture.time.sample());
    QCOMPARE(figures.table()->size(), std::size_t{3});
}

BREAKWATER_TEST(ClientFiguresTest)
#include "tst_clientfigures.moc"
