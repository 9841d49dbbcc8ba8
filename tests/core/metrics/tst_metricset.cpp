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
    void aClientWithFewRoundTripsStaysSmall();
    void mergingSessionsMergesEachLatency();
    void mergingAnEmptyOneAllocatesNothing();
};

void MetricSetTest::anIdleSetIsSmall()
{
    static_assert(sizeof(MetricSet) <= 512);
    const MetricSet set;

    QCOMPARE(set.settled.bytes(), 0);
    QVERIFY(set.settled.rtt.isEmpty());
    QCOMPARE(set.settled.rtt.summary().count, 0U);
}

void MetricSetTest::aClientWithFewRoundTripsStaysSmall()
{
    MetricSet set;
    for (int i = 0; i < 4; ++i) {
        set.settled.rtt.record(i * 5ms);
        set.thisPeriod.rtt.record(i * 5ms);
    }

    QVERIFY(set.settled.bytes() + set.thisPeriod.bytes() <= 300);
    QCOMPARE(set.settled.bytes(), set.settled.rtt.bytes());
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

    QCOMPARE(engine.bytes(), 0);
}

BREAKWATER_TEST(MetricSetTest)
#include "tst_metricset.moc"
