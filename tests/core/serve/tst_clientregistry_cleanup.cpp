// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/serve/cleanupfixture.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Which sessions the cleanup removes, when, and what it says of it.
class ClientRegistryCleanupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConnectedButQuietClientIsNeverRemoved();
    void aRemovedClientIsCountedOnce();
    void thousandLeaveAndExactlyTheyAreRemoved();
    void oneWithPendingMessagesStays();
    void returningStartsTheWaitAnew();
    void noTimeToLiveIsARealValue();
    void aTinyTimeToLiveIsARealValue();
    void runsByItselfAndKeepsTheLastThousandCycles();
    void aNewIntervalHoldsAtOnce();
    void bytesFreedAreThoseOfTheSessions();
    void whoComesAndLeavesAllDayFillsNoMemory();
    void whoHadMessagesGoesOnceTheyEnd();
    void whoHasMessagesGoesLast();
    void messagesLostToTheBoundAreTold();
    void idsOfAnAbsentClientAreForgottenInTime();
};

// Pitfall 17.
void ClientRegistryCleanupTest::aConnectedButQuietClientIsNeverRemoved()
{
    StabilityConfig config;
    config.connection.timeout = 24h;
    config.connection.heartbeatInterval = 24h;
    CleanupFixture fixture(1s, 1s, config);
    const auto clients = fixture.clients(1);

    fixture.time.advance(1h);

    QCOMPARE(fixture.look().connected, 1);
    QVERIFY(clients[0]->peer()->isOpen());
    QCOMPARE(fixture.registry.cleanup().clientsRemoved, 0U);
    QVERIFY(fixture.registry.cleanup().cycles >= 3600);
}

void ClientRegistryCleanupTest::aRemovedClientIsCountedOnce()
{
    CleanupFixture fixture(10s, 1s);
    const auto clients = fixture.clients(1);
    fixture.send(*clients[0], "counted");
    clients[0]->peer()->answerOldest();
    clients[0]->leave();
    const SessionSnapshot before = fixture.sum();

    fixture.time.advance(1min);

    const SessionSnapshot after = fixture.sum();
    QCOMPARE(fixture.registry.cleanup().clientsRemoved, 1U);
    QCOMPARE(fixture.look().clients, 0);
    QCOMPARE(before.messages.confirmed, 1U);
    QCOMPARE(after.messages.confirmed, 1U);
    QCOMPARE(after.connections.opened, 1U);
    QCOMPARE(after.sinceStart.rtt.count, before.sinceStart.rtt.count);
    LatencyHistograms merged;
    fixture.registry.endPeriod(fixture.time.now(), merged);
    QCOMPARE(fixture.sum().sinceStart.rtt.count, before.sinceStart.rtt.count);
    QCOMPARE(merged.rtt.count(), before.sinceStart.rtt.count);
}

void ClientRegistryCleanupTest::thousandLeaveAndExactlyTheyAreRemoved()
{
    StabilityConfig config;
    config.connection.heartbeatInterval = 1h;
    config.connection.timeout = 2h;
    CleanupFixture fixture(60s, 10s, config);
    const auto leaving = fixture.clients(1000);
    const auto staying = fixture.clients(500);
    for (const auto &client : leaving)
        client->leave();
    fixture.time.advance(59s);
    QCOMPARE(fixture.look().clients, 1500);

    fixture.time.advance(11s);

    QCOMPARE(fixture.look().clients, 500);
    QCOMPARE(fixture.registry.cleanup().clientsRemoved, 1000U);
    for (const auto &client : leaving)
        QVERIFY(!fixture.knows(*client));
    for (const auto &client : staying)
        QVERIFY(fixture.knows(*client));
    QCOMPARE(fixture.sum().connections.opened, 1500U);
}

void ClientRegistryCleanupTest::oneWithPendingMessagesStays()
{
    StabilityConfig config;
    config.queue.messageTtl = 60s;
    CleanupFixture fixture(10s, 1s, config);
    const auto clients = fixture.absent(2);
    fixture.send(*clients[0], "waits");

    fixture.time.advance(30s);
    QVERIFY(fixture.knows(*clients[0]));
    QVERIFY(!fixture.knows(*clients[1]));
    QVERIFY(clients[0]->comeBack());
    QCOMPARE(clients[0]->received(), QByteArrayList{"waits"});
    clients[0]->peer()->answerOldest();
    clients[0]->leave();
    fixture.time.advance(30s);

    QVERIFY(!fixture.knows(*clients[0]));
}

void ClientRegistryCleanupTest::returningStartsTheWaitAnew()
{
    CleanupFixture fixture(10s, 1s);
    const auto clients = fixture.absent(1);
    fixture.time.advance(9s);
    QVERIFY(clients[0]->comeBack());
    fixture.time.advance(5s);
    clients[0]->leave();

    fixture.time.advance(9s);
    QVERIFY(fixture.knows(*clients[0]));
    fixture.time.advance(2s);

    QVERIFY(!fixture.knows(*clients[0]));
}

void ClientRegistryCleanupTest::noTimeToLiveIsARealValue()
{
    CleanupFixture fixture(0s, 5min);
    const auto clients = fixture.absent(2);
    fixture.send(*clients[1], "waits"); // and the sweep ends all the same

    const CleanupCycle cycle = fixture.sweep();

    QCOMPARE(cycle.clientsRemoved, 1U);
    QVERIFY(fixture.knows(*clients[1]));
}

void ClientRegistryCleanupTest::aTinyTimeToLiveIsARealValue()
{
    CleanupFixture fixture(1ms, 5min);
    const auto clients = fixture.absent(1);
    QCOMPARE(fixture.sweep().clientsRemoved, 0U);

    fixture.time.advance(1ms);

    QCOMPARE(fixture.sweep().clientsRemoved, 1U);
}

void ClientRegistryCleanupTest::runsByItselfAndKeepsTheLastThousandCycles()
{
    CleanupFixture fixture(10s, 1s);
    QVERIFY(!fixture.look().cycles);

    fixture.time.advance(1003s);

    const auto cycles = fixture.look().cycles;
    QCOMPARE(cycles->size(), ServingSnapshot::keptCycles);
    QCOMPARE(cycles->front().sequence, 4U);
    QCOMPARE(cycles->back().sequence, 1003U);
    QVERIFY(cycles->back().at == fixture.time.wallNow());
    QCOMPARE(fixture.registry.cleanup().cycles, 1003U);
    QVERIFY2(fixture.look().cycles == cycles, "made once, shared until the next cycle");
}

void ClientRegistryCleanupTest::aNewIntervalHoldsAtOnce()
{
    CleanupFixture fixture(10s, 300s);
    fixture.time.advance(20s);

    fixture.registry.configure(CleanupFixture::with(10s, 30s));
    fixture.time.advance(9s);
    QCOMPARE(fixture.registry.cleanup().cycles, 0U);
    fixture.time.advance(1s);

    QCOMPARE(fixture.registry.cleanup().cycles, 1U);
}

void ClientRegistryCleanupTest::bytesFreedAreThoseOfTheSessions()
{
    CleanupFixture fixture(10s, 1h);
    const auto clients = fixture.clients(2);
    fixture.send(*clients[1], "remembered", "id");
    clients[1]->peer()->answerOldest();
    std::int64_t expected = 0;
    for (const auto &client : clients)
        expected += fixture.session(*client).footprint();
    QVERIFY(fixture.session(*clients[1]).footprint() > fixture.session(*clients[0]).footprint());
    clients[0]->leave();
    clients[1]->leave();
    fixture.time.advance(10s);

    const CleanupCycle cycle = fixture.sweep();

    QCOMPARE(cycle.clientsRemoved, 2U);
    QCOMPARE(cycle.bytesFreed, static_cast<std::uint64_t>(expected));
    QCOMPARE(fixture.registry.cleanup().bytesFreed, cycle.bytesFreed);
}

void ClientRegistryCleanupTest::whoComesAndLeavesAllDayFillsNoMemory()
{
    StabilityConfig config;
    config.limits.clients = 3;
    CleanupFixture fixture(1h, 5min, config);
    const auto staying = fixture.clients(2);
    ScriptedClient restless(fixture.registry);

    for (int i = 0; i < 100; ++i) {
        restless.come();
        restless.leave();
        fixture.time.fireDue();
        QVERIFY(fixture.look().clients <= 2 + 30);
    }

    QVERIFY(fixture.knows(*staying[0]));
    QVERIFY2(!fixture.registry.find({u"client:00000072"_qs}), "the first to leave goes first");
    QVERIFY(fixture.registry.find({u"client:00000073"_qs}));
    const CleanupCycle cycle = fixture.sweep();
    QCOMPARE(cycle.clientsRemoved, 70U);
    QVERIFY(cycle.bytesFreed > 70U * sizeof(Session));
    QCOMPARE(fixture.sum().connections.opened, 102U);
}

void ClientRegistryCleanupTest::whoHadMessagesGoesOnceTheyEnd()
{
    StabilityConfig config;
    config.queue.messageTtl = 65s;
    CleanupFixture fixture(60s, 1s, config);
    const auto clients = fixture.absent(1);
    fixture.send(*clients[0], "waits");
    fixture.time.advance(64s);
    QVERIFY(fixture.knows(*clients[0]));

    fixture.time.advance(2s);

    QVERIFY(!fixture.knows(*clients[0]));
}

void ClientRegistryCleanupTest::whoHasMessagesGoesLast()
{
    StabilityConfig config;
    config.limits.clients = 1;
    CleanupFixture fixture(1h, 5min, config);
    const auto waiting = fixture.clients(3);
    for (const auto &client : waiting) {
        client->leave();
        fixture.send(*client, "waits");
    }

    for (const auto &client : fixture.clients(30)) {
        client->leave();
        fixture.time.fireDue();
    }

    for (const auto &client : waiting)
        QVERIFY(fixture.knows(*client));
    QCOMPARE(fixture.look().clients, 10);
    QCOMPARE(fixture.sum().messages.dropped, 0U);
    QVERIFY(waiting[0]->comeBack());
    QCOMPARE(waiting[0]->received(), QByteArrayList{"waits"});
}

void ClientRegistryCleanupTest::messagesLostToTheBoundAreTold()
{
    StabilityConfig config;
    config.limits.clients = 1;
    CleanupFixture fixture(1h, 5min, config);
    const auto clients = fixture.clients(12);
    for (const auto &client : clients) {
        client->leave();
        fixture.send(*client, "one");
        fixture.send(*client, "two");
    }
    QCOMPARE(fixture.heard.events, QStringList());

    fixture.time.fireDue();

    QCOMPARE(fixture.look().clients, 10);
    QVERIFY(!fixture.knows(*clients[1]));
    QVERIFY(fixture.knows(*clients[2]));
    QCOMPARE(fixture.sum().messages.dropped, 4U);
    QCOMPARE(fixture.heard.events.size(), 1);
    QVERIFY2(fixture.heard.events[0].contains(u"4 messages"), qPrintable(fixture.heard.events[0]));
}

void ClientRegistryCleanupTest::idsOfAnAbsentClientAreForgottenInTime()
{
    StabilityConfig config;
    config.deduplication.incomingId = u"/id"_qs;
    config.deduplication.ttl = 30s;
    CleanupFixture fixture(1h, 5min, config);
    const auto clients = fixture.clients(1);
    const std::int64_t before = fixture.session(*clients[0]).footprint();
    for (int i = 0; i < 9000; ++i)
        clients[0]->peer()->text(R"({"id": )" + QByteArray::number(i) + '}');
    clients[0]->leave();
    QVERIFY(fixture.session(*clients[0]).footprint() > before + 100'000);

    fixture.time.advance(31s);

    QVERIFY2(fixture.session(*clients[0]).footprint() < before + 20'000,
             qPrintable(QString::number(fixture.session(*clients[0]).footprint() - before)));
    QVERIFY(fixture.knows(*clients[0]));
}

BREAKWATER_TEST(ClientRegistryCleanupTest)
#include "tst_clientregistry_cleanup.moc"
