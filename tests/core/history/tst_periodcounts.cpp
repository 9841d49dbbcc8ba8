// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/sourcehistory.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t start = 1'800'000'000;

//! A core that serves, as its frames tell it.
class Core
{
public:
    Core()
    {
        frame.periods = {1s, 5s, 30s};
        frame.events = std::make_shared<std::vector<Event>>();
        frame.transitions = std::make_shared<std::vector<TransitionRecord>>();
        frame.serving.url = u"ws://127.0.0.1:9000/"_s;
    }

    void clean(std::uint64_t removed, Duration took)
    {
        m_cycles.push_back({m_cycles.size() + 1, {}, removed, 0, took});
        frame.serving.cycles = std::make_shared<std::vector<CleanupCycle>>(m_cycles);
    }
    void startOver()
    {
        m_cycles.clear();
        frame.serving.cycles = nullptr;
        frame.engine.breaker.counters = {};
    }
    void record(std::chrono::seconds offset, std::initializer_list<Tier> tiers = {Tier::Aggregate})
    {
        frame.at.wall = WallTime(std::chrono::seconds(start) + offset);
        frame.at.monotonic = MonotonicTime(offset + 1h);
        frame.tiers = {};
        for (const Tier tier : tiers)
            frame.tiers.add(tier);
        history.record(frame, frame.engine);
    }
    std::optional<float> at(Metric metric, std::int64_t offset) const
    {
        return history.series(metric).at(start + offset);
    }

    SourceHistory history{3600};
    Snapshot frame;

private:
    std::vector<CleanupCycle> m_cycles;
};

} // namespace

class PeriodCountsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatHappenedBeforeTheFirstTickIsNotCounted();
    void eachCycleIsCountedOnce();
    void anIdlePeriodDrawsZero();
    void aPeriodWithoutACycleHasNoDuration();
    void aCoreThatStartsOverIsAGapNotASpike();
    void aSilentCoreIsAGap();
    void breakersOfAllAreCountedByTheirChanges();
    void clientsAreKnownOnlyWhereSomethingIsServed();
    void queuesAreCountedInBytes();
    void unknownSeriesCostNothing();
    void oneSessionHasNoneOfThese();
};

void PeriodCountsTest::whatHappenedBeforeTheFirstTickIsNotCounted()
{
    Core core;
    core.clean(500, 5ms);
    core.frame.engine.breaker.counters.opens = 40;

    core.record(30s);

    QVERIFY(!core.at(Metric::CleanupRemoved, 30));
    QVERIFY(!core.at(Metric::BreakerOpens, 30));
}

void PeriodCountsTest::eachCycleIsCountedOnce()
{
    Core core;
    core.record(0s);
    core.clean(3, 5ms);
    core.clean(4, 2ms);
    core.record(30s);
    core.clean(10, 1ms);

    core.record(60s);

    QCOMPARE(core.at(Metric::CleanupRemoved, 1), std::optional(7.0F));
    QCOMPARE(core.at(Metric::CleanupRemoved, 30), std::optional(7.0F));
    QCOMPARE(core.at(Metric::CleanupDuration, 30), std::optional(5.0F)); // the longest
    QCOMPARE(core.at(Metric::CleanupRemoved, 60), std::optional(10.0F));
    QCOMPARE(core.at(Metric::CleanupDuration, 60), std::optional(1.0F));
}

void PeriodCountsTest::anIdlePeriodDrawsZero()
{
    Core core;
    core.record(0s);
    core.clean(3, 5ms);
    core.frame.engine.breaker.counters.opens = 2;
    core.record(30s);

    core.record(60s);

    QCOMPARE(core.at(Metric::CleanupRemoved, 60), std::optional(0.0F));
    QCOMPARE(core.at(Metric::BreakerOpens, 60), std::optional(0.0F));
}

void PeriodCountsTest::aPeriodWithoutACycleHasNoDuration()
{
    Core core;
    core.record(0s);
    core.clean(0, 5ms); // a cycle that found nobody still took its time
    core.record(30s);

    core.record(60s);

    QCOMPARE(core.at(Metric::CleanupDuration, 30), std::optional(5.0F));
    QVERIFY(!core.at(Metric::CleanupDuration, 60));
}

void PeriodCountsTest::aCoreThatStartsOverIsAGapNotASpike()
{
    Core core;
    core.clean(3, 5ms);
    core.clean(4, 5ms);
    core.frame.engine.breaker.counters.opens = 9;
    core.record(0s);

    core.startOver();
    core.clean(100, 5ms);
    core.record(30s);
    core.clean(6, 5ms);
    core.record(60s);

    QVERIFY(!core.at(Metric::CleanupRemoved, 30));
    QVERIFY(!core.at(Metric::BreakerOpens, 30));
    QCOMPARE(core.at(Metric::CleanupRemoved, 60), std::optional(6.0F));
    QCOMPARE(core.at(Metric::BreakerOpens, 60), std::optional(0.0F));
}

void PeriodCountsTest::aSilentCoreIsAGap()
{
    Core core;
    core.frame.serving.clients = 5;
    core.record(0s, {Tier::Realtime, Tier::Aggregate});
    core.record(30s, {Tier::Realtime, Tier::Aggregate});

    core.record(300s, {Tier::Realtime, Tier::Aggregate});

    QCOMPARE(core.at(Metric::CleanupRemoved, 30), std::optional(0.0F));
    QVERIFY(!core.at(Metric::CleanupRemoved, 150));
    QVERIFY(!core.at(Metric::ClientsKnown, 150));
    QVERIFY(!core.at(Metric::BreakerOpens, 150));
    QCOMPARE(core.at(Metric::CleanupRemoved, 300), std::optional(0.0F));
    QCOMPARE(core.at(Metric::ClientsKnown, 300), std::optional(5.0F));
}

void PeriodCountsTest::breakersOfAllAreCountedByTheirChanges()
{
    Core core;
    core.frame.engine.breaker.counters = {.opens = 10, .halfOpens = 9, .closes = 8};
    core.record(0s);
    core.frame.engine.breaker.counters = {.opens = 13, .halfOpens = 11, .closes = 9};

    core.record(30s);

    QCOMPARE(core.at(Metric::BreakerOpens, 30), std::optional(3.0F));
    QCOMPARE(core.at(Metric::BreakerHalfOpens, 30), std::optional(2.0F));
    QCOMPARE(core.at(Metric::BreakerCloses, 30), std::optional(1.0F));
}

void PeriodCountsTest::clientsAreKnownOnlyWhereSomethingIsServed()
{
    Core core;
    core.frame.serving.clients = 12;
    core.frame.serving.connected = 7;
    core.record(0s, {Tier::Realtime});
    core.frame.serving = {};
    core.record(1s, {Tier::Realtime, Tier::Aggregate});
    core.record(31s, {Tier::Realtime, Tier::Aggregate});

    QCOMPARE(core.at(Metric::ClientsKnown, 0), std::optional(12.0F));
    QCOMPARE(core.at(Metric::ClientsConnected, 0), std::optional(7.0F));
    QVERIFY(!core.at(Metric::ClientsKnown, 1));
    QVERIFY(!core.at(Metric::CleanupRemoved, 31));
}

void PeriodCountsTest::queuesAreCountedInBytes()
{
    Core core;
    core.frame.memory.queueBytes = 4096;

    core.record(30s);

    QCOMPARE(core.at(Metric::QueueBytes, 30), std::optional(4096.0F));
}

void PeriodCountsTest::unknownSeriesCostNothing()
{
    Core core;
    QCOMPARE(core.history.bytes(), 0);
    core.frame.serving = {};
    core.frame.memory.rssBytes = 1 << 20;
    core.record(0s);
    core.record(30s);

    std::int64_t known = 0;
    for (int i = 0; i < metricCount; ++i)
        known += core.history.series(static_cast<Metric>(i)).bytes();

    for (const Metric metric : {Metric::ClientsConnected, Metric::ClientsKnown,
                                Metric::CleanupRemoved, Metric::CleanupDuration, Metric::Queued})
        QCOMPARE(core.history.series(metric).bytes(), 0);
    QVERIFY(core.history.series(Metric::MemoryRss).bytes() > 3600 * 4);
    QVERIFY(core.history.bytes() >= known && known > 0);
}

void PeriodCountsTest::oneSessionHasNoneOfThese()
{
    Core core;
    SessionSnapshot session;
    session.id = {u"a"_s};
    core.frame.tiers = TierSet::all();
    core.frame.at.wall = WallTime(std::chrono::seconds(start));

    core.history.record(core.frame, session);

    for (int i = static_cast<int>(Metric::MemoryRss); i < metricCount; ++i)
        QVERIFY(!core.history.series(static_cast<Metric>(i)).isKnown());
}

BREAKWATER_TEST(PeriodCountsTest)
#include "tst_periodcounts.moc"
