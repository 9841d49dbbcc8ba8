// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/engine/enginefixture.h>
#include <tests/core/serve/gatewayfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Qt::StringLiterals;
using Breakwater::Test::EngineFixture;
using Breakwater::Test::GatewayClient;

namespace {

constexpr int patience = 5000;

} // namespace

//! What an engine does with those who come to it, and with those whom it watches.
class EngineServingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesNothingBeforeItIsTold();
    void clientsAreCountedAndNotAmongTheSessions();
    void aClientThatIsLookedAtIsAmongTheSessions();
    void looksAtSixteenAtMost();
    void messagesOfClientsAreHandedOutOnlyWhereWanted();
    void anAddressThatCannotBeUsedIsOneSentence();
    void startingAgainKeepsWhoIsHere();
    void stopsServingAndSaysGoodbye();
    void aShutdownLetsNobodyIn();
    void endsWhatItWatchesByItsId();
    void afterASleepWhatIsWatchedIsTriedAtOnce();
    void nothingIsWatchedAfterAShutdown();
    void aStrangerIsLookedAtNoLongerThanItIsThere();

private:
    //! Serves, and a client is there.
    std::unique_ptr<GatewayClient> join(EngineFixture &e, const StartServing &command = {});
    static SnapshotPtr tick(EngineFixture &e)
    {
        e.time.advance(30s);
        return e.last();
    }
};

std::unique_ptr<GatewayClient> EngineServingTest::join(EngineFixture &e,
                                                       const StartServing &command)
{
    e.engine.execute(command);
    if (e.listener.serving.empty() || e.listener.serving.back().url.isEmpty())
        return {};
    auto client
        = std::make_unique<GatewayClient>(e.listener.serving.back().url, StabilityConfig{}, e.time);
    (void)QTest::qWaitFor([&] { return client->isOpen() && !e.listener.came.isEmpty(); }, patience);
    return client;
}

void EngineServingTest::servesNothingBeforeItIsTold()
{
    EngineFixture e;
    const SnapshotPtr frame = tick(e);

    QVERIFY(frame->serving.url.isEmpty());
    QVERIFY(!frame->serving.table);
    QVERIFY(frame->watched.empty());
}

void EngineServingTest::clientsAreCountedAndNotAmongTheSessions()
{
    EngineFixture e;
    const auto client = join(e);
    QVERIFY(client && client->isOpen());
    const SnapshotPtr frame = tick(e);

    QCOMPARE(frame->serving.connected, 1);
    QCOMPARE(frame->active, 1);
    QVERIFY(frame->sessions.empty());
    QVERIFY(frame->serving.table);
    QCOMPARE(frame->serving.table->size(), std::size_t{1});
    QVERIFY(frame->serving.table->front().isAdopted);
}

void EngineServingTest::aClientThatIsLookedAtIsAmongTheSessions()
{
    EngineFixture e;
    e.open(u"link"_s);
    const auto client = join(e);
    QVERIFY(client);
    const SessionId id{e.listener.came.front()};

    e.engine.execute(LookAtClient{id, true});
    SnapshotPtr frame = tick(e);
    QCOMPARE(frame->sessions.size(), std::size_t{2});
    QVERIFY(frame->session(id) && frame->session({u"link"_s}));
    QCOMPARE(frame->totalSessions(), 2);

    e.engine.execute(LookAtClient{id, false});
    frame = tick(e);
    QVERIFY(!frame->session(id));
}

void EngineServingTest::looksAtSixteenAtMost()
{
    EngineFixture e;
    const auto client = join(e);
    QVERIFY(client);
    const SessionId id{e.listener.came.front()};
    e.engine.execute(LookAtClient{id, true});
    for (std::size_t i = 0; i < EngineServing::mostLookedAt; ++i)
        e.engine.execute(LookAtClient{{u"stranger %1"_s.arg(i)}, true});

    QVERIFY(tick(e)->sessions.empty());
}

void EngineServingTest::messagesOfClientsAreHandedOutOnlyWhereWanted()
{
    EngineFixture silent;
    EngineFixture open;
    const auto first = join(silent);
    const auto second = join(open, {.wantsMessages = true});
    QVERIFY(first && second);

    first->transport().sendText("counted");
    second->transport().sendText("heard");

    QTRY_COMPARE_WITH_TIMEOUT(open.listener.fromClients, QByteArrayList{"heard"}, patience);
    QTRY_COMPARE_WITH_TIMEOUT(tick(silent)->serving.counters.received, 1U, patience);
    QVERIFY(silent.listener.fromClients.isEmpty());
}

void EngineServingTest::anAddressThatCannotBeUsedIsOneSentence()
{
    EngineFixture e;
    e.engine.execute(StartServing{.acceptor = {.host = u"0.0.0.0"_s}, .behaviour = {}});

    QCOMPARE(e.listener.serving.size(), std::size_t{1});
    QVERIFY(e.listener.serving[0].url.isEmpty());
    QVERIFY(e.listener.serving[0].sentence.contains(u"token"_s));
    QVERIFY(tick(e)->serving.url.isEmpty());
}

void EngineServingTest::startingAgainKeepsWhoIsHere()
{
    EngineFixture e;
    const auto client = join(e);
    QVERIFY(client);
    e.engine.execute(StartServing{});

    QCOMPARE(e.listener.serving.size(), std::size_t{2});
    QVERIFY(!e.listener.serving[1].url.isEmpty());
    QCOMPARE(tick(e)->serving.connected, 1);
}

void EngineServingTest::stopsServingAndSaysGoodbye()
{
    EngineFixture e;
    const auto client = join(e);
    QVERIFY(client);
    e.engine.execute(StopServing{});

    QTRY_VERIFY_WITH_TIMEOUT(client->heard.hasEnded(), patience);
    QCOMPARE(client->heard.ends.front().closeCode, std::optional(1001));
    QVERIFY(tick(e)->serving.url.isEmpty());
}

void EngineServingTest::aShutdownLetsNobodyIn()
{
    EngineFixture e;
    const auto client = join(e);
    QVERIFY(client);
    const QUrl url = e.listener.serving.back().url;
    e.engine.shutdown(5s);

    GatewayClient late(url, StabilityConfig{}, e.time);
    QTRY_VERIFY_WITH_TIMEOUT(late.heard.hasEnded(), patience);
    QVERIFY(late.heard.opened.empty());
    QTRY_VERIFY_WITH_TIMEOUT((e.time.advance(20ms), !e.listener.reports.empty()), patience);
    QCOMPARE(e.listener.reports[0].connectionsClosed, 1U);
    QTRY_VERIFY_WITH_TIMEOUT(client->heard.hasEnded(), patience);
}

void EngineServingTest::endsWhatItWatchesByItsId()
{
    EngineFixture e;
    const auto target = WatchTarget::fromUrl(u"ws://127.0.0.1:9/stream"_s, u"far"_s);
    QVERIFY(target);
    e.engine.execute(OpenWatch{*target});
    QCOMPARE(tick(e)->watched.size(), std::size_t{1});
    QVERIFY(e.last()->watched[0].isStale());
    QVERIFY(e.last()->sessions.empty());

    e.engine.execute(RetryNow{target->id});
    e.engine.execute(CloseSession{target->id});

    QVERIFY(tick(e)->watched.empty());
    QVERIFY2(e.listener.complaints.isEmpty(), qPrintable(e.listener.complaints.join(u'|')));
}

void EngineServingTest::afterASleepWhatIsWatchedIsTriedAtOnce()
{
    EngineFixture e;
    const auto target = WatchTarget::fromUrl(u"ws://127.0.0.1:9/stream"_s, u"far"_s);
    QVERIFY(target);
    e.engine.execute(OpenWatch{*target});
    e.network.current()->end(EndKind::ConnectFailed);
    const int before = e.network.created();

    e.engine.execute(RecheckLinks{u"the network changed"_s});

    QCOMPARE(e.network.created(), before + 1);
}

void EngineServingTest::nothingIsWatchedAfterAShutdown()
{
    EngineFixture e;
    const auto target = WatchTarget::fromUrl(u"ws://127.0.0.1:9/stream"_s, u"far"_s);
    QVERIFY(target);
    e.engine.execute(OpenWatch{*target});
    const int before = e.network.created();
    QVERIFY(before > 0);
    e.engine.shutdown(5s);
    e.time.advance(6s);
    QCOMPARE(e.listener.reports.size(), std::size_t{1});
    QCOMPARE(e.listener.reports[0].backgroundTasksStopped, 2U);
    const int atTheEnd = e.network.created();

    e.time.advance(5min);

    QCOMPARE(e.network.created(), atTheEnd);
}

void EngineServingTest::aStrangerIsLookedAtNoLongerThanItIsThere()
{
    EngineFixture e;
    const auto client = join(e);
    QVERIFY(client);
    const SessionId id{e.listener.came.front()};
    e.engine.execute(LookAtClient{id, true});
    QVERIFY(tick(e)->session(id));
    e.engine.execute(DisconnectClient{id});
    QTRY_VERIFY_WITH_TIMEOUT(!tick(e)->session(id), patience);
    const auto frames = e.listener.frames.size();

    e.time.advance(500ms); // less than a tick

    QVERIFY(e.listener.frames.size() <= frames + 1);
}

BREAKWATER_TEST(EngineServingTest)
#include "tst_engine_serving.moc"
