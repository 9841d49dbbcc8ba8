// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <tests/core/serve/registryfixture.h>
#include <tests/support/testmain.h>

#include <QtCore/QLoggingCategory>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

//! Sessions that outlive the sockets of their clients.
class ClientRegistryResumeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSessionSurvivesAChangeOfPort();
    void resumesWithQueueDedupAndMetrics();
    void theNewestSocketWinsWhileTheOldOneIsUp();
    void eachHelloMakesTheTokenBeforeItVoid();
    void aLostHelloDoesNotStrandTheQueue();
    void anUnreadHelloDoesNotStrandTheQueue();
    void aMessageOnTheNewLinkMakesTheTokenBeforeItVoid();
    void whoWasSentAwayGetsAFreshSession();
    void anUnknownTokenGetsAFreshSession();
    void aTokenIsVoidAfterTheRemovalOfItsSession();
    void aTokenIsVoidOnceItsClientWasDisconnected();
    void aPlainClientCannotTakeASessionOver();
    void aPlainClientsSessionAgesOut();
    void aForcedOpenBreakerRefusesAndKeepsTheToken();
    void theTokenStandsInNoLogAndNoSnapshot();
};

// Pitfall 4.
void ClientRegistryResumeTest::aSessionSurvivesAChangeOfPort()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come({.peer = u"127.0.0.1 port 40001"_qs}));
    const QString before = client.session;
    client.breakOff();
    fixture.send(client, "waits");

    QVERIFY(client.come({.token = client.token, .peer = u"10.1.2.3 port 50002"_qs}));

    QCOMPARE(client.session, before);
    QCOMPARE(client.received(), QByteArrayList{"waits"});
    QCOMPARE(fixture.session(client).shownPeer(), u"10.1.2.3 port 50002"_qs);
    QCOMPARE(fixture.look().clients, 1);
    QCOMPARE(fixture.look().resumed, 1U);
    QCOMPARE(fixture.heard.said,
             (QStringList{u"came client:00000001"_qs, u"left client:00000001"_qs,
                          u"back client:00000001"_qs}));
}

void ClientRegistryResumeTest::resumesWithQueueDedupAndMetrics()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    fixture.send(client, "confirmed", "a");
    client.peer()->answerOldest();
    fixture.send(client, "under way", "b");
    client.peer()->text("from the client");
    client.breakOff();
    fixture.send(client, "queued", "c");

    QVERIFY(client.comeBack());

    QCOMPARE(client.received(), (QByteArrayList{"under way", "queued"}));
    QCOMPARE(toString(fixture.send(client, "confirmed", "a")), toString(SendVerdict::Duplicate));
    QCOMPARE(toString(fixture.send(client, "queued", "c")), toString(SendVerdict::Duplicate));
    const MetricSet &metrics = fixture.session(client).meter().set();
    QCOMPARE(metrics.messages.accepted, 3U);
    QCOMPARE(metrics.messages.received, 1U);
    QCOMPARE(metrics.connections.reconnections, 1U);
}

void ClientRegistryResumeTest::theNewestSocketWinsWhileTheOldOneIsUp()
{
    RegistryFixture fixture;
    ScriptedClient old(fixture.registry);
    QVERIFY(old.come());
    fixture.send(old, "under way");
    ScriptedClient newest(fixture.registry);

    QVERIFY(newest.come({.token = old.token}));

    QCOMPARE(newest.session, old.session);
    QVERIFY2(!old.peer(), "its transport is gone");
    QCOMPARE(newest.received(), QByteArrayList{"under way"});
    QCOMPARE(fixture.look().clients, 1);
    QCOMPARE(fixture.look().connected, 1);
    QCOMPARE(fixture.heard.said,
             (QStringList{u"came client:00000001"_qs, u"left client:00000001"_qs,
                          u"back client:00000001"_qs}));
    newest.peer()->text("I am here");
    QCOMPARE(fixture.heard.messages.size(), std::size_t{1});
}

void ClientRegistryResumeTest::eachHelloMakesTheTokenBeforeItVoid()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    const QString first = client.token;
    QVERIFY(client.comeBack());
    QVERIFY(client.token != first);
    QCOMPARE(client.session, u"client:00000001"_qs);

    ScriptedClient thief(fixture.registry);
    QVERIFY(thief.come({.token = first}));

    QCOMPARE(thief.session, u"client:00000002"_qs);
    QVERIFY(client.peer());
}

// Pitfall 4: the link dies before the hello with the new token left.
void ClientRegistryResumeTest::aLostHelloDoesNotStrandTheQueue()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    const QString before = client.session;
    client.breakOff();
    fixture.send(client, "waits");
    for (int i = 0; i < 3; ++i) {
        QVERIFY(client.come({.token = client.token, .opens = false}));
        client.breakOff();
    }

    QVERIFY(client.comeBack());

    QCOMPARE(client.session, before);
    client.peer()->answerOldest();
    QCOMPARE(client.received(), QByteArrayList{"waits"});
    QCOMPARE(fixture.look().clients, 1);
}

// The same where the hello left, and was lost on the way.
void ClientRegistryResumeTest::anUnreadHelloDoesNotStrandTheQueue()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    const QString before = client.session;
    const QString read = client.token;
    client.breakOff();
    QVERIFY(client.come({.token = read, .provesItself = false}));
    const QString unread = client.token;
    client.breakOff();

    QVERIFY(client.come({.token = read}));

    QCOMPARE(client.session, before);
    const QString newest = client.token;
    client.breakOff();
    for (const QString &old : {read, unread}) {
        ScriptedClient late(fixture.registry);
        QVERIFY(late.come({.token = old}));
        QVERIFY2(late.session != before, "it was heard on the link of the newest token");
    }
    QVERIFY(client.come({.token = newest}));
    QCOMPARE(client.session, before);
}

void ClientRegistryResumeTest::aMessageOnTheNewLinkMakesTheTokenBeforeItVoid()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    const QString before = client.token;
    QVERIFY(client.come({.token = before, .provesItself = false}));
    client.peer()->text("I read the hello");

    ScriptedClient thief(fixture.registry);
    QVERIFY(thief.come({.token = before}));

    QVERIFY(thief.session != client.session);
}

// A session that says goodbye takes nothing more: whoever comes back to it would be stuck.
void ClientRegistryResumeTest::whoWasSentAwayGetsAFreshSession()
{
    StabilityConfig config;
    config.limits.clientReceiveRate = 10;
    RegistryFixture fixture(config);
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    const QString before = client.session;
    client.network().answersClose = false;
    for (int i = 0; i < 100; ++i)
        client.peer()->text("too much");
    QCOMPARE(client.peer()->closeCode, std::optional<int>(1008));

    ScriptedClient back(fixture.registry);
    QVERIFY(back.come({.token = client.token}));

    QVERIFY(back.session != before);
    QCOMPARE(toString(fixture.send(back, "flows")), toString(SendVerdict::Accepted));
    QCOMPARE(back.received(), QByteArrayList{"flows"});
    QCOMPARE(fixture.look().connected, 1);
    QCOMPARE(fixture.look().resumed, 0U);
}

void ClientRegistryResumeTest::anUnknownTokenGetsAFreshSession()
{
    RegistryFixture fixture;
    const auto clients = fixture.clients(1);
    ScriptedClient guesser(fixture.registry);

    QVERIFY(guesser.come({.token = u"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"_qs}));

    QCOMPARE(guesser.session, u"client:00000002"_qs);
    QCOMPARE(fixture.look().resumed, 0U);
    QCOMPARE(fixture.look().accepted, 2U);
}

void ClientRegistryResumeTest::aTokenIsVoidAfterTheRemovalOfItsSession()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    client.leave();
    fixture.time.advance(2h);
    QVERIFY(!fixture.registry.find(client.id()));

    QVERIFY(client.comeBack());

    QCOMPARE(client.session, u"client:00000002"_qs);
}

void ClientRegistryResumeTest::aTokenIsVoidOnceItsClientWasDisconnected()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    client.network().answersClose = false;

    fixture.registry.disconnect(client.id(), 4001);
    ScriptedClient back(fixture.registry);
    QVERIFY(back.come({.token = client.token})); // before the goodbye was answered

    QCOMPARE(back.session, u"client:00000002"_qs);
    QCOMPARE(client.peer()->closeCode, std::optional<int>(4001));
}

void ClientRegistryResumeTest::aPlainClientCannotTakeASessionOver()
{
    RegistryFixture fixture;
    ScriptedClient owner(fixture.registry);
    QVERIFY(owner.come());
    ScriptedClient plain(fixture.registry);

    QVERIFY(plain.come({.speaks = false, .token = owner.token}));

    QCOMPARE(fixture.look().clients, 2);
    QVERIFY(owner.peer());
    QVERIFY(plain.peer()->written.isEmpty());
}

void ClientRegistryResumeTest::aPlainClientsSessionAgesOut()
{
    RegistryFixture fixture;
    ScriptedClient plain(fixture.registry);
    QVERIFY(plain.comePlainly());
    plain.leave();
    QVERIFY(plain.comePlainly());
    QCOMPARE(fixture.look().clients, 2);

    fixture.time.advance(2h);

    QCOMPARE(fixture.look().clients, 0); // the second one answered no heartbeat and was cut
    QCOMPARE(fixture.registry.cleanup().clientsRemoved, 2U);
}

void ClientRegistryResumeTest::aForcedOpenBreakerRefusesAndKeepsTheToken()
{
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    fixture.session(client).forceBreaker(BreakerOverride::ForcedOpen, u"me"_qs, u"stop"_qs, 5min);
    QVERIFY(!client.peer());

    QVERIFY(!client.comeBack());
    QCOMPARE(fixture.look().connected, 0);
    QCOMPARE(fixture.look().accepted, 1U);
    fixture.time.advance(6min);

    QVERIFY(client.comeBack());
    QCOMPARE(client.session, u"client:00000001"_qs);
}

namespace {

QByteArray everythingLogged;

void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    everythingLogged += text.toUtf8() + '\n';
}

} // namespace

void ClientRegistryResumeTest::theTokenStandsInNoLogAndNoSnapshot()
{
    everythingLogged.clear();
    QLoggingCategory::setFilterRules(u"*.debug=true"_qs);
    const auto before = qInstallMessageHandler(keepLog);
    RegistryFixture fixture;
    ScriptedClient client(fixture.registry);
    QVERIFY(client.come());
    QByteArrayList tokens{client.token.toUtf8()};
    QVERIFY(client.comeBack());
    tokens += client.token.toUtf8();
    client.breakOff();
    fixture.registry.find(client.id())
        ->forceBreaker(BreakerOverride::ForcedOpen, u"me"_qs, u"stop"_qs, 5min);
    QVERIFY(!client.comeBack());
    Snapshot snapshot;
    snapshot.serving = fixture.registry.look(fixture.time.sample(), true);
    snapshot.sessions = *snapshot.serving.table;
    snapshot.events = std::make_shared<const std::vector<Event>>();
    snapshot.transitions = std::make_shared<const std::vector<TransitionRecord>>();
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});

    const QByteArray shown
        = toBytes(snapshot) + everythingLogged + fixture.heard.events.join(u'\n').toUtf8();

    QVERIFY2(shown.contains("client:00000001"), "the test would see it");
    QVERIFY2(everythingLogged.contains("client:00000001"), "the log was kept");
    for (const QByteArray &token : tokens)
        QVERIFY(!shown.contains(token));
}

BREAKWATER_TEST(ClientRegistryResumeTest)
#include "tst_clientregistry_resume.moc"
