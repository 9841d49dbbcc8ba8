// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/integration/classicfixture.h>
#include <tests/support/loopbackserver.h>
#include <tests/support/signalrecorder.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! Connections begin, carry messages and end, and the numbers say so at each step.
class ClassicLifecycle final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClientComesTalksAndLeavesAndEachStepIsCounted();
    void aLinkOfOursOpensTalksAndClosesAndEachStepIsCounted();
    void tenClientsExchangeFiftyMessagesEachAtTheSameTime();
    void shutdownDuringTrafficSaysGoodbyeToAllAndDeliversWhatItTook();
    void shutdownFlushesWhatWaitsForClients();
};

void ClassicLifecycle::aClientComesTalksAndLeavesAndEachStepIsCounted()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 1);
    const SnapshotPtr empty = server.fresh();
    QVERIFY(empty && empty->serving.clients == 0);

    QVERIFY(fleet.come(server.url()));
    const SnapshotPtr here = server.fresh();
    QVERIFY(fleet.send(1, 5) && fleet.hears(5));
    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 5U, patience);
    const SnapshotPtr talked = server.fresh();
    fleet.leave();
    QTRY_COMPARE_WITH_TIMEOUT(server.left().size(), 1U, patience);
    const SnapshotPtr gone = server.fresh();

    QVERIFY(here && talked && gone);
    const SnapshotDifference coming(*empty, *here);
    QCOMPARE(coming.changed(u"serving"_qs),
             (QStringList{u"serving.accepted +1"_qs, u"serving.clients +1"_qs,
                          u"serving.connected +1"_qs}));
    const SnapshotDifference talking(*here, *talked);
    QCOMPARE(talking.appeared(), QStringList());
    QCOMPARE(talking.of(u"engine.messages.received"_qs), 5.0);
    QCOMPARE(talking.of(u"engine.messages.confirmed"_qs), 5.0);
    QCOMPARE(talking.changed(u"serving"_qs), QStringList());
    QCOMPARE(talked->serving.counters.received, 5U);
    QCOMPARE(talked->serving.counters.echoed, 5U);
    const SnapshotDifference leaving(*talked, *gone);
    QCOMPARE(leaving.changed(u"serving"_qs), QStringList{u"serving.connected -1"_qs});
    QCOMPARE(leaving.changed(u"engine.messages"_qs), QStringList());
    BREAKWATER_FAULTLESS(arrivalFault(fleet.at(0).heard(), u"a0"_qs, 1, 5));
    BREAKWATER_FAULTLESS(snapshotFault(*gone));
}

void ClassicLifecycle::aLinkOfOursOpensTalksAndClosesAndEachStepIsCounted()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    EngineHost host(classicConfig());
    QTRY_VERIFY_WITH_TIMEOUT(host.latest(), patience);
    QCOMPARE(host.latest()->active, 0);

    host.post(openSession(u"a"_qs, server.url().toString()));
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(host, u"a"_qs), patience);
    QCOMPARE(host.latest()->active, 1);
    QCOMPARE(seen(host, u"a"_qs)->connections.total, 1U);
    QCOMPARE(seen(host, u"a"_qs)->connections.opened, 1U);

    host.post(send(u"a"_qs, numberedMessage(u"a"_qs, 1)));
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.confirmed, 1U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(seen(host, u"a"_qs)->messages.received, 1U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.messageCount(), 1U, patience);

    host.post(CloseSession{{u"a"_qs}});
    QTRY_VERIFY_WITH_TIMEOUT(!seen(host, u"a"_qs), patience);
    QTRY_COMPARE_WITH_TIMEOUT(host.latest()->active, 0, patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.serving().connected, 0, patience);
    // What was counted stays counted when the link is gone.
    QCOMPARE(host.latest()->engine.connections.opened, 1U);
    QCOMPARE(host.latest()->engine.messages.confirmed, 1U);
    BREAKWATER_FAULTLESS(snapshotFault(*host.latest()));
}

void ClassicLifecycle::tenClientsExchangeFiftyMessagesEachAtTheSameTime()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    PeerFleet fleet(u"a"_qs, 10);
    QVERIFY(fleet.come(server.url()));
    QTRY_COMPARE_WITH_TIMEOUT(server.serving().connected, 10, patience);

    QVERIFY(fleet.send(1, 50) && fleet.hears(50));

    QTRY_COMPARE_WITH_TIMEOUT(server.latest()->engine.messages.confirmed, 500U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(server.messageCount(), 500U, patience);
    for (const auto &client : fleet) {
        BREAKWATER_FAULTLESS(arrivalFault(client->heard(), client->name(), 1, 50));
        BREAKWATER_FAULTLESS(arrivalFault(server.messages().at(server.clientOf(client->name())),
                                          client->name(), 1, 50));
    }
    const SnapshotPtr frame = server.fresh();
    QVERIFY(frame);
    QCOMPARE(frame->serving.counters.received, 500U);
    QCOMPARE(frame->serving.counters.echoed, 500U);
    QCOMPARE(frame->serving.counters.unanswered, 0U);
    QCOMPARE(frame->engine.messages.accepted, 500U);
    QCOMPARE(frame->engine.retry.attempts, 0U);
    BREAKWATER_FAULTLESS(snapshotFault(*frame));
}

void ClassicLifecycle::shutdownDuringTrafficSaysGoodbyeToAllAndDeliversWhatItTook()
{
    ServingHost server(classicConfig());
    QVERIFY(server.start());
    SignalRecorder finished(&server.host(), &EngineHost::shutdownFinished);
    PeerFleet fleet(u"a"_qs, 10, {}, PeerClient::Manner::SpeaksSessions);
    QVERIFY(fleet.come(server.url()));
    QVERIFY(fleet.send(1, 200));
    QVERIFY(fleet.hears(1)); // in the middle of it

    server.host().shutdown(20s);

    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QVERIFY(fleet.ends());
    const ShutdownReport report = std::get<0>(finished.at(0));
    QCOMPARE(report.connectionsClosed, 10U);
    QCOMPARE(report.pendingMessagesDropped, 0U);
    const SnapshotPtr last = server.latest();
    QCOMPARE(last->engine.messages.confirmed, last->engine.messages.accepted);
    std::uint64_t heard = 0;
    for (const auto &client : fleet) {
        const auto count = static_cast<int>(client->heard().size());
        heard += static_cast<std::uint64_t>(count);
        BREAKWATER_FAULTLESS(arrivalFault(client->heard(), client->name(), 1, count));
        QCOMPARE(client->end()->closeCode.value_or(0), 1001);
    }
    QCOMPARE(last->engine.messages.confirmed, heard);
    QCOMPARE(last->serving.counters.echoed, heard);
    BREAKWATER_FAULTLESS(snapshotFault(*last));
}

void ClassicLifecycle::shutdownFlushesWhatWaitsForClients()
{
    ServingHost server(classicConfig(), {.echo = false});
    QVERIFY(server.start());
    SignalRecorder finished(&server.host(), &EngineHost::shutdownFinished);
    PeerFleet fleet(u"a"_qs, 10);
    QVERIFY(fleet.come(server.url()));
    QTRY_COMPARE_WITH_TIMEOUT(server.came().size(), 10U, patience);
    for (int number = 1; number <= 20; ++number)
        server.host().post(Broadcast{{.payload = numberedMessage(u"server"_qs, number)}});

    server.host().shutdown(20s);

    QTRY_COMPARE_WITH_TIMEOUT(finished.size(), 1, patience);
    QVERIFY(fleet.ends());
    const ShutdownReport report = std::get<0>(finished.at(0));
    QCOMPARE(report.pendingMessagesDropped, 0U);
    QVERIFY(report.pendingMessagesFlushed <= 200U);
    QCOMPARE(server.latest()->engine.messages.confirmed, 200U);
    for (const auto &client : fleet)
        BREAKWATER_FAULTLESS(arrivalFault(client->heard(), u"server"_qs, 1, 20));
}

BREAKWATER_TEST(ClassicLifecycle)
#include "tst_classic_lifecycle.moc"
