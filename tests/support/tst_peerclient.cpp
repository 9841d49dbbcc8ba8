// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/numberedmessages.h>
#include <tests/support/peerfleet.h>
#include <tests/support/servinghost.h>
#include <tests/support/testmain.h>

#include <set>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 10'000; // ms; only bounds a failing test

StabilityConfig quick()
{
    StabilityConfig config;
    config.refresh = {.realtime = 100ms, .performance = 100ms, .aggregate = 100ms};
    return config;
}

} // namespace

//! The clients that tests send against a core, and the core that they are sent against.
class PeerClientTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyClientOfAFleetHasASocketOfItsOwn();
    void aClientThatSpeaksSessionsComesBackAsItself();
    void leavingAndVanishingAreToldApart();
    void aFreshFrameKnowsWhatHappenedBefore();
};

void PeerClientTest::everyClientOfAFleetHasASocketOfItsOwn()
{
    ServingHost server(quick());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 50);

    QVERIFY(fleet.come(server.url()));
    QVERIFY(fleet.send(1, 1) && fleet.hears(1));

    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame);
    std::set<QString> sockets;
    for (const SessionSnapshot &client : *frame->serving.table)
        sockets.insert(client.url);
    QCOMPARE(sockets.size(), 50U);
    QCOMPARE(server.messages().size(), 50U);
    QCOMPARE(server.messages().at(server.clientOf(u"a49"_qs)),
             QByteArrayList{numberedMessage(u"a49"_qs, 1)});
}

void PeerClientTest::aClientThatSpeaksSessionsComesBackAsItself()
{
    ServingHost server(quick());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 1, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(fleet.come(server.url()));
    const QString session = fleet.at(0).session();
    const QString token = fleet.at(0).token();

    fleet.vanish();
    QVERIFY(!fleet.at(0).isHere());
    QVERIFY(fleet.come(server.url()));

    QVERIFY(!session.isEmpty());
    QCOMPARE(fleet.at(0).session(), session);
    QVERIFY(fleet.at(0).token() != token);
    QVERIFY(fleet.at(0).heard().isEmpty());
}

void PeerClientTest::leavingAndVanishingAreToldApart()
{
    ServingHost server(quick());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 2);
    QVERIFY(fleet.come(server.url()));

    fleet.at(0).leave(1000);
    fleet.at(1).vanish();

    QTRY_VERIFY_WITH_TIMEOUT(fleet.at(0).end().has_value(), patience);
    QCOMPARE(toString(fleet.at(0).end()->kind), toString(EndKind::WantedClose));
    QVERIFY(!fleet.at(1).end());
    QTRY_COMPARE_WITH_TIMEOUT(server.left().size(), 2U, patience);
}

void PeerClientTest::aFreshFrameKnowsWhatHappenedBefore()
{
    ServingHost server(quick());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 3);
    QVERIFY(fleet.come(server.url()));
    QVERIFY(fleet.send(1, 2) && fleet.hears(2));

    const SnapshotPtr frame = server.fresh();

    QVERIFY(frame);
    const SessionSnapshot *client = ServingHost::client(*frame, server.clientOf(u"a1"_qs));
    QVERIFY(client);
    QCOMPARE(client->messages.received, 2U);
    QCOMPARE(frame->serving.counters.received, 6U);
    QVERIFY(!ServingHost::client(*frame, {u"nobody"_qs}));
}

BREAKWATER_TEST(PeerClientTest)
#include "tst_peerclient.moc"
