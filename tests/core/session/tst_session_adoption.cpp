// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/sessionsnapshot.h>

#include <tests/core/session/sessionfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::quickBreaker;
using Breakwater::Test::SessionFixture;

//! A session whose client came to us: nothing here can dial it.
class SessionAdoptionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsAwayAndNeverDials();
    void greetsFirstAndOnlyWhereAGreetingIsGiven();
    void whatWasUnderWayIsSentAgainToAReturningClient();
    void theNewestSocketWins();
    void aClientThatLeavesInOrderIsNoFailure();
    void theBreakerOfAnAbsentClientWaitsForItsReturn();
    void aForcedOpenBreakerRefusesAdoption();
    void expiredOverridesLetAClientInAgain();
    void overridesOfAnAbsentClientExpireAndNothingElseMoves();
    void aClosingSessionIsNotTakenOver();
    void tellsItsPeerAndThatItIsAClient();

private:
    const SessionFixture::OfClient m_ofClient{};
};

void SessionAdoptionTest::waitsAwayAndNeverDials()
{
    SessionFixture client(m_ofClient);
    QCOMPARE(toString(client.session.connection()), toString(ConnectionState::Away));
    client.session.retryNow();
    client.session.recheck();
    client.time.advance(1h);
    QCOMPARE(client.network.created(), 0);

    QVERIFY(client.come());
    QCOMPARE(toString(client.session.connection()), toString(ConnectionState::Connected));
    client.peer()->end(EndKind::ConnectionLost);
    client.time.advance(1h);
    QCOMPARE(toString(client.session.connection()), toString(ConnectionState::Away));
    QCOMPARE(client.network.created(), 1);
}

void SessionAdoptionTest::greetsFirstAndOnlyWhereAGreetingIsGiven()
{
    StabilityConfig config;
    config.session.preamble = QStringLiteral("for links that we dialled");
    SessionFixture client(m_ofClient, config);
    client.send("waits");
    QVERIFY(client.come("hello"));
    client.peer()->answerOldest();
    QCOMPARE(client.peer()->written, (QByteArrayList{"hello", "waits"}));

    QVERIFY(client.come());
    QVERIFY(!client.peer()->written.contains("hello"));
    QVERIFY(!client.peer()->written.contains("for links that we dialled"));
}

void SessionAdoptionTest::whatWasUnderWayIsSentAgainToAReturningClient()
{
    SessionFixture client(m_ofClient);
    QVERIFY(client.come());
    client.peer()->answerOldest();
    client.send("one");
    client.peer()->answerOldest();
    client.send("two");
    client.peer()->end(EndKind::ConnectionLost);
    client.send("three");
    QVERIFY(client.come());
    QCOMPARE(client.peer()->written, (QByteArrayList{"two", "three"}));
    QCOMPARE(client.session.meter().set().connections.reconnections, 1U);
}

void SessionAdoptionTest::theNewestSocketWins()
{
    SessionFixture client(m_ofClient);
    QVERIFY(client.come());
    client.peer()->answerOldest();
    client.send("under way");
    QVERIFY(client.come());
    QCOMPARE(client.network.created(), 2);
    QCOMPARE(client.peer()->written, QByteArrayList{"under way"});
    QCOMPARE(toString(client.session.connection()), toString(ConnectionState::Connected));
    QCOMPARE(client.session.meter().set().calls.failures, 0U);
}

void SessionAdoptionTest::aClientThatLeavesInOrderIsNoFailure()
{
    SessionFixture client(m_ofClient, quickBreaker());
    for (const int code : {1000, 1001, 1000, 1001, 1000}) {
        QVERIFY(client.come());
        client.peer()->answerOldest();
        client.peer()->end({.kind = EndKind::PeerClose, .closeCode = code});
    }
    QCOMPARE(toString(client.session.breaker().state()), toString(BreakerState::Closed));
    QCOMPARE(client.session.meter().set().calls.failures, 0U);
    QVERIFY(!client.events.join(u'|').contains(QStringLiteral("The server")));
}

void SessionAdoptionTest::theBreakerOfAnAbsentClientWaitsForItsReturn()
{
    SessionFixture client(m_ofClient, quickBreaker());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(client.come());
        client.peer()->end(EndKind::ConnectionLost);
    }
    QCOMPARE(toString(client.session.breaker().state()), toString(BreakerState::Open));
    client.time.advance(1h);
    QCOMPARE(toString(client.session.breaker().state()), toString(BreakerState::Open));

    client.send("precious");
    QVERIFY(client.come());
    QCOMPARE(toString(client.session.breaker().state()), toString(BreakerState::HalfOpen));
    QVERIFY(client.peer()->written.isEmpty());
    client.peer()->answerOldest();
    client.peer()->answerOldest();
    QCOMPARE(client.peer()->written, QByteArrayList{"precious"});
    client.peer()->answerOldest();
    QCOMPARE(toString(client.session.breaker().state()), toString(BreakerState::Closed));
}

void SessionAdoptionTest::aForcedOpenBreakerRefusesAdoption()
{
    SessionFixture client(m_ofClient);
    QVERIFY(client.come());
    client.session.forceBreaker(BreakerOverride::ForcedOpen, {}, {}, 1min);
    QCOMPARE(toString(client.session.connection()), toString(ConnectionState::Away));
    QVERIFY(!client.come());
    QCOMPARE(toString(client.session.connection()), toString(ConnectionState::Away));
}

void SessionAdoptionTest::expiredOverridesLetAClientInAgain()
{
    SessionFixture client(m_ofClient);
    client.session.forceBreaker(BreakerOverride::ForcedOpen, {}, {}, 1min);
    client.time.advance(61s);
    QVERIFY(client.come());
}

void SessionAdoptionTest::overridesOfAnAbsentClientExpireAndNothingElseMoves()
{
    SessionFixture client(m_ofClient, quickBreaker());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(client.come());
        client.peer()->end(EndKind::ConnectionLost);
    }
    client.session.forceBreaker(BreakerOverride::ForcedClosed, {}, {}, 1min);
    client.time.advance(59s);
    QCOMPARE(toString(client.session.breaker().override_().value),
             toString(BreakerOverride::ForcedClosed));

    client.time.advance(2s);
    QCOMPARE(toString(client.session.breaker().override_().value), toString(BreakerOverride::None));
    QCOMPARE(toString(client.session.breaker().state()), toString(BreakerState::Open));
}

void SessionAdoptionTest::aClosingSessionIsNotTakenOver()
{
    SessionFixture client(m_ofClient);
    client.network.answersClose = false;
    QVERIFY(client.come());
    client.peer()->answerOldest();
    client.session.close(1008);
    QCOMPARE(toString(client.session.connection()), toString(ConnectionState::Closing));

    QVERIFY(!client.come());
    QVERIFY(client.session.isClosed());
}

void SessionAdoptionTest::tellsItsPeerAndThatItIsAClient()
{
    SessionFixture client(m_ofClient);
    QVERIFY(client.come());
    const SessionSnapshot seen = snapshotOf(client.session, client.time.sample());
    QVERIFY(seen.isAdopted);
    QVERIFY(!seen.isPlaintextToRemote);
    QCOMPARE(seen.url, QStringLiteral("127.0.0.1 port 4711"));
    QCOMPARE(toString(seen.connection), toString(ConnectionState::Connected));
}

BREAKWATER_TEST(SessionAdoptionTest)
#include "tst_session_adoption.moc"
