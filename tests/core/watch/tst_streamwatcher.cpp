// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/streamwatcher.h>

#include <tests/core/watch/streamfixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

//! What it is told, and how it stays at its server.
class StreamWatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dialsWithTheSubprotocolAndSubscribes();
    void aFrameIsTimedAndNumberedByUs();
    void framesBetweenTwoLooksAreOneWithAllTheirTiers();
    void eventsAreKeptOnceEach();
    void comesBackWithoutAClick();
    void isStaleAfterThreePeriodsWithoutAnythingFresh();
    void aServerOfAnotherVersionIsSaidAndAskedAgainSlowly();
    void aRefusalWaitsForAPerson_data();
    void aRefusalWaitsForAPerson();
    void asksWhenNothingCameForTwoPeriodsAndGivesUpAfterThree();
    void aPeerThatAnswersNoPingsIsCutForLongSilenceOnly();
    void timeThatWeWereStoppedIsNotHeldAgainstTheServer();
    void aQuietServerThatAnswersStays();
    void theServersErrorIsShown();
    void servicesNeedNoSubprotocol();
    void statsMayBeAListOfServices();
    void unknownTypesAreCountedAndShown();
    void endsSilently();
    void newSettingsApplyToTheNextDelay();
};

void StreamWatcherTest::dialsWithTheSubprotocolAndSubscribes()
{
    StreamFixture fixture;
    QVERIFY(fixture.look().isStale());

    fixture.watcher.start();
    QCOMPARE(fixture.connection(), u"connecting"_qs);
    QVERIFY(fixture.peer()->opened);
    QCOMPARE(fixture.peer()->endpoint.subprotocols, QStringList{u"breakwater.metrics.v1"_qs});
    fixture.peer()->accept(u"breakwater.metrics.v1"_qs);

    QCOMPARE(fixture.connection(), u"connected"_qs);
    QCOMPARE(fixture.peer()->written.size(), 1);
    const auto command = QJsonDocument::fromJson(fixture.peer()->written.front()).object();
    QCOMPARE(command[u"command"_qs].toString(), u"subscribe"_qs);
    QCOMPARE(command[u"tiers"_qs].toArray().size(), 3);
    QVERIFY(!fixture.look().frame);
    QVERIFY(fixture.look().isStale());
}

void StreamWatcherTest::aFrameIsTimedAndNumberedByUs()
{
    StreamFixture fixture;
    fixture.connect();

    fixture.peer()->text(wholeFrame(4711, 2s));

    const WatchedSource source = fixture.look();
    QVERIFY(source.frame);
    QCOMPARE(source.frame->sequence, 1U);
    QVERIFY(source.frame->at.monotonic == fixture.time.now());
    QVERIFY(source.frame->at.wall == fixture.time.wallNow());
    QVERIFY(*source.takenAt == WallTime(std::chrono::seconds(1'700'000'000)));
    QCOMPARE(source.frame->source, u"remote"_qs);
    QCOMPARE(int(source.frame->tiers.bits), int(TierSet::all().bits));
    QVERIFY(source.frame->sessions.front().isWatched);
    QVERIFY(source.period == 2s);
    QVERIFY(source.age == Duration::zero());
    QCOMPARE(source.frame->events->size(), 2U);
    QVERIFY(!source.services);
    QCOMPARE(fixture.notes.eventsWith(u"Watching"_qs), 1);
}

void StreamWatcherTest::framesBetweenTwoLooksAreOneWithAllTheirTiers()
{
    StreamFixture fixture;
    fixture.connect();
    fixture.peer()->text(wholeFrame(1));
    const auto first = fixture.look().frame;
    QVERIFY(fixture.look().frame == first);

    fixture.peer()->text(tickOf(2));
    const auto tick = fixture.look().frame;
    QCOMPARE(tick->sequence, 2U);
    QCOMPARE(int(tick->tiers.bits), int(Tier::Realtime));

    fixture.peer()->text(wholeFrame(3));
    fixture.peer()->text(tickOf(4));
    const auto both = fixture.look().frame;
    QCOMPARE(both->sequence, 4U);
    QCOMPARE(int(both->tiers.bits), int(TierSet::all().bits));
}

void StreamWatcherTest::eventsAreKeptOnceEach()
{
    StreamFixture fixture;
    fixture.connect();
    fixture.peer()->text(wholeFrame(1)); // with events 1 and 2
    for (std::uint64_t i = 2; i <= 500; ++i)
        fixture.peer()->text(frameOf(u"event"_qs, toJson(numberedEvent(i))));

    auto events = fixture.look().frame->events;
    QCOMPARE(events->size(), std::size_t(Snapshot::keptEvents));
    QCOMPARE(events->back().sequence, 500U);
    for (std::size_t i = 1; i < events->size(); ++i)
        QCOMPARE((*events)[i].sequence, (*events)[i - 1].sequence + 1);

    // The remote began anew.
    fixture.peer()->text(wholeFrame(1));
    events = fixture.look().frame->events;
    QCOMPARE(events->size(), 2U);
    QCOMPARE(events->front().sequence, 1U);
}

void StreamWatcherTest::comesBackWithoutAClick()
{
    StreamFixture fixture;
    fixture.connect();
    fixture.peer()->text(wholeFrame(1));

    fixture.peer()->end(EndKind::ConnectionLost);
    QCOMPARE(fixture.connection(), u"backing_off"_qs);
    QVERIFY(fixture.look().detail.contains(u"cut without a close"_qs));
    QVERIFY(fixture.look().nextAttemptIn);
    QVERIFY(fixture.look().frame); // what it last said is still there, and grows stale
    for (int i = 0; i < 5; ++i) {
        fixture.time.advance(30s);
        QCOMPARE(fixture.connection(), u"connecting"_qs);
        fixture.peer()->end(EndKind::ConnectFailed);
    }
    QCOMPARE(fixture.look().attempt, 5);
    fixture.time.advance(30s);
    fixture.peer()->accept();
    fixture.peer()->text(wholeFrame(1));

    QCOMPARE(fixture.connection(), u"connected"_qs);
    QVERIFY(!fixture.look().isStale());
    QCOMPARE(fixture.look().attempt, 0);
    QVERIFY(!fixture.look().nextAttemptIn);
    QCOMPARE(fixture.notes.eventsWith(u"Watching"_qs), 2);
    QCOMPARE(fixture.notes.eventsWith(u"Connect failed"_qs), 5);
}

void StreamWatcherTest::isStaleAfterThreePeriodsWithoutAnythingFresh()
{
    StreamFixture fixture;
    fixture.connect();
    fixture.peer()->text(wholeFrame(1, 1s));
    fixture.peer()->answerOldest();

    fixture.time.advance(3s);
    QVERIFY(!fixture.look().isStale());
    fixture.time.advance(1ms);

    QVERIFY(fixture.look().isStale());
    QVERIFY(*fixture.look().age == 3001ms);
}

void StreamWatcherTest::aServerOfAnotherVersionIsSaidAndAskedAgainSlowly()
{
    StreamFixture fixture;
    fixture.connect();

    fixture.peer()->text(
        frameOf(u"initial_stats"_qs, QJsonObject{{u"schema"_qs, u"breakwater.snapshot/2"_qs}}));
    QCOMPARE(fixture.connection(), u"refused"_qs);
    QVERIFY2(fixture.look().detail.contains(u"breakwater.snapshot/2"_qs),
             qPrintable(fixture.look().detail));
    QVERIFY(!fixture.peer());
    fixture.time.advance(59s);
    QCOMPARE(fixture.network.created(), 1);
    fixture.time.advance(1s);
    QCOMPARE(fixture.network.created(), 2);
    fixture.peer()->accept();
    fixture.peer()->text(
        frameOf(u"initial_stats"_qs, QJsonObject{{u"schema"_qs, u"breakwater.snapshot/2"_qs}}));
    QCOMPARE(fixture.notes.eventsWith(u"Cannot be read"_qs), 1);

    fixture.time.advance(60s);
    fixture.peer()->accept();
    fixture.peer()->text(wholeFrame(1)); // it was upgraded
    QCOMPARE(fixture.connection(), u"connected"_qs);
    QVERIFY(!fixture.look().isStale());
    QVERIFY(fixture.look().detail.isEmpty());
}

void StreamWatcherTest::aRefusalWaitsForAPerson_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("times");
    QTest::newRow("401") << 401 << 1;
    QTest::newRow("403") << 403 << 1;
    QTest::newRow("404") << 404 << 3;
}

void StreamWatcherTest::aRefusalWaitsForAPerson()
{
    QFETCH(int, status);
    QFETCH(int, times);
    StreamFixture fixture;
    fixture.watcher.start();

    for (int i = 0; i < times; ++i) {
        fixture.time.advance(i * 30s);
        fixture.peer()->end({.kind = EndKind::HandshakeRejected, .httpStatus = status});
    }
    QCOMPARE(fixture.connection(), u"refused"_qs);
    QVERIFY(fixture.look().detail.contains(QString::number(status)));
    QCOMPARE(fixture.time.activeTimers(), 0);
    fixture.time.advance(24h);
    QCOMPARE(fixture.network.created(), times);

    fixture.watcher.retryNow();
    QCOMPARE(fixture.network.created(), times + 1);
    fixture.peer()->accept();
    QCOMPARE(fixture.connection(), u"connected"_qs);
}

void StreamWatcherTest::asksWhenNothingCameForTwoPeriodsAndGivesUpAfterThree()
{
    StreamFixture fixture;
    fixture.connect();
    fixture.peer()->answerOldest();
    fixture.peer()->text(wholeFrame(1, 10s));

    fixture.time.advance(19s);
    QVERIFY(fixture.peer()->pings.isEmpty());
    fixture.time.advance(1s);
    QCOMPARE(fixture.peer()->pings.size(), 1);
    fixture.time.advance(9s);
    QCOMPARE(fixture.connection(), u"connected"_qs);
    fixture.time.advance(1s);

    QVERIFY(fixture.connection() != u"connected"_qs);
    QVERIFY2(fixture.look().detail.contains(u"stopped answering pings"_qs),
             qPrintable(fixture.look().detail));
}

void StreamWatcherTest::aPeerThatAnswersNoPingsIsCutForLongSilenceOnly()
{
    StreamFixture fixture; // connection.timeout: 120 s
    fixture.connect();
    fixture.peer()->text(wholeFrame(1, 1s));

    fixture.time.advance(119s);
    QCOMPARE(fixture.connection(), u"connected"_qs);
    fixture.time.advance(1s);

    QVERIFY(fixture.connection() != u"connected"_qs);
    QVERIFY(fixture.look().detail.contains(u"Nothing arrived"_qs));
}

void StreamWatcherTest::timeThatWeWereStoppedIsNotHeldAgainstTheServer()
{
    StreamFixture fixture;
    fixture.connect();
    fixture.peer()->answerOldest();
    fixture.peer()->text(wholeFrame(1, 1s));

    fixture.time.stall(10min);

    QCOMPARE(fixture.connection(), u"connected"_qs);
    QCOMPARE(fixture.network.created(), 1);
}

void StreamWatcherTest::aQuietServerThatAnswersStays()
{
    StreamFixture fixture;
    fixture.network.answersPings = true;
    fixture.connect();
    fixture.peer()->text(frameOf(u"stats"_qs, QJsonObject{}));

    fixture.time.advance(1h);

    QCOMPARE(fixture.connection(), u"connected"_qs);
    QVERIFY(fixture.look().isStale());
}

void StreamWatcherTest::theServersErrorIsShown()
{
    StreamFixture fixture;
    fixture.connect();

    for (int i = 0; i < 3; ++i)
        fixture.peer()->text(frameOf(u"error"_qs, u"no such command\x1b[31m"_qs));

    QVERIFY2(fixture.look().detail.contains(u"no such command\ufffd"_qs),
             qPrintable(fixture.look().detail));
    QCOMPARE(fixture.notes.eventsWith(u"no such command"_qs), 1);
    fixture.time.advance(61s);
    QVERIFY(fixture.look().detail.isEmpty());
}

void StreamWatcherTest::servicesNeedNoSubprotocol()
{
    StreamFixture fixture;
    fixture.connect();
    const auto event = QJsonObject{
        {u"connection_type"_qs, u"kimi"_qs}, {u"error_count"_qs, 1}, {u"response_time_ms"_qs, 12}};

    fixture.peer()->text(
        frameOf(u"initial_stats"_qs,
                QJsonObject{{u"redis"_qs,
                             QJsonObject{{u"total_events"_qs, 10}, {u"total_errors"_qs, 5}}}}));
    fixture.peer()->text(frameOf(u"event"_qs, event));
    fixture.time.advance(5s);
    fixture.watcher.endPeriod(fixture.time.now());

    const WatchedSource source = fixture.look();
    QVERIFY(source.services);
    QVERIFY(!source.frame);
    QVERIFY(source.period == 5s);
    QVERIFY(!source.isStale());
    QCOMPARE(source.services->services.size(), 2U);
    QCOMPARE(source.services->services.front().name, u"kimi"_qs);
    QCOMPARE(source.services->services.front().errorRate.value_or(-1), 1.0);
    QCOMPARE(source.services->services.back().errors, 5U);
    QCOMPARE(source.services->events.size(), 1U);
    QVERIFY(source.detail.isEmpty());
}

void StreamWatcherTest::statsMayBeAListOfServices()
{
    StreamFixture fixture;
    fixture.connect();

    fixture.peer()->text(
        R"({"type": "stats", "data": [{"connection_type": "redis", "count": 8, "errors": 4}]})");

    QVERIFY2(fixture.look().services, qPrintable(fixture.look().detail));
    QCOMPARE(fixture.look().services->services.front().errors, 4U);
}

void StreamWatcherTest::unknownTypesAreCountedAndShown()
{
    StreamFixture fixture;
    fixture.connect();
    fixture.peer()->text(frameOf(u"presence"_qs, QJsonObject{}));
    fixture.peer()->text(frameOf(u"weather"_qs, QJsonObject{}));

    QCOMPARE(fixture.connection(), u"connected"_qs);
    QVERIFY2(fixture.look().detail.contains(u"2 frames of unknown types"_qs)
                 && fixture.look().detail.contains(u"weather"_qs),
             qPrintable(fixture.look().detail));
    QVERIFY(!fixture.look().services);
}

void StreamWatcherTest::endsSilently()
{
    ManualTimeSystem time;
    FixedRandom random;
    ScriptedNetwork network;
    WatchNotes notes;
    {
        StreamWatcher watcher(targetOf(u"ws://host"_qs), {}, {time, random, network, notes});
        watcher.start();
        network.current()->accept();
        notes = {};
    }

    QVERIFY(!network.current());
    QCOMPARE(time.activeTimers(), 0);
    QCOMPARE(notes.changes, 0);
    QVERIFY(notes.events.isEmpty());
}

void StreamWatcherTest::newSettingsApplyToTheNextDelay()
{
    StreamFixture fixture;
    fixture.watcher.start();
    StabilityConfig slow;
    slow.reconnect.baseDelay = slow.reconnect.maxDelay = 20s;

    fixture.watcher.configure(slow);
    fixture.peer()->end(EndKind::ConnectFailed);

    QVERIFY(*fixture.look().nextAttemptIn == 10s);
}

BREAKWATER_TEST(StreamWatcherTest)

#include "tst_streamwatcher.moc"
