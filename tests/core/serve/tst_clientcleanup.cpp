// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientcleanup.h>
#include <core/serve/workslice.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

#include <list>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace std::chrono_literals;

namespace {

constexpr int aSlice = WorkSlice::mostSteps; // the clock stands still here

//! Has clients that are nothing but names, and writes down who goes, and why: "a idle".
class Clients final : private ClientCleanup::Owner
{
public:
    explicit Clients(const ClientCleanup::Limits &limits) : cleanup(time, *this, limits) { }

    struct Client : ClientCleanup::Candidate
    {
        explicit Client(const QString &called) : name(called) { }
        QString name;
        bool hasMessages = false;
    };
    Client &away(const QString &name, bool hasMessages = false)
    {
        Client &client = all.emplace_back(name);
        client.hasMessages = hasMessages;
        cleanup.left(client);
        return client;
    }
    void sweep()
    {
        cleanup.sweep();
        time.fireDue();
    }

    ManualTimeSystem time;
    std::list<Client> all;
    QStringList gone;
    int told = 0;
    ClientCleanup cleanup;

private:
    bool hasMessages(const ClientCleanup::Candidate &client) const override
    {
        return static_cast<const Client &>(client).hasMessages;
    }
    std::int64_t footprint(const ClientCleanup::Candidate &) const override { return 1000; }
    void removeClient(ClientCleanup::Candidate &candidate, ClientCleanup::Reason why) override
    {
        static const QStringList reasons{QStringLiteral("ended"), QStringLiteral("idle"),
                                         QStringLiteral("crowding")};
        auto &client = static_cast<Client &>(candidate);
        gone += client.name + u' ' + reasons[static_cast<int>(why)];
        cleanup.forget(client);
        all.remove_if([&](const Client &other) { return &other == &client; });
    }
    void clientsRemoved() override { ++told; }
};

constexpr ClientCleanup::Limits roomy{.ttl = 10s, .interval = 1h, .mostAway = 1'000'000};

} // namespace

//! Who goes and when; what becomes of a registry's clients is told in tst_clientregistry_cleanup.
class ClientCleanupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsAwayForLongEnoughGoes();
    void whoReturnedStays();
    void whoHasMessagesStaysUntilTheyEnd();
    void whoseSessionEndedGoesInTheNextTurnAndIsNoCleanup();
    void whoLeftFirstGoesFirstWhenTooManyAreAway();
    void thoseWithMessagesGoLast();
    void whoIsForgottenIsLeftAlone();
    void aCycleIsOneHoweverManySlices();
    void cyclesBeginByThemselvesUntilStopped();
};

void ClientCleanupTest::whoIsAwayForLongEnoughGoes()
{
    Clients clients(roomy);
    clients.away(QStringLiteral("a"));
    clients.time.advance(1ns);
    clients.away(QStringLiteral("b"));
    clients.time.advance(10s - 1ns);

    clients.sweep();

    QCOMPARE(clients.gone, QStringList{QStringLiteral("a idle")});
    QCOMPARE(clients.cleanup.counters().clientsRemoved, 1U);
    QCOMPARE(clients.cleanup.counters().bytesFreed, 1000U);
    QCOMPARE(clients.told, 1);
}

void ClientCleanupTest::whoReturnedStays()
{
    Clients clients(roomy);
    auto &client = clients.away(QStringLiteral("a"));
    clients.time.advance(5s);
    clients.cleanup.returned(client);
    clients.time.advance(1min);
    clients.sweep();
    QCOMPARE(clients.gone, QStringList());

    clients.cleanup.left(client); // waits anew
    clients.time.advance(10s - 1ns);
    clients.sweep();
    QCOMPARE(clients.gone, QStringList());

    clients.time.advance(1ns);
    clients.sweep();
    QCOMPARE(clients.gone, QStringList{QStringLiteral("a idle")});
}

void ClientCleanupTest::whoHasMessagesStaysUntilTheyEnd()
{
    Clients clients(roomy);
    auto &client = clients.away(QStringLiteral("a"), true);
    clients.time.advance(1min);
    clients.sweep();
    clients.sweep();
    QCOMPARE(clients.gone, QStringList());

    client.hasMessages = false;
    clients.sweep();

    QCOMPARE(clients.gone, QStringList{QStringLiteral("a idle")});
}

void ClientCleanupTest::whoseSessionEndedGoesInTheNextTurnAndIsNoCleanup()
{
    Clients clients(roomy);
    auto &client = clients.away(QStringLiteral("a"), true);

    clients.cleanup.ended(client);
    QCOMPARE(clients.gone, QStringList());
    clients.time.fireDue();

    QCOMPARE(clients.gone, QStringList{QStringLiteral("a ended")});
    clients.sweep();
    QCOMPARE(clients.cleanup.counters().clientsRemoved, 0U);
}

void ClientCleanupTest::whoLeftFirstGoesFirstWhenTooManyAreAway()
{
    Clients clients({.ttl = 1h, .interval = 1h, .mostAway = 2});
    for (const char16_t letter : {u'a', u'b', u'c', u'd'})
        clients.away(QString(QChar(letter)));
    QCOMPARE(clients.gone, QStringList()); // not from within the call

    clients.time.fireDue();

    QCOMPARE(clients.gone, QStringList({QStringLiteral("a idle"), QStringLiteral("b idle")}));
    clients.cleanup.configure({.ttl = 1h, .interval = 1h, .mostAway = 1});
    clients.time.fireDue();
    QCOMPARE(clients.gone.back(), QStringLiteral("c idle"));
    QCOMPARE(clients.gone.size(), 3);
}

void ClientCleanupTest::thoseWithMessagesGoLast()
{
    Clients clients({.ttl = 1h, .interval = 1h, .mostAway = 1});
    clients.away(QStringLiteral("a"), true);
    clients.away(QStringLiteral("b"), true);
    clients.away(QStringLiteral("c"));
    clients.time.fireDue();

    QCOMPARE(clients.gone, QStringList({QStringLiteral("c idle"), QStringLiteral("a crowding")}));
    clients.sweep(); // that tells how many went early, too
    QCOMPARE(clients.cleanup.counters().clientsRemoved, 2U);
}

void ClientCleanupTest::whoIsForgottenIsLeftAlone()
{
    Clients clients(roomy);
    auto &client = clients.away(QStringLiteral("a"));
    clients.cleanup.ended(client);

    clients.cleanup.forget(client);
    clients.all.clear();
    clients.time.advance(1min);
    clients.sweep();

    QCOMPARE(clients.gone, QStringList());
}

void ClientCleanupTest::aCycleIsOneHoweverManySlices()
{
    Clients clients(roomy);
    for (int i = 0; i < 2 * aSlice + 10; ++i)
        clients.away(QString::number(i));
    clients.time.advance(10s);

    clients.cleanup.sweep();
    QCOMPARE(clients.gone.size(), aSlice);
    QCOMPARE(clients.cleanup.counters().cycles, 0U);
    auto &late = clients.away(QStringLiteral("late"));
    clients.time.fireDue();

    QCOMPARE(clients.gone.size(), 2 * aSlice + 10);
    QCOMPARE(clients.all.size(), std::size_t{1});
    QVERIFY(late.isListed);
    QCOMPARE(clients.cleanup.cycles()->size(), std::size_t{1});
    QCOMPARE(clients.cleanup.cycles()->back().slices, 3U);
    QCOMPARE(clients.told, 1);
}

void ClientCleanupTest::cyclesBeginByThemselvesUntilStopped()
{
    Clients clients({.ttl = 0s, .interval = 1min, .mostAway = 10});
    clients.time.advance(3min);
    QCOMPARE(clients.cleanup.counters().cycles, 3U);

    clients.cleanup.stop();
    clients.time.advance(1h);
    QCOMPARE(clients.cleanup.counters().cycles, 3U);

    clients.cleanup.configure({.ttl = 0s, .interval = 1min, .mostAway = 10});
    clients.time.fireDue();
    QCOMPARE(clients.cleanup.counters().cycles, 4U);
}

BREAKWATER_TEST(ClientCleanupTest)
#include "tst_clientcleanup.moc"
