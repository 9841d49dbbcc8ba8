// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/latencyrun.h>

#include <tests/support/testmain.h>

#include <initializer_list>
#include <vector>

using namespace std::chrono_literals;
using namespace Breakwater;

class LatencyRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsRecordedBeforeAnotherValueComes();
    void equalValuesThatFollowEachOtherAreOneRun();
    void theLastRunIsRecordedAtTheEnd();
    void zeroMayComeFirst();
    void withoutValuesNothingIsAllocated();
    void whatIsDisabledRecordsNothing();
    void theOtherLatenciesAreLeftAlone();

private:
    void add(std::initializer_list<Duration> values, bool enabled = true);
    const LazyHistogram &rtt() const { return m_metrics.thisPeriod.rtt; }
    //! In the bucket of that value.
    std::uint32_t countOf(Duration value) const;

    MetricSet m_metrics;

private Q_SLOTS:
    void init() { m_metrics = {}; }
};

void LatencyRunTest::add(std::initializer_list<Duration> values, bool enabled)
{
    LatencyRun run(m_metrics, &LatencyHistograms::rtt, enabled);
    for (const Duration value : values)
        run.add(value);
}

std::uint32_t LatencyRunTest::countOf(Duration value) const
{
    const SparseBuckets sparse = rtt().sparse();
    for (const auto &[bucket, count] : sparse.buckets()) {
        if (bucket == LatencyHistogram::bucketOf(value))
            return count;
    }
    return 0;
}

void LatencyRunTest::nothingIsRecordedBeforeAnotherValueComes()
{
    LatencyRun run(m_metrics, &LatencyHistograms::rtt, true);

    run.add(1ms);
    run.add(1ms);
    QVERIFY(rtt().isEmpty());

    run.add(9ms);
    QCOMPARE(rtt().count(), 2U);
    QCOMPARE(countOf(1ms), 2U);
}

void LatencyRunTest::equalValuesThatFollowEachOtherAreOneRun()
{
    LatencyRun run(m_metrics, &LatencyHistograms::rtt, true);
    std::vector<std::uint64_t> recorded;
    for (const Duration value : {1ms, 1ms, 9ms, 1ms, 5ms}) {
        run.add(value);
        recorded.push_back(rtt().count());
    }

    QCOMPARE(recorded, (std::vector<std::uint64_t>{0, 0, 2, 3, 4}));
    QCOMPARE(countOf(1ms), 3U);
    QCOMPARE(countOf(9ms), 1U);
}

void LatencyRunTest::theLastRunIsRecordedAtTheEnd()
{
    add({1ms, 1ms, 9ms, 1ms});

    QCOMPARE(rtt().count(), 4U);
    QCOMPARE(countOf(1ms), 3U);
    QCOMPARE(countOf(9ms), 1U);
    QCOMPARE(*rtt().summary().sum, Duration(12ms));
    QCOMPARE(*rtt().summary().max, Duration(9ms));
}

void LatencyRunTest::zeroMayComeFirst()
{
    add({0ms, 0ms, 3ms});

    QCOMPARE(rtt().count(), 3U);
    QCOMPARE(countOf(0ms), 2U);
    QCOMPARE(countOf(3ms), 1U);
}

void LatencyRunTest::withoutValuesNothingIsAllocated()
{
    add({});

    QCOMPARE(m_metrics.thisPeriod.bytes(), 0);
}

void LatencyRunTest::whatIsDisabledRecordsNothing()
{
    add({1ms, 1ms, 9ms}, false);

    QVERIFY(m_metrics.thisPeriod.isEmpty());
    QCOMPARE(m_metrics.thisPeriod.bytes(), 0);
}

void LatencyRunTest::theOtherLatenciesAreLeftAlone()
{
    add({1ms, 2ms});

    QVERIFY(m_metrics.thisPeriod.queue.isEmpty());
    QVERIFY(m_metrics.thisPeriod.confirm.isEmpty());
    QVERIFY(m_metrics.thisPeriod.total.isEmpty());
    QVERIFY(m_metrics.settled.isEmpty());
}

BREAKWATER_TEST(LatencyRunTest)
#include "tst_latencyrun.moc"
