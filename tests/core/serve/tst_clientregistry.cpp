// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/serve/registryfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QDateTime>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Who comes, what each is given, and that no client is touched by what befalls another.
class ClientRegistryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachClientIsASessionOfItsOwn();
    void theHelloNamesSessionTokenAndTime();
    void aPlainClientGetsNoUnaskedFrame();
    void twoClientsThatUseTheSameMessageIdBothGetTheirs();
    void theSameIncomingIdOfTwoClientsIsNoRepetition();
    void oneDeadClientsBreakerBlocksNobodyElse();
    void aSlowClientFillsOnlyItsOwnQueue();
    void broadcastReachesAllWhoAreHere();
    void aBroadcastDoesNotWaitForAPlainClient();
    void whoIsComingOrGoingIsNotConnected();
    void absentClientsLeaveRoomForLinks();
    void disconnectingRemovesTheSession();
    void disconnectingAnAbsentClientRemovesItsSession();
    void closingAllLeavesNobody();
    void breakingAllKeepsTheSessions();
    void clientsGetTheLimitsOfThoseWhoCome();
    void eventsOfManyClientsAreAFewASecond();
    void comingAndGoingIsNoEvent();
};

namespace {

StabilityConfig quickBreaker()
{
    StabilityConfig config;
    config.circuitBreaker.failureThreshold = 2;
    return config;
}

} // namespace

void ClientRegistryTest::eachClientIsASessionOfItsOwn()
{
    RegistryFixture fixture;
    ScriptedClient first(fixture.registry);
    ScriptedClient second(fixture.registry);

    QVERIFY(first.come());
    QVERIFY(second.come());

    QCOMPARE(first.session, u"client:00000001"_qs);
    QCOMPARE(second.session, u"client:00000002"_qs);
    QVERIFY(first.token != second.token);
    QVERIFY(fixture.session(first).isAdopted());
    QCOMPARE(fixture.look().clients, 2);
    QCOMPARE(fixture.look().connected, 2);
    QCOMPARE(fixture.look().accepted, 2U);
    QCOMPARE(fixture.heard.said,
             (QStringList{u"came client:00000001"_qs, u"came client:00000002"_qs}));
}

void ClientRegistryTest::theHelloNamesSessionTokenAndTime()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);

    QVERIFY(client.come());

    const QJsonObject hello = QJsonDocument::fromJson(client.peer()->written.front()).object();
    QCOMPARE(hello.keys(), (QStringList{u"data"_qs, u"timestamp"_qs, u"type"_qs}));
    QCOMPARE(hello[u"type"_qs].toString(), u"hello"_qs);
    QCOMPARE(hello[u"data"_qs].toObject().keys(), (QStringList{u"resume_token"_qs, u"session"_qs}));
    QVERIFY(hello[u"timestamp"_qs].toString().endsWith(u'Z'));
    QVERIFY(QDateTime::fromString(hello[u"timestamp"_qs].toString(), Qt::ISODateWithMs).isValid());
    QVERIFY2(client.token.size() >= 22, "at 6 bits a character, 128 bits are 22");
}

void ClientRegistryTest::aPlainClientGetsNoUnaskedFrame()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.comePlainly());
    fixture.time.advance(10s);
    QVERIFY(client.peer()->written.isEmpty());

    client.peer()->text("a question");
    fixture.registry.find({u"client:00000001"_qs})->send({.payload = "an answer"});

    QCOMPARE(client.peer()->written, QByteArrayList{"an answer"});
    QCOMPARE(fixture.heard.messages.size(), std::size_t{1});
    QVERIFY(!fixture.registry.canReturn({u"client:00000001"_qs}));
}

// Pitfall 2.
void ClientRegistryTest::twoClientsThatUseTheSameMessageIdBothGetTheirs()
{
    RegistryFixture fixture;
    ScriptedClient first(fixture.registry);
    ScriptedClient second(fixture.registry);
    QVERIFY(first.come());
    QVERIFY(second.come());

    QCOMPARE(toString(fixture.send(first, "same", "1")), toString(SendVerdict::Accepted));
    QCOMPARE(toString(fixture.send(second, "same", "1")), toString(SendVerdict::Accepted));
    QCOMPARE(toString(fixture.send(first, "same", "1")), toString(SendVerdict::Duplicate));

    QCOMPARE(first.received(), QByteArrayList{"same"});
    QCOMPARE(second.received(), QByteArrayList{"same"});
}

void ClientRegistryTest::theSameIncomingIdOfTwoClientsIsNoRepetition()
{
    StabilityConfig config;
    config.deduplication.incomingId = u"/id"_qs;
    RegistryFixture fixture(config);
    const auto clients = fixture.clients(2);

    clients[0]->peer()->text(R"({"id": 1})");
    clients[1]->peer()->text(R"({"id": 1})");
    clients[1]->peer()->text(R"({"id": 1})");

    QCOMPARE(fixture.heard.messages.size(), std::size_t{2});
    QCOMPARE(fixture.sum().messages.receivedDuplicates, 1U);
}

// Pitfall 13.
void ClientRegistryTest::oneDeadClientsBreakerBlocksNobodyElse()
{
    RegistryFixture fixture(quickBreaker());
    ScriptedClient alive(fixture.registry);
    ScriptedClient dying(fixture.registry);
    QVERIFY(alive.come());
    QVERIFY(dying.come());

    dying.breakOff();
    QVERIFY(dying.come({.token = dying.token, .provesItself = false}));
    dying.breakOff();

    QCOMPARE(toString(fixture.session(dying).breaker().state()), toString(BreakerState::Open));
    QCOMPARE(toString(fixture.session(alive).breaker().state()), toString(BreakerState::Closed));
    fixture.send(alive, "flows on");
    QCOMPARE(alive.received(), QByteArrayList{"flows on"});
    QCOMPARE(fixture.look().failing, 0); // it is not here
    ScriptedClient another(fixture.registry);
    QVERIFY(another.come());
    fixture.send(another, "this too");
    QCOMPARE(another.received(), QByteArrayList{"this too"});
}

void ClientRegistryTest::aSlowClientFillsOnlyItsOwnQueue()
{
    StabilityConfig config;
    config.queue.maxMessages = 10;
    RegistryFixture fixture(config);
    const auto clients = fixture.clients(2);
    clients[0]->peer()->backlog = 1 << 30;

    int rejected = 0;
    for (int i = 0; i < 15; ++i)
        rejected += fixture.send(*clients[0], "x") == SendVerdict::QueueFull ? 1 : 0;
    fixture.send(*clients[1], "y");

    QCOMPARE(rejected, 5);
    QCOMPARE(clients[1]->received(), QByteArrayList{"y"});
    QCOMPARE(fixture.look().queued, 10);
    QCOMPARE(fixture.look().failing, 1);
}

void ClientRegistryTest::broadcastReachesAllWhoAreHere()
{
    RegistryFixture fixture;
    auto clients = fixture.clients(3);
    clients[0]->leave();

    QCOMPARE(fixture.registry.broadcast({.payload = "all"}), 2);
    const SessionId except = clients[1]->id();
    QCOMPARE(fixture.registry.broadcast({.payload = "but one"}, &except), 1);

    QCOMPARE(clients[1]->received(), QByteArrayList{"all"});
    QCOMPARE(clients[2]->received(), (QByteArrayList{"all", "but one"}));
    QCOMPARE(fixture.look().queued, 0);
}

void ClientRegistryTest::aBroadcastDoesNotWaitForAPlainClient()
{
    RegistryFixture fixture;
    ScriptedClient plain(fixture.registry);
    ScriptedClient speaker(fixture.registry);
    QVERIFY(plain.comePlainly() && speaker.come());
    for (const auto &[id, session] : fixture.registry.sessions().all())
        QCOMPARE(session->ledger().gauges().messages(), 0);

    QCOMPARE(fixture.registry.broadcast({.payload = "all"}), 2);
    plain.breakOff();
    speaker.breakOff();

    QCOMPARE(fixture.registry.find({fixture.idOf(1)})->ledger().gauges().messages(), 0);
    QCOMPARE(fixture.session(speaker).ledger().gauges().messages(), 1);
}

void ClientRegistryTest::whoIsComingOrGoingIsNotConnected()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come({.opens = false}));
    QCOMPARE(fixture.look().connected, 0);

    client.open();
    QCOMPARE(fixture.look().connected, 1);
    client.network().answersClose = false;
    fixture.registry.disconnect(client.id(), 4000);

    QCOMPARE(fixture.look().connected, 0);
    QCOMPARE(fixture.look().clients, 1);
}

void ClientRegistryTest::absentClientsLeaveRoomForLinks()
{
    StabilityConfig config;
    config.queue.totalMaxBytes = 4000;
    RegistryFixture fixture(config);
    const auto clients = fixture.clients(2);
    clients[0]->leave();

    int accepted = 0;
    for (int i = 0; i < 10; ++i)
        accepted += fixture.send(*clients[0], QByteArray(500, 'x')) == SendVerdict::Accepted;

    QVERIFY2(accepted >= 1 && accepted <= 4, "half of the total is for clients");
    QCOMPARE(toString(fixture.send(*clients[1], QByteArray(1900, 'x'))),
             toString(SendVerdict::QueueFull));
}

void ClientRegistryTest::disconnectingRemovesTheSession()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(2);
    fixture.registry.disconnect(clients[0]->id(), 4000);

    fixture.time.fireDue();

    QVERIFY(!fixture.registry.find(clients[0]->id()));
    QVERIFY(fixture.registry.find(clients[1]->id()));
    QCOMPARE(fixture.look().connected, 1);
    QCOMPARE(fixture.look().clients, 1);
    QCOMPARE(fixture.heard.said.back(), u"left client:00000001"_qs);
}

void ClientRegistryTest::disconnectingAnAbsentClientRemovesItsSession()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(1);
    clients[0]->leave();
    fixture.send(*clients[0], "will not be delivered");

    fixture.registry.disconnect(clients[0]->id(), 1000);
    fixture.time.fireDue();

    QCOMPARE(fixture.look().clients, 0);
    QCOMPARE(fixture.sum().messages.dropped, 1U);
    fixture.registry.sweep();
    QCOMPARE(fixture.registry.cleanup().cycles, 1U);
    QCOMPARE(fixture.registry.cleanup().clientsRemoved, 0U);
    QCOMPARE(fixture.heard.said.count(u"left client:00000001"_qs), 1);
}

void ClientRegistryTest::closingAllLeavesNobody()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(3);
    clients[0]->leave();

    fixture.registry.closeAll(1012);
    fixture.time.fireDue();

    QCOMPARE(fixture.look().clients, 0);
    QVERIFY(clients[1]->come({.token = clients[1]->token}));
    QCOMPARE(clients[1]->session, u"client:00000004"_qs);
}

void ClientRegistryTest::breakingAllKeepsTheSessions()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(2);

    fixture.registry.breakAll();

    QCOMPARE(fixture.look().connected, 0);
    QCOMPARE(fixture.look().clients, 2);
    QVERIFY(!clients[0]->peer());
    QCOMPARE(fixture.session(*clients[0]).meter().set().calls.failures, 0U);
    QVERIFY(clients[0]->comeBack());
    QCOMPARE(clients[0]->session, u"client:00000001"_qs);
}

void ClientRegistryTest::clientsGetTheLimitsOfThoseWhoCome()
{
    StabilityConfig config;
    config.session.preamble = u"for servers"_qs;
    config.delivery.outbox = u"/nowhere/outbox.db"_qs;
    config.delivery.confirm = ConfirmMode::App;
    config.delivery.ackPointer = u"/ack"_qs;
    config.limits.clientReceiveRate = 77;
    config.limits.clientMessageBytes = 777;
    RegistryFixture fixture(config);
    const auto clients = fixture.clients(1);

    const StabilityConfig &own = fixture.session(*clients[0]).config();

    QVERIFY(!own.session.preamble && !own.delivery.outbox && own.delivery.ackPointer.isEmpty());
    QVERIFY(own.delivery.confirm == ConfirmMode::Hop);
    QCOMPARE(own.limits.receiveRate, std::optional<int>(77));
    QCOMPARE(own.limits.messageBytes, 777);
    config.limits.clientReceiveRate = 78;
    fixture.registry.configure(config);
    QCOMPARE(own.limits.receiveRate, std::optional<int>(78));
}

void ClientRegistryTest::eventsOfManyClientsAreAFewASecond()
{
    RegistryFixture fixture(quickBreaker());
    const auto clients = fixture.clients(100);

    for (const auto &client : clients) {
        client->breakOff();
        client->come({.token = client->token, .provesItself = false});
        client->breakOff();
    }
    QCOMPARE(fixture.heard.events.size(), ClientNotices::mostPerSecond);
    QCOMPARE(fixture.look().eventsLeftOut, 95U);
    fixture.time.advance(1s);
    fixture.registry.find(clients[0]->id())
        ->forceBreaker(BreakerOverride::ForcedClosed, u"me"_qs, u"why not"_qs, 1h);

    QCOMPARE(fixture.heard.events.size(), ClientNotices::mostPerSecond + 1);
    QVERIFY2(fixture.heard.events.back().contains(u"95 more events of clients"),
             qPrintable(fixture.heard.events.back()));
}

void ClientRegistryTest::comingAndGoingIsNoEvent()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(3);

    clients[0]->leave();
    clients[1]->breakOff();
    fixture.registry.disconnect(clients[2]->id(), 1000);
    fixture.time.fireDue();

    QCOMPARE(fixture.heard.events, QStringList());
    QVERIFY(fixture.heard.said.contains(u"left client:00000002"_qs));
}

BREAKWATER_TEST(ClientRegistryTest)
#include "tst_clientregistry.moc"
