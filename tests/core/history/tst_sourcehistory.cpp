// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/sourcehistory.h>

#include <tests/support/testmain.h>

#include <cmath>

using namespace Breakwater;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t start = 1'800'000'000;

LatencySummary latency(std::uint64_t count, Duration p50)
{
    LatencySummary summary;
    summary.count = count;
    summary.p50 = p50;
    summary.p95 = p50 + 1ms;
    summary.p99 = p50 + 2ms;
    summary.max = p50 + 3ms;
    return summary;
}

//! Frames as an engine would send them, one realtime tick a second.
class Source
{
public:
    Source()
    {
        frame.periods = {1s, 5s, 30s};
        frame.events = std::make_shared<std::vector<Event>>();
        frame.transitions = std::make_shared<std::vector<TransitionRecord>>();
        session.id = {u"a"_s};
        session.connection = ConnectionState::Connected;
    }

    void record(Duration offset, std::initializer_list<Tier> tiers)
    {
        frame.at.wall = WallTime(std::chrono::seconds(start))
            + std::chrono::duration_cast<std::chrono::milliseconds>(offset);
        frame.at.monotonic = MonotonicTime(offset + 1h);
        frame.tiers = {};
        for (const Tier tier : tiers)
            frame.tiers.add(tier);
        history.record(frame, session);
    }
    void transition(BreakerState to, Duration offset)
    {
        auto all = std::make_shared<std::vector<TransitionRecord>>(*frame.transitions);
        TransitionRecord &record = all->emplace_back();
        record.sequence = all->size();
        record.session = session.id;
        record.to = to;
        record.at = WallTime(std::chrono::seconds(start))
            + std::chrono::duration_cast<std::chrono::milliseconds>(offset);
        frame.transitions = all;
    }
    std::optional<float> at(Metric metric, std::int64_t offset) const
    {
        return history.series(metric).at(start + offset);
    }

    SourceHistory history{3600};
    Snapshot frame;
    SessionSnapshot session;
};

} // namespace

class SourceHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratesComeFromTotalsOverMonotonicTime();
    void idleFallsToZeroAndDoesNotFreeze();
    void aRestartedSourceIsAGapNotASpike();
    void aSilentSourceIsAGap();
    void aLateTickIsNoGap();
    void aPerformanceSampleFillsItsPeriod();
    void latencyIsNeverMixedUnnamed();
    void unknownErrorRateIsAGap();
    void anHourDoesNotCollapseIntoOnePoint();
    void statesBetweenTwoFramesAreKept();
    void silenceMakesTheStateUnknown();
    void theWindowSeesUnknownBeforeTheNextFrame();
    void forcedStatesShowAsWhatTheyDo();
    void availabilityCountsOnlyWhatIsKnown();
    void backoffIsTheWholeWait();
    void sumsTakeTheMeanAvailability();
};

void SourceHistoryTest::ratesComeFromTotalsOverMonotonicTime()
{
    Source source;
    source.record(0s, {Tier::Realtime});
    source.session.sentTotal = 300;
    source.session.receivedTotal = 150;

    source.record(1500ms, {Tier::Realtime});

    QVERIFY(!source.at(Metric::RateOut, 0));
    QCOMPARE(source.at(Metric::RateOut, 1), std::optional(200.0F));
    QCOMPARE(source.at(Metric::RateIn, 1), std::optional(100.0F));
}

void SourceHistoryTest::idleFallsToZeroAndDoesNotFreeze()
{
    Source source;
    source.record(0s, {Tier::Realtime});
    source.session.sentTotal = 300;
    source.record(1s, {Tier::Realtime});

    source.record(2s, {Tier::Realtime});

    QCOMPARE(source.at(Metric::RateOut, 1), std::optional(300.0F));
    QCOMPARE(source.at(Metric::RateOut, 2), std::optional(0.0F));
}

void SourceHistoryTest::aRestartedSourceIsAGapNotASpike()
{
    Source source;
    source.session.sentTotal = 1'000'000;
    source.record(0s, {Tier::Realtime});
    source.record(1s, {Tier::Realtime});
    source.session.sentTotal = 10;

    source.record(2s, {Tier::Realtime});
    source.session.sentTotal = 20;
    source.record(3s, {Tier::Realtime});

    QVERIFY(!source.at(Metric::RateOut, 2));
    QCOMPARE(source.at(Metric::RateOut, 3), std::optional(10.0F));
}

void SourceHistoryTest::aSilentSourceIsAGap()
{
    Source source;
    source.session.queue.queued = 7;
    source.record(0s, {Tier::Realtime});

    source.record(60s, {Tier::Realtime});

    QCOMPARE(source.at(Metric::Queued, 0), std::optional(7.0F));
    QVERIFY(!source.at(Metric::Queued, 1));
    QVERIFY(!source.at(Metric::Queued, 59));
    QCOMPARE(source.at(Metric::Queued, 60), std::optional(7.0F));
}

void SourceHistoryTest::aLateTickIsNoGap()
{
    Source source;
    source.session.queue.queued = 7;
    source.record(990ms, {Tier::Realtime});

    source.record(2010ms, {Tier::Realtime}); // second 1 has no tick of its own

    QCOMPARE(source.at(Metric::Queued, 1), std::optional(7.0F));
}

void SourceHistoryTest::aPerformanceSampleFillsItsPeriod()
{
    Source source;
    source.session.rates.retries = 2;
    source.record(10s, {Tier::Performance});
    source.session.rates.retries = 4;

    source.record(15s, {Tier::Performance});

    QVERIFY(!source.at(Metric::RetryRate, 5));
    QCOMPARE(source.at(Metric::RetryRate, 6), std::optional(2.0F));
    QCOMPARE(source.at(Metric::RetryRate, 10), std::optional(2.0F));
    QCOMPARE(source.at(Metric::RetryRate, 11), std::optional(4.0F));
    QCOMPARE(source.at(Metric::RetryRate, 15), std::optional(4.0F));
    QVERIFY(!source.at(Metric::RetryRate, 16));
}

void SourceHistoryTest::latencyIsNeverMixedUnnamed()
{
    Source source;
    QCOMPARE(source.history.latencyKind(), LatencyKind::Unknown);
    source.session.period.rtt = latency(3, 10ms);
    source.record(5s, {Tier::Performance});
    QCOMPARE(source.history.latencyKind(), LatencyKind::RoundTrip);
    QCOMPARE(source.at(Metric::LatencyP50, 5), std::optional(10.0F));

    source.session.period.total = latency(90, 20ms);
    source.record(10s, {Tier::Performance});

    QCOMPARE(source.history.latencyKind(), LatencyKind::Total);
    QCOMPARE(source.at(Metric::LatencyP99, 10), std::optional(22.0F));
    QCOMPARE(source.at(Metric::LatencyCount, 10), std::optional(90.0F));
}

void SourceHistoryTest::unknownErrorRateIsAGap()
{
    Source source;
    source.session.rates.errorRate = 0.5;
    source.record(5s, {Tier::Performance});
    source.session.rates.errorRate.reset();

    source.record(10s, {Tier::Performance});

    QCOMPARE(source.at(Metric::FailureRate, 5), std::optional(0.5F));
    QVERIFY(!source.at(Metric::FailureRate, 10));
}

void SourceHistoryTest::anHourDoesNotCollapseIntoOnePoint()
{
    Source source;
    for (int i = 0; i < 3600; ++i) {
        source.session.queue.queued = i;
        source.record(std::chrono::seconds(i), {Tier::Realtime});
    }

    const std::vector<Series::Column> columns
        = source.history.series(Metric::Queued).columns(start, start + 3600, 60);

    for (std::size_t i = 0; i < columns.size(); ++i) {
        QCOMPARE(columns[i].count, 60U);
        QCOMPARE(columns[i].last, static_cast<float>(60 * i + 59));
    }
}

void SourceHistoryTest::statesBetweenTwoFramesAreKept()
{
    Source source;
    source.record(0s, {Tier::Realtime});
    source.transition(BreakerState::Open, 300ms);
    source.transition(BreakerState::HalfOpen, 500ms);
    source.transition(BreakerState::Closed, 700ms);

    source.record(1s, {Tier::Realtime});

    const std::vector<StateSpan> spans = source.history.states(start, start + 1);
    QCOMPARE(spans.size(), 4U);
    QCOMPARE(spans[1].state, std::optional(BreakerState::Open));
    QCOMPARE(spans[1].from, start + 0.3);
    QCOMPARE(spans[1].to, std::optional(start + 0.5));
    QCOMPARE(spans[3].state, std::optional(BreakerState::Closed));
}

void SourceHistoryTest::silenceMakesTheStateUnknown()
{
    Source source;
    source.record(0s, {Tier::Realtime});

    source.record(60s, {Tier::Realtime});

    const std::vector<StateSpan> spans = source.history.states(start, start + 60);
    QCOMPARE(spans.size(), 3U);
    QVERIFY(!spans[1].state);
    QCOMPARE(spans[1].from, start + 1.0);
    QCOMPARE(spans[1].to, std::optional(start + 60.0));
}

void SourceHistoryTest::theWindowSeesUnknownBeforeTheNextFrame()
{
    Source source;
    source.record(0s, {Tier::Realtime});

    QCOMPARE(source.history.states(start, start + 2).size(), 1U);
    const std::vector<StateSpan> spans = source.history.states(start, start + 30);

    QCOMPARE(spans.size(), 2U);
    QVERIFY(!spans[1].state);
    QVERIFY(!spans[1].to);
}

void SourceHistoryTest::forcedStatesShowAsWhatTheyDo()
{
    Source source;
    source.session.breaker.override_ = BreakerOverride::ForcedOpen;

    source.record(0s, {Tier::Realtime});

    QCOMPARE(source.history.states(start, start + 1).front().state,
             std::optional(BreakerState::Open));
    QCOMPARE(source.at(Metric::Available, 0), std::optional(0.0F));
}

void SourceHistoryTest::availabilityCountsOnlyWhatIsKnown()
{
    Source source;
    QVERIFY(!source.history.availability(start, start + 100));
    for (int i = 0; i < 6; ++i)
        source.record(std::chrono::seconds(i), {Tier::Realtime});
    source.session.connection = ConnectionState::BackingOff;
    source.record(6s, {Tier::Realtime});
    source.record(7s, {Tier::Realtime});
    source.session.connection = ConnectionState::Closed; // on purpose: nobody expects it to be up

    source.record(8s, {Tier::Realtime});

    QCOMPARE(source.history.availability(start, start + 100), std::optional(0.75));
}

void SourceHistoryTest::backoffIsTheWholeWait()
{
    Source source;
    source.session.attempt = 1;
    source.session.nextAttemptIn = 4s;
    source.record(0s, {Tier::Realtime});
    source.session.nextAttemptIn = 3s;
    source.record(1s, {Tier::Realtime});
    source.session.attempt = 2;
    source.session.nextAttemptIn = 2s;
    source.record(2s, {Tier::Realtime});
    source.session.nextAttemptIn.reset();
    source.record(3s, {Tier::Realtime});

    QCOMPARE(source.at(Metric::BackoffDelay, 1), std::optional(4.0F));
    QCOMPARE(source.at(Metric::BackoffDelay, 2), std::optional(2.0F));
    QCOMPARE(source.at(Metric::BackoffDelay, 3), std::optional(0.0F));
}

void SourceHistoryTest::sumsTakeTheMeanAvailability()
{
    Source source;
    SessionSnapshot down = source.session;
    down.connection = ConnectionState::BackingOff;
    source.frame.sessions = {source.session, down};
    source.session.id = {};

    source.record(0s, {Tier::Realtime, Tier::Aggregate});

    QCOMPARE(source.at(Metric::Available, 0), std::optional(0.5F));
}

BREAKWATER_TEST(SourceHistoryTest)
#include "tst_sourcehistory.moc"
