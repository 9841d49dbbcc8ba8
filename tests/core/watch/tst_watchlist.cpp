// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/watchlist.h>

#include <tests/core/watch/watchfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

struct Fixture
{
    ManualTimeSystem time;
    FixedRandom random;
    ScriptedNetwork network;
    WatchNotes notes;
    StabilityConfig config;
    WatchList list{config, {time, random, network, notes}};

    std::vector<WatchedSource> look() { return list.look(time.sample()); }
    void open(const QString &name, const QString &url = u"ws://host"_qs)
    {
        QVERIFY(list.open(targetOf(url, name)));
    }
};

} // namespace

class WatchListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsEmpty();
    void watchesAtOnceAndInOrderOfIds();
    void theSameIdAgainTakesTheNewTarget();
    void closingEndsTheLink();
    void oneMoreThanTheMostIsRefusedInASentence();
    void retryEndsRefused();
    void afterASleepWhoBacksOffTriesAtOnce();
    void afterASleepTheLiveAreAsked();
    void periodsReachEveryWatcher();
    void settingsReachEveryWatcher();
    void pollsWhatIsHttp();
};

void WatchListTest::beginsEmpty()
{
    Fixture fixture;
    QVERIFY(fixture.list.isEmpty());
    QVERIFY(fixture.look().empty());
    QVERIFY(!fixture.list.close({u"watch:nobody"_qs}));
    QVERIFY(!fixture.list.retryNow({u"watch:nobody"_qs}));
}

void WatchListTest::watchesAtOnceAndInOrderOfIds()
{
    Fixture fixture;
    fixture.open(u"zulu"_qs);
    fixture.open(u"alpha"_qs);

    const auto sources = fixture.look();
    QCOMPARE(sources.size(), 2U);
    QCOMPARE(sources.front().id.value, u"watch:alpha"_qs);
    QCOMPARE(sources.back().name, u"zulu"_qs);
    QCOMPARE(fixture.network.created(), 2);
    QCOMPARE(toString(sources.front().connection), toString(ConnectionState::Connecting));
    QVERIFY(sources.front().isStale());
}

void WatchListTest::theSameIdAgainTakesTheNewTarget()
{
    Fixture fixture;
    fixture.open(u"one"_qs, u"ws://old"_qs);
    fixture.network.current()->accept();
    fixture.network.current()->text(wholeFrame(1));

    fixture.open(u"one"_qs, u"ws://new"_qs);

    QCOMPARE(fixture.look().size(), 1U);
    QCOMPARE(fixture.look().front().url, u"ws://new/stream"_qs);
    QVERIFY(!fixture.look().front().frame);
    QCOMPARE(fixture.network.created(), 2);
}

void WatchListTest::closingEndsTheLink()
{
    Fixture fixture;
    fixture.open(u"one"_qs);
    fixture.network.current()->accept();

    QVERIFY(fixture.list.close({u"watch:one"_qs}));

    QVERIFY(fixture.list.isEmpty());
    QVERIFY(!fixture.network.current());
    QCOMPARE(fixture.time.activeTimers(), 0);
}

void WatchListTest::oneMoreThanTheMostIsRefusedInASentence()
{
    Fixture fixture;
    for (std::size_t i = 0; i < WatchList::mostSources; ++i)
        fixture.open(u"source %1"_qs.arg(i));

    const auto tooMany = fixture.list.open(targetOf(u"ws://host"_qs, u"one more"_qs));
    QVERIFY(!tooMany);
    QCOMPARE(tooMany.error().message,
             u"'one more' is not watched: there are 64 sources already; remove one first."_qs);
    QVERIFY(fixture.list.open(targetOf(u"ws://host"_qs, u"source 3"_qs)));
    QCOMPARE(fixture.look().size(), WatchList::mostSources);
}

void WatchListTest::retryEndsRefused()
{
    Fixture fixture;
    fixture.open(u"one"_qs);
    fixture.network.current()->end({.kind = EndKind::HandshakeRejected, .httpStatus = 401});
    QCOMPARE(toString(fixture.look().front().connection), toString(ConnectionState::Refused));

    QVERIFY(fixture.list.retryNow({u"watch:one"_qs}));

    QCOMPARE(toString(fixture.look().front().connection), toString(ConnectionState::Connecting));
}

void WatchListTest::afterASleepWhoBacksOffTriesAtOnce()
{
    Fixture fixture;
    fixture.open(u"a"_qs);
    fixture.network.current()->end(EndKind::ConnectFailed);
    QCOMPARE(toString(fixture.look().front().connection), toString(ConnectionState::BackingOff));
    const int dialled = fixture.network.created();

    fixture.list.recheck();

    QCOMPARE(fixture.network.created(), dialled + 1);
    QCOMPARE(toString(fixture.look().front().connection), toString(ConnectionState::Connecting));
    fixture.list.recheck(); // it is at it
    QCOMPARE(fixture.network.created(), dialled + 1);
}

// The link of before may lead nowhere: learnt within seconds, not after connection.timeout.
void WatchListTest::afterASleepTheLiveAreAsked()
{
    Fixture fixture;
    fixture.open(u"a"_qs);
    fixture.network.current()->accept();
    fixture.network.current()->text(wholeFrame());
    fixture.network.current()->answerOldest();
    QVERIFY(fixture.network.current()->pings.isEmpty());

    fixture.list.recheck();
    QCOMPARE(fixture.network.current()->pings.size(), 1);
    QCOMPARE(toString(fixture.look().front().connection), toString(ConnectionState::Connected));
    fixture.time.advance(fixture.config.delivery.probeTimeout + 1s);

    QVERIFY(fixture.look().front().connection != ConnectionState::Connected);
}

void WatchListTest::periodsReachEveryWatcher()
{
    Fixture fixture;
    fixture.open(u"one"_qs);
    fixture.network.current()->accept();
    fixture.network.current()->text(
        frameOf(u"event"_qs, QJsonObject{{u"connection_type"_qs, u"glm"_qs}}));
    fixture.time.advance(2s);

    fixture.list.endPeriod(fixture.time.now());

    const auto services = fixture.look().front().services;
    QCOMPARE(services->services.front().eventsPerSecond.value_or(-1), 0.5);
}

void WatchListTest::settingsReachEveryWatcher()
{
    Fixture fixture;
    fixture.open(u"poll"_qs, u"http://127.0.0.1:9"_qs);
    QVERIFY(fixture.look().front().period == 5s);

    StabilityConfig config;
    config.watch.pollInterval = 7s;
    fixture.list.configure(config);

    QVERIFY(fixture.look().front().period == 7s);
}

void WatchListTest::pollsWhatIsHttp()
{
    Fixture fixture;
    fixture.open(u"poll"_qs, u"http://127.0.0.1:9"_qs);

    QCOMPARE(toString(fixture.look().front().kind), toString(WatchKind::Poll));
    QCOMPARE(fixture.look().front().url, u"http://127.0.0.1:9/health/websocket"_qs);
    QCOMPARE(fixture.network.created(), 0);
}

BREAKWATER_TEST(WatchListTest)

#include "tst_watchlist.moc"
