// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/metricset.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class MetricSetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anIdleSetIsSmall();
    void aHistogramIsAllocatedAtItsFirstValue();
    void aPeriodKeepsItsMemoryUntilOneBringsNothing();
    void mergingSessionsMergesEachLatency();
    void mergingAnEmptyOneAllocatesNothing();
};

void MetricSetTest::anIdleSetIsSmall()
{
    static_assert(sizeof(MetricSet) <= 512);
    const MetricSet set;

    QVERIFY(set.sinceStart.rtt.get() == nullptr);
    QVERIFY(set.sinceStart.rtt.isEmpty());
    QCOMPARE(set.sinceStart.rtt.summary().count, 0U);
}

void MetricSetTest::aHistogramIsAllocatedAtItsFirstValue()
{
    LazyHistogram histogram;
    histogram.record(3ms);

    QVERIFY(histogram.get() != nullptr);
    QCOMPARE(histogram.summary().count, 1U);
    QCOMPARE(*histogram.summary().max, Duration(3ms));
}

void MetricSetTest::aPeriodKeepsItsMemoryUntilOneBringsNothing()
{
    LazyHistogram histogram;
    histogram.record(3ms);

    histogram.clear();
    QVERIFY(histogram.isEmpty());
    QVERIFY(histogram.get() != nullptr);

    histogram.clear();
    QVERIFY(histogram.get() == nullptr);
}

void MetricSetTest::mergingSessionsMergesEachLatency()
{
    LatencyHistograms first;
    first.queue.record(1ms);
    first.rtt.record(2ms);
    LatencyHistograms second;
    second.queue.record(9ms);
    second.confirm.record(3ms);
    second.total.record(4ms);

    first.merge(second);

    QCOMPARE(first.queue.summary().count, 2U);
    QCOMPARE(*first.queue.summary().max, Duration(9ms));
    QCOMPARE(*first.confirm.summary().max, Duration(3ms));
    QCOMPARE(*first.total.summary().max, Duration(4ms));
    QCOMPARE(*first.rtt.summary().max, Duration(2ms));
    QCOMPARE(second.queue.summary().count, 1U);
}

void MetricSetTest::mergingAnEmptyOneAllocatesNothing()
{
    LatencyHistograms engine;

    engine.merge(LatencyHistograms{});

    QVERIFY(engine.queue.get() == nullptr);
    QVERIFY(engine.total.get() == nullptr);
}

BREAKWATER_TEST(MetricSetTest)
#include "tst_metricset.moc"
