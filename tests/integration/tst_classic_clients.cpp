// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/classicfixture.h>

#include <set>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! Many clients at a time, each for itself.
class ClassicClients final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostOrDoubledInEitherDirection_data();
    void nothingIsLostOrDoubledInEitherDirection();
    void theSameIdFromTwoClientsIsNoDuplicate();
    void theSameIdToTwoClientsIsNoDuplicate();
    void everyClientHasNumbersOfItsOwn();
    void aClientComesBackByItsTokenToWhatWaitedForIt();
    void aHundredClientsComeBackToTheirOwnSessions();
    void anUsedTokenGivesNobodysSessionAway();
};

void ClassicClients::nothingIsLostOrDoubledInEitherDirection_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("10 clients") << 10;
    QTest::newRow("50 clients") << 50;
    QTest::newRow("100 clients") << 100;
}

void ClassicClients::nothingIsLostOrDoubledInEitherDirection()
{
    constexpr int each = 20;
    QFETCH(int, count);
    ServingHost server(classicConfig(), {.echo = false});
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, count);
    QVERIFY(fleet.come(server.url()));
    QTRY_COMPARE_WITH_TIMEOUT(server.came().size(), std::size_t(count), patience);

    for (int number = 1; number <= each; ++number) {
        server.host().post(Broadcast{{.payload = numberedMessage(u"server"_qs, number)}});
        QVERIFY(fleet.send(number, number));
    }

    const auto all = static_cast<std::size_t>(count) * each;
    QVERIFY(fleet.hears(each));
    QTRY_COMPARE_WITH_TIMEOUT(server.messageCount(), all, patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, all, patience);
    QCOMPARE(server.messages().size(), std::size_t(count)); // as many senders as clients
    std::set<SessionId> sessions;
    for (const auto &client : fleet) {
        const SessionId session = server.clientOf(client->name());
        sessions.insert(session);
        BREAKWATER_FAULTLESS(arrivalFault(server.messages().at(session), client->name(), 1, each));
        BREAKWATER_FAULTLESS(arrivalFault(client->heard(), u"server"_qs, 1, each));
    }
    QCOMPARE(sessions.size(), std::size_t(count));
    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame);
    std::set<QString> sockets;
    for (const SessionSnapshot &client : *frame->serving.table)
        sockets.insert(client.url);
    QCOMPARE(sockets.size(), std::size_t(count)); // nobody shares an address
    QCOMPARE(frame->engine.messages.received, all);
    BREAKWATER_FAULTLESS(snapshotFault(*frame));
}

void ClassicClients::theSameIdFromTwoClientsIsNoDuplicate()
{
    StabilityConfig config = classicConfig();
    config.deduplication.incomingId = u"/id"_qs;
    ServingHost server(config, {.echo = false});
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 2, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(fleet.come(server.url()));
    const QByteArray one = R"({"id":1,"text":"one"})";
    const QByteArray other = R"({"id":1,"text":"other"})";
    const QByteArray last = R"({"id":2,"text":"last"})";

    for (const auto &client : fleet)
        QVERIFY(client->send(one) && client->send(one));
    QVERIFY(fleet.at(0).send(other) && fleet.at(0).send(last) && fleet.at(1).send(last));

    QTRY_COMPARE_WITH_TIMEOUT(server.messageCount(), 5U, patience);
    QCOMPARE(server.messages().at({fleet.at(0).session()}), (QByteArrayList{one, other, last}));
    QCOMPARE(server.messages().at({fleet.at(1).session()}), (QByteArrayList{one, last}));
    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame);
    for (const auto &client : fleet) {
        const SessionSnapshot *session = ServingHost::client(*frame, {client->session()});
        QVERIFY(session);
        QCOMPARE(session->messages.receivedDuplicates, 1U);
    }
}

void ClassicClients::theSameIdToTwoClientsIsNoDuplicate()
{
    ServingHost server(classicConfig(), {.echo = false});
    QVERIFY(server.start());
    AnswerBook answers(server.host());
    PeerFleet fleet(u"a"_qs, 2, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(fleet.come(server.url()));
    const auto post = [&](int client, const QByteArray &payload, std::uint64_t request) {
        server.host().post(SendMessage{
            {fleet.at(client).session()}, {.payload = payload, .explicitId = "order-1"}, request});
    };

    post(0, "x", 1);
    post(1, "x", 2);
    post(0, "x", 3); // again
    post(0, "y", 4); // the same id, and something else

    QTRY_COMPARE_WITH_TIMEOUT(answers.count(), 4, patience);
    QCOMPARE(answers.requests(SendVerdict::Accepted), (std::vector<std::uint64_t>{1, 2, 4}));
    QCOMPARE(answers.requests(SendVerdict::Duplicate), std::vector<std::uint64_t>{3});
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 3U, patience);
    QCOMPARE(fleet.at(0).heard(), (QByteArrayList{"x", "y"}));
    QCOMPARE(fleet.at(1).heard(), QByteArrayList{"x"});
    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame);
    const auto numbers
        = [&](int client) { return ServingHost::client(*frame, {fleet.at(client).session()}); };
    QCOMPARE(numbers(0)->messages.deduplicated, 1U);
    QCOMPARE(numbers(0)->messages.idConflicts, 1U);
    QCOMPARE(numbers(1)->messages.deduplicated, 0U);
}

void ClassicClients::everyClientHasNumbersOfItsOwn()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 20);
    QVERIFY(fleet.come(server.url()));

    std::uint64_t all = 0;
    for (int i = 0; i < fleet.size(); ++i) {
        for (int number = 1; number <= i + 1; ++number, ++all)
            QVERIFY(fleet.at(i).send(numberedMessage(fleet.at(i).name(), number)));
    }

    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, all, patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.messageCount(), std::size_t(all), patience);
    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame);
    QCOMPARE(frame->serving.table->size(), 20U);
    for (int i = 0; i < fleet.size(); ++i) {
        const QString name = fleet.at(i).name();
        const SessionSnapshot *client = ServingHost::client(*frame, server.clientOf(name));
        QVERIFY(client);
        const auto own = static_cast<std::uint64_t>(i + 1);
        std::uint64_t bytes = 0;
        for (int number = 1; number <= i + 1; ++number)
            bytes += static_cast<std::uint64_t>(numberedMessage(name, number).size());
        QCOMPARE(client->messages.received, own);
        QCOMPARE(client->messages.receivedBytes, bytes);
        QCOMPARE(client->messages.confirmed, own);
        QCOMPARE(client->sinceStart.confirm.count, own);
        BREAKWATER_FAULTLESS(arrivalFault(fleet.at(i).heard(), name, 1, i + 1));
    }
}

void ClassicClients::aClientComesBackByItsTokenToWhatWaitedForIt()
{
    ServingHost server(classicConfig(), {.echo = false});
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 1, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(fleet.come(server.url()));
    const QString session = fleet.at(0).session();
    const auto post = [&](int from, int to) {
        for (int number = from; number <= to; ++number)
            server.host().post(send(session, numberedMessage(u"server"_qs, number)));
    };
    post(1, 10);
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 10U, patience);

    fleet.vanish();
    QTRY_COMPARE_WITH_TIMEOUT(server.left().size(), 1U, patience);
    post(11, 40);
    QTRY_COMPARE_WITH_TIMEOUT(server.serving().queued, 30, patience);
    QVERIFY(fleet.come(server.url()));
    post(41, 50);

    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 50U, patience);
    QCOMPARE(fleet.at(0).session(), session);
    BREAKWATER_FAULTLESS(arrivalFault(fleet.at(0).heard(), u"server"_qs, 1, 50));
    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame);
    QCOMPARE(frame->serving.accepted, 2U);
    QCOMPARE(frame->serving.resumed, 1U);
    QCOMPARE(frame->serving.clients, 1);
    QCOMPARE(ServingHost::client(*frame, {session})->connections.reconnections, 1U);
    BREAKWATER_FAULTLESS(snapshotFault(*frame));
}

void ClassicClients::aHundredClientsComeBackToTheirOwnSessions()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 100, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(fleet.come(server.url()));
    QVERIFY(fleet.send(1, 5) && fleet.hears(5));
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 500U, patience);
    std::map<QString, QString> sessions;
    for (const auto &client : fleet)
        sessions[client->name()] = client->session();

    fleet.vanish();
    QTRY_COMPARE_WITH_TIMEOUT(server.left().size(), 100U, patience);
    QVERIFY(fleet.come(server.url()));
    QVERIFY(fleet.send(6, 10) && fleet.hears(10));

    QTRY_COMPARE_WITH_TIMEOUT(server.messageCount(), 1000U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 1000U, patience);
    for (const auto &client : fleet) {
        QCOMPARE(client->session(), sessions[client->name()]);
        BREAKWATER_FAULTLESS(arrivalFault(client->heard(), client->name(), 1, 10));
        BREAKWATER_FAULTLESS(
            arrivalFault(server.messages().at({client->session()}), client->name(), 1, 10));
    }
    QCOMPARE(server.serving().clients, 100);
    QCOMPARE(server.serving().resumed, 100U);
}

void ClassicClients::anUsedTokenGivesNobodysSessionAway()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 2, {}, PeerClient::Manner::SpeaksSessions);
    fleet.at(0).come(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(fleet.at(0).isHere(), patience);
    const QString used = fleet.at(0).token();
    const QString session = fleet.at(0).session();
    fleet.at(0).vanish();
    fleet.at(0).come(server.url());
    QTRY_VERIFY_WITH_TIMEOUT(fleet.at(0).isHere(), patience);

    fleet.at(1).comeWith(server.url(), used);

    QTRY_VERIFY_WITH_TIMEOUT(fleet.at(1).isHere(), patience);
    QVERIFY(fleet.at(0).isHere());
    QCOMPARE(fleet.at(0).session(), session);
    QVERIFY(fleet.at(1).session() != session);
}

BREAKWATER_TEST(ClassicClients)
#include "tst_classic_clients.moc"
