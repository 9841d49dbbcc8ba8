// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/serve/cleanupfixture.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int aSlice = CleanupFixture::aSlice;

} // namespace

//! A cleanup of many, which lets others in between its slices.
class ClientRegistrySlicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyAreRemovedInSlicesAndToldAsOneCycle();
    void whoReturnsBetweenSlicesStays();
    void whoLeavesBetweenSlicesStartsItsWait();
    void noCycleBeginsWhileOneIsUnderWay();
    void newSettingsDoNotHoldUpTheCycle();
    void stoppingEndsTheCycleWithTrueNumbers();
    void closingEverybodyDuringACycleRemovesEachOnce();
    void manyWithMessagesAreLookedAtInSlices();
    void manyThatEndedAreRemovedInSlices();
    void newcomersAreNotTakenForThoseWhoEnded();
    void tooManyAwayAreRemovedInSlices();
    void tooManyWithMessagesAreLookedAtAndRemovedInSlices();
    void tooManyMayBeAwayDuringACycle();
    void aSweepAfterStoppingBeginsAnew();
    void theRegistryMayGoDuringACycle();
};

void ClientRegistrySlicesTest::manyAreRemovedInSlicesAndToldAsOneCycle()
{
    CleanupFixture fixture(10s, 1min);
    const auto clients = fixture.absent(2 * aSlice + 10);
    fixture.time.advance(10s);

    fixture.registry.sweep();
    QCOMPARE(fixture.look().clients, aSlice + 10);
    QCOMPARE(fixture.registry.cleanup().cycles, 0U);
    fixture.time.fireDue();

    QCOMPARE(fixture.look().clients, 0);
    QCOMPARE(fixture.registry.cleanup().cycles, 1U);
    QCOMPARE(fixture.registry.cleanup().clientsRemoved, 2U * aSlice + 10);
    const auto cycles = fixture.look().cycles;
    QCOMPARE(cycles->size(), std::size_t{1});
    const CleanupCycle &cycle = cycles->back();
    QCOMPARE(cycle.clientsRemoved, 2U * aSlice + 10);
    QCOMPARE(cycle.slices, 3U);
    QCOMPARE(fixture.sum().connections.opened, 2U * aSlice + 10);
}

// Pitfall 4.
void ClientRegistrySlicesTest::whoReturnsBetweenSlicesStays()
{
    CleanupFixture fixture(10s, 1min);
    const auto clients = fixture.absent(aSlice + 3);
    fixture.time.advance(10s);
    fixture.registry.sweep();
    const QString session = clients[aSlice + 1]->session;

    QVERIFY(clients[aSlice + 1]->comeBack());
    fixture.time.fireDue();

    QCOMPARE(clients[aSlice + 1]->session, session);
    QVERIFY(fixture.knows(*clients[aSlice + 1]));
    QVERIFY(!fixture.knows(*clients[aSlice + 2]));
    QCOMPARE(fixture.look().cycles->back().clientsRemoved, aSlice + 2U);
    fixture.send(*clients[aSlice + 1], "hello");
    QCOMPARE(clients[aSlice + 1]->received(), QByteArrayList{"hello"});
}

void ClientRegistrySlicesTest::whoLeavesBetweenSlicesStartsItsWait()
{
    CleanupFixture fixture(10s, 1min);
    const auto staying = fixture.clients(1);
    const auto clients = fixture.absent(aSlice + 1);
    fixture.time.advance(10s);
    fixture.registry.sweep();

    staying[0]->leave();
    fixture.time.fireDue();

    QCOMPARE(fixture.registry.cleanup().clientsRemoved, aSlice + 1U);
    QVERIFY(fixture.knows(*staying[0]));
}

void ClientRegistrySlicesTest::noCycleBeginsWhileOneIsUnderWay()
{
    CleanupFixture fixture(10s, 1min);
    const auto clients = fixture.absent(aSlice + 3);
    fixture.time.advance(10s);
    fixture.registry.sweep();

    fixture.registry.sweep();
    fixture.registry.sweep();
    QCOMPARE(fixture.look().clients, 3);
    fixture.time.fireDue();

    QCOMPARE(fixture.registry.cleanup().cycles, 1U);
    QCOMPARE(fixture.look().clients, 0);
    fixture.time.advance(1min);
    QCOMPARE(fixture.registry.cleanup().cycles, 2U);
}

void ClientRegistrySlicesTest::newSettingsDoNotHoldUpTheCycle()
{
    CleanupFixture fixture(10s, 1min);
    const auto clients = fixture.absent(aSlice + 3);
    fixture.time.advance(10s);
    fixture.registry.sweep();

    fixture.registry.configure(CleanupFixture::with(1h, 1h));
    fixture.time.fireDue();

    QCOMPARE(fixture.registry.cleanup().cycles, 1U);
    QCOMPARE(fixture.look().clients, 0);
}

void ClientRegistrySlicesTest::stoppingEndsTheCycleWithTrueNumbers()
{
    CleanupFixture fixture(10s, 1min);
    const auto clients = fixture.absent(aSlice + 3);
    fixture.time.advance(10s);
    fixture.registry.sweep();

    fixture.registry.stopCleanup();
    fixture.registry.stopCleanup();
    fixture.time.advance(1h);

    QCOMPARE(fixture.registry.cleanup().cycles, 1U);
    QCOMPARE(fixture.registry.cleanup().clientsRemoved, std::uint64_t(aSlice));
    QCOMPARE(fixture.look().clients, 3);
}

void ClientRegistrySlicesTest::closingEverybodyDuringACycleRemovesEachOnce()
{
    CleanupFixture fixture(10s, 1min);
    const auto staying = fixture.clients(2);
    const auto clients = fixture.absent(aSlice + 3);
    fixture.time.advance(10s);
    fixture.registry.sweep();

    fixture.registry.closeAll(1001);
    fixture.time.fireDue();

    QCOMPARE(fixture.look().clients, 0);
    QCOMPARE(fixture.registry.cleanup().cycles, 1U);
    QCOMPARE(fixture.registry.cleanup().clientsRemoved, std::uint64_t(aSlice));
    QCOMPARE(fixture.sum().connections.opened, aSlice + 5U);
}

void ClientRegistrySlicesTest::manyWithMessagesAreLookedAtInSlices()
{
    StabilityConfig config;
    config.queue.messageTtl = 1h;
    CleanupFixture fixture(10s, 1min, config);
    const auto clients = fixture.absent(aSlice + 3);
    for (const auto &client : clients)
        fixture.send(*client, "waits");
    fixture.time.advance(10s);
    fixture.sweep(); // they are put among those who wait
    const std::uint64_t before = fixture.registry.cleanup().cycles;

    fixture.registry.sweep();
    QCOMPARE(fixture.registry.cleanup().cycles, before);
    QVERIFY(clients[aSlice]->comeBack()); // the one that would be next
    fixture.time.fireDue();

    QCOMPARE(fixture.registry.cleanup().cycles, before + 1);
    QCOMPARE(fixture.look().cycles->back().slices, 2U);
    QCOMPARE(fixture.look().clients, aSlice + 3);
    QCOMPARE(clients[aSlice]->received(), QByteArrayList{"waits"});
}

void ClientRegistrySlicesTest::manyThatEndedAreRemovedInSlices()
{
    CleanupFixture fixture(10s, 1min);
    const auto clients = fixture.absent(aSlice + 3);

    fixture.registry.closeAll(1001);
    ScriptedClient other(fixture.registry);
    QVERIFY(other.come()); // may get the memory of one that was removed
    fixture.time.fireDue();

    QCOMPARE(fixture.look().clients, 1);
    QVERIFY(fixture.knows(other));
    QCOMPARE(fixture.registry.cleanup().clientsRemoved, 0U);
}

// They get the memory of sessions that are gone; a user may still act on those that wait.
void ClientRegistrySlicesTest::newcomersAreNotTakenForThoseWhoEnded()
{
    CleanupFixture fixture(10s, 1min);
    const auto clients = fixture.absent(2 * aSlice + 100);
    fixture.registry.closeAll(1001);
    for (std::size_t i = 0; i < 100; ++i) {
        fixture.session(*clients[i])
            .forceBreaker(BreakerOverride::ForcedClosed, u"user"_qs, u"test"_qs, 1min);
        fixture.session(*clients[i + 100]).resetBreaker();
    }
    std::vector<std::unique_ptr<ScriptedClient>> newcomers;
    const auto afterFirstSlice
        = fixture.time.createTimer([&] { newcomers = fixture.clients(aSlice); });
    afterFirstSlice->startAt(fixture.time.now());

    fixture.time.fireDue();

    for (const auto &newcomer : newcomers)
        QVERIFY2(fixture.knows(*newcomer), qPrintable(newcomer->session));
    QCOMPARE(fixture.look().clients, aSlice);
    QCOMPARE(fixture.look().connected, aSlice);
}

void ClientRegistrySlicesTest::tooManyAwayAreRemovedInSlices()
{
    CleanupFixture fixture(1h, 1h, CleanupFixture::bounding(300));
    const auto here = fixture.clients(1);
    const auto clients = fixture.absent(2500);

    fixture.registry.configure(CleanupFixture::with(1h, 1h, CleanupFixture::bounding(1)));
    const auto turns = fixture.turnByTurn(10 + 1, [&] { here[0]->peer()->text("hello"); });

    std::int64_t before = 2500 + 1;
    for (const std::int64_t left : turns) {
        QVERIFY2(before - left <= aSlice, qPrintable(QString::number(before - left)));
        before = left;
    }
    QCOMPARE(fixture.look().clients, 10 + 1);
    QCOMPARE(turns.size(), std::size_t{10});
    QCOMPARE(fixture.heard.messages.size(), turns.size());
    QVERIFY(!fixture.knows(*clients[2489]));
    QVERIFY(fixture.knows(*clients[2490]));
    QCOMPARE(fixture.heard.events, QStringList());
}

void ClientRegistrySlicesTest::tooManyWithMessagesAreLookedAtAndRemovedInSlices()
{
    CleanupFixture fixture(1h, 1h, CleanupFixture::bounding(100));
    const auto clients = fixture.absent(3 * aSlice);
    for (const auto &client : clients)
        fixture.send(*client, "waits");

    fixture.registry.configure(CleanupFixture::with(1h, 1h, CleanupFixture::bounding(1)));
    const auto turns = fixture.turnByTurn(10, [] {});

    const std::int64_t all = 3 * aSlice;
    // Put among those who wait, looked at, removed: three slices of each.
    QCOMPARE(turns,
             (std::vector<std::int64_t>{all, all, all, all, all, all, all - aSlice,
                                        all - 2 * aSlice, 10}));
    QCOMPARE(fixture.heard.events.size(), 1);
    QVERIFY2(fixture.heard.events[0].contains(u"%1 messages"_qs.arg(all - 10)),
             qPrintable(fixture.heard.events[0]));
}

void ClientRegistrySlicesTest::tooManyMayBeAwayDuringACycle()
{
    CleanupFixture fixture(0s, 1h, CleanupFixture::bounding(100));
    const auto clients = fixture.absent(3 * aSlice);
    for (const auto &client : clients)
        fixture.send(*client, "waits");
    fixture.sweep(); // they are put among those who wait

    fixture.registry.configure(CleanupFixture::with(0s, 1h, CleanupFixture::bounding(1)));
    const auto turns = fixture.turnByTurn(10 + 1, [&] {
        if (clients[aSlice]->peer())
            return;
        clients[aSlice]->comeBack(); // the one that would be looked at next
        fixture.registry.sweep();
    });

    QVERIFY(turns.size() >= 5);
    QCOMPARE(fixture.look().clients, 10 + 1);
    QCOMPARE(clients[aSlice]->received(), QByteArrayList{"waits"});
    QVERIFY(fixture.knows(*clients.back()));
    QCOMPARE(fixture.registry.cleanup().cycles, 2U);
    QCOMPARE(fixture.sum().messages.dropped, std::uint64_t(3 * aSlice - 11));
}

void ClientRegistrySlicesTest::aSweepAfterStoppingBeginsAnew()
{
    CleanupFixture fixture(10s, 1min);
    fixture.registry.stopCleanup();
    fixture.time.advance(1h);
    QCOMPARE(fixture.registry.cleanup().cycles, 0U);

    fixture.registry.sweep();
    QCOMPARE(fixture.registry.cleanup().cycles, 1U);
    fixture.time.advance(1min);

    QCOMPARE(fixture.registry.cleanup().cycles, 2U);
}

void ClientRegistrySlicesTest::theRegistryMayGoDuringACycle()
{
    ManualTimeSystem time;
    SeededRandom random{1};
    RecordingClients heard;
    auto registry = std::make_unique<ClientRegistry>(
        CleanupFixture::with(0s, 1min),
        ClientRegistry::World{.time = time, .random = random, .listener = heard});
    for (int i = 0; i <= aSlice; ++i) {
        ScriptedClient client(*registry);
        client.come();
        client.leave();
    }
    registry->sweep();
    QVERIFY(time.activeTimers() > 0);

    registry.reset();

    QCOMPARE(time.activeTimers(), 0);
    time.advance(1h);
}

BREAKWATER_TEST(ClientRegistrySlicesTest)
#include "tst_clientregistry_slices.moc"
