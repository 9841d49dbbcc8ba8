// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/latencyhistogram.h>

#include <tests/core/metrics/summarytext.h>
#include <tests/support/testmain.h>

#include <limits>
#include <vector>

using namespace std::chrono_literals;
using namespace Breakwater;

using Buckets = std::vector<SparseBuckets::Bucket>;

Q_DECLARE_METATYPE(Buckets)

class SparseBucketsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyOneKnowsNothing();
    void bucketsStayInOrderAndCountUp();
    void fromAHistogramAndBackNothingIsLost();
    void mergingEqualsRecordingBoth();
    void whatDoesNotFitIsRefusedWhole();
    void partsMakeTheSameAgain();
    void partsOfNoHistogramAreRefused_data();
    void partsOfNoHistogramAreRefused();
};

void SparseBucketsTest::anEmptyOneKnowsNothing()
{
    const SparseBuckets empty;

    QVERIFY(empty.isEmpty());
    QCOMPARE(Test::textOf(empty.summary()), Test::textOf(LatencySummary{}));
    QCOMPARE(empty.bytes(), 0);
}

void SparseBucketsTest::bucketsStayInOrderAndCountUp()
{
    SparseBuckets sparse;
    for (const Duration value : {Duration(9ms), Duration(1ms), Duration(9ms), Duration(5ms)})
        QVERIFY(sparse.record(value));

    const Buckets expected{{LatencyHistogram::bucketOf(1ms), 1},
                           {LatencyHistogram::bucketOf(5ms), 1},
                           {LatencyHistogram::bucketOf(9ms), 2}};
    QVERIFY(sparse.buckets() == expected);
    QCOMPARE(sparse.weight(), 4U);
    QCOMPARE(sparse.totals().sumAsDuration(), Duration(24ms));
}

void SparseBucketsTest::fromAHistogramAndBackNothingIsLost()
{
    LatencyHistogram histogram;
    for (int i = 1; i < 500; ++i)
        histogram.record(i * i * 1us, static_cast<std::uint32_t>(i));

    LatencyHistogram again;
    again.merge(histogram.sparse());

    QCOMPARE(Test::textOf(again.summary()), Test::textOf(histogram.summary()));
    QVERIFY(again.sparse() == histogram.sparse());
    QCOMPARE(Test::textOf(histogram.sparse().summary()), Test::textOf(histogram.summary()));
}

void SparseBucketsTest::mergingEqualsRecordingBoth()
{
    SparseBuckets low;
    SparseBuckets high;
    SparseBuckets both;
    for (int i = 0; i < 20; ++i) {
        QVERIFY(low.record(i * 1ms) && high.record(i * 3ms, 2));
        QVERIFY(both.record(i * 1ms) && both.record(i * 3ms, 2));
    }

    QVERIFY(low.merge(high));

    QVERIFY(low == both);
}

void SparseBucketsTest::whatDoesNotFitIsRefusedWhole()
{
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    SparseBuckets full;
    QVERIFY(full.record(1ms, most));
    const SparseBuckets before = full;
    SparseBuckets one;
    QVERIFY(one.record(2ms));

    QVERIFY(!full.record(2ms));
    QVERIFY(!full.merge(one));

    QVERIFY(full == before);
}

void SparseBucketsTest::partsMakeTheSameAgain()
{
    SparseBuckets sparse;
    QVERIFY(sparse.record(1ms, 3) && sparse.record(7ms));

    const auto again = SparseBuckets::from(sparse.buckets(), sparse.totals());

    QVERIFY(again && *again == sparse);
    QVERIFY(SparseBuckets::from({}, {}).has_value());
}

void SparseBucketsTest::partsOfNoHistogramAreRefused_data()
{
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    QTest::addColumn<Buckets>("buckets");
    QTest::addColumn<std::uint64_t>("count");
    QTest::addColumn<double>("sum");
    const auto row = [](const char *name, const Buckets &buckets, std::uint64_t count,
                        double sum = 1) { QTest::newRow(name) << buckets << count << sum; };
    row("not rising", {{5, 1}, {4, 1}}, 2);
    row("twice the same", {{5, 1}, {5, 1}}, 2);
    row("below the first", {{-1, 1}}, 1);
    row("past the last", {{LatencyHistogram::bucketCount, 1}}, 1);
    row("a bucket of none", {{5, 0}}, 1);
    row("more than were counted", {{5, 3}}, 2);
    row("counted, but nowhere", {}, 2);
    row("heavier than 32 bits", {{5, most}, {6, 1}}, std::uint64_t(most) + 1);
    row("a sum below zero", {{5, 1}}, 1, -1);
    row("a sum that is no number", {{5, 1}}, 1, std::numeric_limits<double>::quiet_NaN());
    row("an endless sum", {{5, 1}}, 1, std::numeric_limits<double>::infinity());
}

void SparseBucketsTest::partsOfNoHistogramAreRefused()
{
    QFETCH(Buckets, buckets);
    QFETCH(std::uint64_t, count);
    QFETCH(double, sum);

    QVERIFY(!SparseBuckets::from(buckets, {.count = count, .sum = sum, .max = 1ms}));
}

BREAKWATER_TEST(SparseBucketsTest)
#include "tst_sparsebuckets.moc"
