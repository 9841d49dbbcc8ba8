// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/engine/enginefixture.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::EngineFixture;

class EngineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void publishesEveryTierAtTheStartAndThenInItsPeriod();
    void aChangeOfStateIsPublishedAtOnce();
    void aFlappingLinkDoesNotFloodTheWindow();
    void anIdleTickStillPublishesZeros();
    void breakerStoryStandsInTheEventsInOrder();
    void otherEventsNeverDisplaceTransitions();
    void severalSessionsAddUp();
    void departedSessionsStayInTheSum();
    void whoEndedInMidPeriodStaysInItAndInTheSumOnce();
    void latenciesSinceTheStartAreToldInEveryFrame();
    void unknownSessionIsOneClearSentence();
    void sendsAreAnsweredByRequest();
    void onlyTheNewestIncomingMessageIsHandedOutPerTick();
    void openingAClosingSessionOpensItAnew();
    void aForcedBreakerIsTheWorst();
    void settingsThatNeedARestartAreNamedAndNotApplied();
    void aLongMessageIsShownInPartWithItsSize();
};

void EngineTest::publishesEveryTierAtTheStartAndThenInItsPeriod()
{
    EngineFixture e;
    e.time.advance(60s);

    int realtime = 0;
    int aggregate = 0;
    std::uint64_t sequence = 0;
    for (const auto &frame : e.listener.frames) {
        realtime += frame->tiers.has(Tier::Realtime);
        aggregate += frame->tiers.has(Tier::Aggregate);
        QCOMPARE(frame->sequence, ++sequence);
    }
    QCOMPARE(e.listener.frames.front()->tiers.bits, TierSet::all().bits);
    QCOMPARE(realtime, 61);
    QCOMPARE(aggregate, 3);
}

void EngineTest::aChangeOfStateIsPublishedAtOnce()
{
    EngineFixture e;
    e.open(u"a"_qs);
    e.time.advance(1500ms);
    const auto before = e.listener.frames.size();

    e.network.current()->accept();
    e.time.advance(0ms);

    QCOMPARE(e.listener.frames.size(), before + 1);
    QCOMPARE(toString(e.last()->sessions.front().connection), toString(ConnectionState::Connected));
    QCOMPARE(e.last()->active, 1);
}

void EngineTest::aFlappingLinkDoesNotFloodTheWindow()
{
    EngineFixture e;
    e.open(u"a"_qs);
    e.time.advance(0ms);
    const auto before = e.listener.frames.size();

    for (int i = 0; i < 100; ++i) {
        e.engine.execute(ForceBreaker{{u"a"_qs}, BreakerOverride::ForcedOpen, u"t"_qs, {}});
        e.engine.execute(ForceBreaker{{u"a"_qs}, BreakerOverride::None, u"t"_qs, {}});
        e.time.advance(5ms);
    }

    QVERIFY(e.listener.frames.size() - before <= 11);
}

void EngineTest::anIdleTickStillPublishesZeros()
{
    EngineFixture e;
    e.connect();
    e.send(u"a"_qs, "x");
    e.time.advance(5s);
    QVERIFY(e.last()->engine.rates.sent > 0);

    e.time.advance(10s);

    QCOMPARE(e.last()->engine.rates.sent, 0.0);
    QCOMPARE(e.last()->sessions.front().rates.sent, 0.0);
}

void EngineTest::breakerStoryStandsInTheEventsInOrder()
{
    EngineFixture e;
    e.connect();
    e.network.current()->end(EndKind::ConnectionLost);
    e.time.advance(3s);
    e.network.current()->end(EndKind::ConnectFailed);
    e.time.advance(5s);
    e.network.current()->accept();
    e.time.advance(1s);

    QStringList story;
    for (const Event &event : *e.last()->events) {
        if (event.source == u"breaker")
            story += event.title;
    }
    QCOMPARE(story,
             (QStringList{u"CLOSED → OPEN"_qs, u"OPEN → HALF-OPEN"_qs, u"HALF-OPEN → CLOSED"_qs}));
    QCOMPARE(e.last()->transitions->size(), 3u);
    QVERIFY(!e.last()->transitions->front().detail.isEmpty());
}

void EngineTest::otherEventsNeverDisplaceTransitions()
{
    EngineFixture e;
    e.connect();
    e.network.current()->end(EndKind::ConnectionLost);
    e.time.advance(3s);
    e.network.current()->end(EndKind::ConnectFailed);

    for (int i = 0; i < 500; ++i)
        e.engine.execute(ForceBreaker{{u"a"_qs}, BreakerOverride::None, u"t"_qs, {}});
    e.time.advance(1s);

    QCOMPARE(e.last()->events->size(), std::size_t(Snapshot::keptEvents));
    QCOMPARE(toString(e.last()->transitions->front().to), toString(BreakerState::Open));
    QVERIFY(e.last()->events->front().sequence > 1);
}

void EngineTest::severalSessionsAddUp()
{
    EngineFixture e;
    e.open(u"a"_qs);
    e.network.current()->accept();
    e.open(u"b"_qs);
    e.network.current()->accept();
    e.send(u"a"_qs, "1");
    e.send(u"b"_qs, "2");
    e.time.advance(5s);

    QCOMPARE(e.last()->sessions.size(), 2u);
    QCOMPARE(e.last()->engine.messages.confirmed, 2u);
    QCOMPARE(e.last()->engine.period.total.count, 2u);
    QCOMPARE(e.last()->session({u"b"_qs})->messages.confirmed, 1u);
    QCOMPARE(e.last()->active, 2);
}

void EngineTest::departedSessionsStayInTheSum()
{
    EngineFixture e;
    e.connect();
    e.send(u"a"_qs, "1");

    e.engine.execute(CloseSession{{u"a"_qs}});
    e.time.advance(2s);

    QVERIFY(e.last()->sessions.empty());
    QCOMPARE(e.last()->engine.messages.confirmed, 1u);
    QCOMPARE(e.last()->engine.sinceStart.total.count, 1u);
}

void EngineTest::whoEndedInMidPeriodStaysInItAndInTheSumOnce()
{
    EngineFixture e;
    e.connect();
    e.time.advance(6s);
    e.send(u"a"_qs, "1");
    e.engine.execute(CloseSession{{u"a"_qs}});
    e.time.advance(5s);
    QVERIFY(e.last()->sessions.empty());
    QCOMPARE(e.last()->engine.period.total.count, 1u);
    QCOMPARE(e.last()->engine.sinceStart.total.count, 1u);

    e.time.advance(5s);

    QCOMPARE(e.last()->engine.period.total.count, 0u);
    QCOMPARE(e.last()->engine.sinceStart.total.count, 1u);
}

void EngineTest::latenciesSinceTheStartAreToldInEveryFrame()
{
    EngineFixture e;
    e.connect();

    for (std::uint64_t i = 1; i <= 12; ++i) {
        e.send(u"a"_qs, "1");
        e.time.advance(1s);
        QCOMPARE(e.last()->session({u"a"_qs})->sinceStart.total.count, i);
        QCOMPARE(e.last()->engine.sinceStart.total.count, i);
        QVERIFY(e.last()->session({u"a"_qs})->sinceStart.total.p99);
    }
}

void EngineTest::unknownSessionIsOneClearSentence()
{
    EngineFixture e;
    e.engine.execute(RetryNow{{u"nobody"_qs}});

    QCOMPARE(e.listener.complaints, QStringList{u"There is no connection named 'nobody'."_qs});
}

void EngineTest::sendsAreAnsweredByRequest()
{
    EngineFixture e;
    e.connect();

    QVERIFY(e.send(u"a"_qs, "x").isAccepted());
    QCOMPARE(e.listener.answers.back().requestId, 1u);
    QCOMPARE(e.listener.answers.back().outcome.id, std::optional(MessageId{1}));
}

void EngineTest::onlyTheNewestIncomingMessageIsHandedOutPerTick()
{
    EngineFixture e;
    e.connect();
    for (int i = 0; i < 1000; ++i)
        e.network.current()->text(QByteArray::number(i));

    e.time.advance(1s);

    QCOMPARE(e.listener.seen, QByteArrayList{"999"});
    QCOMPARE(e.last()->engine.messages.received, 1000u);
}

void EngineTest::openingAClosingSessionOpensItAnew()
{
    EngineFixture e;
    e.connect();
    e.network.answersClose = false;
    e.engine.execute(CloseSession{{u"a"_qs}});

    e.open(u"a"_qs);
    e.network.current()->accept();
    e.time.advance(10s);

    QCOMPARE(toString(e.last()->session({u"a"_qs})->connection),
             toString(ConnectionState::Connected));
    QCOMPARE(e.network.created(), 2);
}

void EngineTest::aForcedBreakerIsTheWorst()
{
    EngineFixture e;
    e.connect();
    e.open(u"b"_qs);
    e.network.current()->accept();

    e.engine.execute(ForceBreaker{{u"a"_qs}, BreakerOverride::ForcedOpen, u"t"_qs, {}});
    e.time.advance(1s);

    QCOMPARE(toString(e.last()->engine.breaker.effectiveState()), toString(BreakerState::Open));
}

void EngineTest::settingsThatNeedARestartAreNamedAndNotApplied()
{
    EngineFixture e;
    StabilityConfig changed;
    changed.deduplication.hash = DedupHash::Sha256;
    changed.connection.handshakeTimeout = 3s;

    e.engine.execute(ApplyConfig{changed});
    e.time.advance(1s);

    QCOMPARE(e.listener.applied.size(), 1u);
    QVERIFY(e.listener.applied.front().connection.handshakeTimeout == 3s);
    QVERIFY(e.listener.applied.front().deduplication.hash == DedupHash::Xxh3);
    QVERIFY(e.last()->events->back().detail.contains(u"deduplication.hash"));
}

void EngineTest::aLongMessageIsShownInPartWithItsSize()
{
    EngineFixture e;
    e.connect();
    e.network.current()->text(QByteArray(10'000, 'x'));

    e.time.advance(1s);

    QCOMPARE(e.listener.seen.back().size(), Engine::seenBytes);
    QCOMPARE(e.listener.seenSize, 10'000);
}

BREAKWATER_TEST(EngineTest)
#include "tst_engine.moc"
