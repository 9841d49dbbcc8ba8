// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/gracefulshutdown.h>
#include <core/session/sessionsnapshot.h>

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::quickBreaker;
using Breakwater::Test::ScriptedTransport;
using Breakwater::Test::SessionFixture;

//! How a session dials, stays and leaves.
class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dialsOnceAndConnects();
    void everyAttemptUsesAFreshTransport();
    void aDeadPeerIsFoundByItsHeartbeats();
    void aDeadPeerIsFoundWhileWeKeepWriting();
    void aNewEndpointTakesEffectAtOnce();
    void framesTellTheEndpointOfNow();
    void theSameEndpointDisturbsNothing();
    void aSecondCloseLeavesThePeerItsTime();
    void aFullQueueIsAnEvent();
    void aQuietPeerWhoseHeartbeatsAreAnsweredStays();
    void refusalsWaitForTheUser();
    void theLastAttemptOfAShutdownIsNotForTheRefused();
    void aShutdownNeitherDialsNorWaitsForTheRefused();
    void localFaultsDoNotBlameTheServer();
    void aWantedCloseIsNotTheServersFailure();
    void atMostOneTimerRuns();
    void afterItsEndNothingStirs();
};

void SessionTest::dialsOnceAndConnects()
{
    SessionFixture link;

    link.session.open();
    link.session.open();

    QCOMPARE(link.network.created(), 1);
    QVERIFY(link.peer()->opened);
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Connecting));
    link.peer()->accept();
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Connected));
    QCOMPARE(toString(link.session.ledger().guarantee()), toString(Guarantee::Unknown));
    link.peer()->answerOldest();
    QCOMPARE(toString(link.session.ledger().guarantee()), toString(Guarantee::Hop));
    QCOMPARE(link.session.meter().set().connections.total, 1u);
}

void SessionTest::everyAttemptUsesAFreshTransport()
{
    SessionFixture link;
    link.session.open();

    link.peer()->end(EndKind::ConnectFailed);
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::BackingOff));
    QVERIFY(!link.peer());
    link.time.advance(1s);

    QCOMPARE(link.network.created(), 2);
    QCOMPARE(link.session.attempt(), 2);
}

void SessionTest::aDeadPeerIsFoundByItsHeartbeats()
{
    SessionFixture link;
    link.connect();
    link.send("a");
    const auto &connection = link.config.connection;

    link.time.advance(connection.heartbeatInterval * (1 + connection.heartbeatMisses));

    QVERIFY(!link.session.isUp());
    QCOMPARE(link.session.ledger().gauges().inDoubt, 1);
    QCOMPARE(link.session.meter().set().connections.timeouts, 1u);
    QCOMPARE(link.session.breaker().consecutiveFailures(), connection.heartbeatMisses);
}

void SessionTest::aQuietPeerWhoseHeartbeatsAreAnsweredStays()
{
    SessionFixture link;
    link.network.answersPings = true;
    link.connect();

    link.time.advance(1h);

    QVERIFY(link.session.isUp());
    QCOMPARE(link.network.created(), 1);
}

void SessionTest::refusalsWaitForTheUser()
{
    SessionFixture link;
    link.session.open();
    link.peer()->end({.kind = EndKind::HandshakeRejected, .httpStatus = 401});
    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Refused));

    link.time.advance(1h);
    QCOMPARE(link.network.created(), 1);
    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
    QCOMPARE(link.session.breaker().consecutiveFailures(), 0);
    link.session.retryNow();

    QCOMPARE(link.network.created(), 2);
}

void SessionTest::theLastAttemptOfAShutdownIsNotForTheRefused()
{
    // A server that said no would hear from us once more, with the same wrong token.
    for (const bool isRefused : {true, false}) {
        SessionFixture link;
        link.session.open();
        if (isRefused)
            link.peer()->end({.kind = EndKind::HandshakeRejected, .httpStatus = 401});
        else
            link.peer()->end(EndKind::ConnectFailed);
        QVERIFY(link.send("waits").isAccepted());

        link.session.tryOnceMore();

        QCOMPARE(link.network.created(), isRefused ? 1 : 2);
        QCOMPARE(toString(link.session.connection()),
                 toString(isRefused ? ConnectionState::Refused : ConnectionState::Connecting));
    }
}

void SessionTest::aShutdownNeitherDialsNorWaitsForTheRefused()
{
    SessionFixture world;
    SessionManager sessions(
        world.config,
        {world.time, world.random, world.network, world, world.budget, world.journal});
    Session &session = sessions.open({QStringLiteral("refused")}, QStringLiteral("refused"),
                                     *Endpoint::fromUrl(QStringLiteral("ws://127.0.0.1:9/")));
    world.peer()->end({.kind = EndKind::HandshakeRejected, .httpStatus = 401});
    QVERIFY(session.send({.payload = "waits"}).isAccepted());
    GracefulShutdown shutdown(sessions, world.time);
    std::optional<ShutdownReport> report;

    shutdown.begin(10s, [&](const ShutdownReport &done) { report = done; });
    world.time.advance(1s);

    QVERIFY(report);
    QCOMPARE(world.network.created(), 1);
    QCOMPARE(report->pendingMessagesDropped, 1u);
}

void SessionTest::localFaultsDoNotBlameTheServer()
{
    SessionFixture link(quickBreaker());
    link.session.open();

    for (int i = 0; i < 10; ++i) {
        link.peer()->end(EndKind::HostNotFound);
        link.time.advance(60s);
    }

    QCOMPARE(toString(link.session.breaker().state()), toString(BreakerState::Closed));
    QCOMPARE(link.session.meter().set().connections.localFaults, 10u);
}

void SessionTest::aWantedCloseIsNotTheServersFailure()
{
    SessionFixture link;
    link.connect();

    link.session.close();

    QVERIFY(link.session.isClosed());
    QCOMPARE(link.session.breaker().consecutiveFailures(), 0);
    link.time.advance(1h);
    QCOMPARE(link.network.created(), 1);
}

void SessionTest::atMostOneTimerRuns()
{
    SessionFixture link;
    link.connect();
    for (int i = 0; i < 100; ++i)
        link.send("x");

    QVERIFY(link.time.activeTimers() <= 1);
    link.session.close();
    QCOMPARE(link.time.activeTimers(), 0);
}

void SessionTest::aDeadPeerIsFoundWhileWeKeepWriting()
{
    SessionFixture link;
    link.connect();
    ScriptedTransport *const dead = link.peer();
    const auto &connection = link.config.connection;
    const Duration limit = connection.heartbeatInterval * (2 + connection.heartbeatMisses);

    for (Duration time{}; time < limit && link.peer() == dead; time += 1s) {
        link.send("x");
        dead->drain(); // the kernel takes everything, the peer answers nothing
        link.time.advance(1s);
    }

    QVERIFY(link.peer() != dead);
    QCOMPARE(link.session.meter().set().connections.timeouts, 1u);
}

void SessionTest::aNewEndpointTakesEffectAtOnce()
{
    SessionFixture link;
    link.connect();
    link.send("under way");

    link.session.setEndpoint(*Endpoint::fromUrl(u"ws://127.0.0.1:10/"_qs));

    QCOMPARE(link.network.created(), 2);
    QCOMPARE(link.peer()->endpoint.url.port(), 10);
    QCOMPARE(link.session.ledger().gauges().inDoubt, 1);
    QCOMPARE(link.session.breaker().consecutiveFailures(), 0);
}

void SessionTest::framesTellTheEndpointOfNow()
{
    SessionFixture link;
    const auto seen = [&] { return snapshotOf(link.session, link.time.sample()); };
    const SessionSnapshot before = seen();

    link.session.setEndpoint(*Endpoint::fromUrl(u"ws://example.net:10/path?token=secret"_qs));

    QCOMPARE(before.url, u"ws://127.0.0.1:9/"_qs);
    QVERIFY(!before.isPlaintextToRemote);
    QVERIFY(seen().url.startsWith(u"ws://example.net:10/path"_qs));
    QVERIFY(!seen().url.contains(u"secret"_qs));
    QVERIFY(seen().isPlaintextToRemote);
}

void SessionTest::theSameEndpointDisturbsNothing()
{
    SessionFixture link;
    link.connect();

    link.session.setEndpoint(link.session.endpoint());

    QCOMPARE(link.network.created(), 1);
    QVERIFY(link.session.isUp());
}

void SessionTest::aSecondCloseLeavesThePeerItsTime()
{
    SessionFixture link;
    link.network.answersClose = false;
    link.connect();
    link.session.close();

    link.session.close(1001);

    QCOMPARE(toString(link.session.connection()), toString(ConnectionState::Closing));
    QCOMPARE(link.peer()->closeCode, std::optional(1000));
}

void SessionTest::aFullQueueIsAnEvent()
{
    StabilityConfig config;
    config.queue.maxMessages = 1;
    SessionFixture link(config);
    link.session.open();
    link.send("a");

    for (int i = 0; i < 100; ++i)
        link.send("b");

    QCOMPARE(link.events.filter(u"Messages given up"_qs).size(), 1);
}

void SessionTest::afterItsEndNothingStirs()
{
    SessionFixture link(quickBreaker());
    link.connect();
    link.session.close();
    QVERIFY(link.session.isClosed());

    link.session.configure(quickBreaker());
    link.session.retryNow();
    link.session.recheck();
    link.session.resetBreaker();
    link.send("late");

    QCOMPARE(link.time.activeTimers(), 0);
    QCOMPARE(link.network.created(), 1);
}

BREAKWATER_TEST(SessionTest)
#include "tst_session.moc"
