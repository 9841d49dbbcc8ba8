// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/engine/enginefixture.h>
#include <tests/support/testmain.h>

#include <limits>

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
    void percentilesOfManyLatenciesAreRenewedOnceInAnAggregatePeriod();
    void theLastFrameHasEveryPercentileExact();
    void unknownSessionIsOneClearSentence();
    void sendsAreAnsweredByRequest();
    void onlyTheNewestIncomingMessageIsHandedOutPerTick();
    void openingAClosingSessionOpensItAnew();
    void aForcedBreakerIsTheWorst();
    void settingsThatNeedARestartAreNamedAndNotApplied();
    void aLongMessageIsShownInPartWithItsSize();
    void aRateThatIsNoNumberIsRefused_data();
    void aRateThatIsNoNumberIsRefused();
};

namespace {

LatencySummary totalsOf(const SnapshotPtr &frame)
{
    return frame->session({u"a"_qs})->sinceStart.total;
}

//! Within a second more than `least`: sixty different latencies, too many for a sparse histogram.
void sendSlowly(EngineFixture &e, Duration least)
{
    constexpr int messages = 60;
    e.network.answersPings = false;
    for (int i = 0; i < messages; ++i) {
        e.send(u"a"_qs, QByteArray::number(i));
        e.time.advance(10ms);
    }
    e.time.advance(least);
    e.network.answersPings = true;
    while (!e.network.current()->pings.isEmpty())
        e.network.current()->answerOldest();
}

//! How many periods of performance end until p99 is another one.
int periodsUntilRenewed(EngineFixture &e)
{
    const std::optional<Duration> before = totalsOf(e.last()).p99;
    int ended = 0;
    while (totalsOf(e.last()).p99 == before && ended < 20) {
        const std::size_t told = e.listener.frames.size();
        e.time.advance(1s);
        for (std::size_t i = told; i < e.listener.frames.size(); ++i)
            ended += e.listener.frames[i]->tiers.has(Tier::Performance);
    }
    return ended;
}

} // namespace

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

void EngineTest::percentilesOfManyLatenciesAreRenewedOnceInAnAggregatePeriod()
{
    EngineFixture e;
    e.connect();
    sendSlowly(e, 100ms);
    e.time.advance(40s);
    QCOMPARE(totalsOf(e.last()).count, 60U);
    const Duration first = *totalsOf(e.last()).p99;
    QVERIFY(first < 1s);

    sendSlowly(e, 1s);
    e.time.advance(1s);
    QCOMPARE(totalsOf(e.last()).count, 120U);
    QCOMPARE(*totalsOf(e.last()).p99, first);
    QVERIFY(*totalsOf(e.last()).max > 1s);
    QVERIFY(*e.last()->engine.sinceStart.total.p99 > 1s);
    QVERIFY(periodsUntilRenewed(e) <= 6);
    const Duration second = *totalsOf(e.last()).p99;
    QVERIFY(second > 1s && second < 2s);

    sendSlowly(e, 2s); // now that its turn has just been
    QCOMPARE(periodsUntilRenewed(e), 6);
    QVERIFY(*totalsOf(e.last()).p99 > 2s);
}

void EngineTest::theLastFrameHasEveryPercentileExact()
{
    EngineFixture e;
    e.connect();
    sendSlowly(e, 100ms);
    e.time.advance(40s);
    sendSlowly(e, 2s);
    e.time.advance(1s);
    QVERIFY(*totalsOf(e.last()).p99 < 1s);

    e.engine.shutdown(1s);
    e.time.advance(0s);

    QCOMPARE(e.listener.reports.size(), 1u);
    QCOMPARE(totalsOf(e.last()).count, 120U);
    QVERIFY(*totalsOf(e.last()).p99 > 2s);
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

void EngineTest::aRateThatIsNoNumberIsRefused_data()
{
    QTest::addColumn<double>("perSecond");
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
    QTest::newRow("infinitely less than nothing") << -std::numeric_limits<double>::infinity();
}

void EngineTest::aRateThatIsNoNumberIsRefused()
{
    QFETCH(double, perSecond);
    EngineFixture e;
    e.connect();
    e.engine.execute(SetTraffic{.id = {u"a"_qs}, .text = u"x"_qs, .perSecond = 1});

    e.engine.execute(SetTraffic{.id = {u"a"_qs}, .text = u"y"_qs, .perSecond = perSecond});
    e.time.advance(2s);

    QCOMPARE(e.listener.complaints,
             QStringList{u"The rate of traffic is not a number; nothing was changed."_qs});
    QCOMPARE(e.network.received, (QByteArrayList{"x", "x", "x"})); // what ran, runs on
}

BREAKWATER_TEST(EngineTest)
#include "tst_engine.moc"
