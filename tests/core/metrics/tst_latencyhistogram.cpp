// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/latencyhistogram.h>

#include <core/base/randomsource.h>
#include <tests/support/testmain.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

double relativeError(Duration seen, Duration real)
{
    return std::abs(toSeconds(seen) / toSeconds(real) - 1);
}

// Evenly spread over the octaves, as latencies are.
Duration anyLatency(RandomSource &random)
{
    const double exponent = toSeconds(random.uniform(0s, 1s)) * std::log10(3.6e9) + 3;
    return Duration(static_cast<Duration::rep>(std::pow(10, exponent)));
}

} // namespace

class LatencyHistogramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyOneKnowsNothing();
    void staysWithinOnePercentFromAMicrosecondToAnHour();
    void bucketsFollowEachOtherWithoutGapOrOverlap();
    void theMiddleOfABucketLiesInIt();
    void quantilesAgreeWithASortedList();
    void quantilesNeverFall();
    void mergingEqualsRecordingBoth();
    void whatIsOutsideCountsAtTheEdgeButMaxStaysExact();
    void percentilesComeFromMergedHistogramsNotAverages();
    void aRecordingWorthManyCountsThatOften();
    void aFullBucketNeverWrapsAround();
    void mergingTwoFullOnesKeepsTheirShape();
    void clearedItIsEmptyAgain();
};

void LatencyHistogramTest::anEmptyOneKnowsNothing()
{
    const LatencyHistogram histogram;

    QVERIFY(histogram.isEmpty());
    QVERIFY(!histogram.valueAt(0.5).has_value());
    const LatencySummary summary = histogram.summary();
    QCOMPARE(summary.count, 0U);
    QVERIFY(!summary.mean && !summary.p50 && !summary.p999 && !summary.max && !summary.sum);
}

void LatencyHistogramTest::staysWithinOnePercentFromAMicrosecondToAnHour()
{
    double worst = 0;

    for (double exact = 1000; exact < 3.6e12; exact *= 1.0007) {
        const Duration value(static_cast<Duration::rep>(exact));
        LatencyHistogram histogram;
        histogram.record(value);
        histogram.record(1h); // so that the exact maximum does not help the median
        worst = std::max(worst, relativeError(*histogram.valueAt(0.5), value));
    }

    QVERIFY2(worst <= 0.01, qPrintable(QString::number(worst)));
    QVERIFY(worst > 0.005); // else this test measured something else
}

void LatencyHistogramTest::bucketsFollowEachOtherWithoutGapOrOverlap()
{
    QCOMPARE(LatencyHistogram::bucketOf(1us), 0);
    QCOMPARE(LatencyHistogram::bucketOf(1h), LatencyHistogram::bucketCount - 1);

    int last = 0;
    for (Duration::rep value = 1000; value < 3'600'000'000'000; value += value / 256 + 1) {
        const int bucket = LatencyHistogram::bucketOf(Duration(value));
        QVERIFY2(bucket == last || bucket == last + 1, qPrintable(QString::number(value)));
        last = bucket;
    }
    QCOMPARE(last, LatencyHistogram::bucketCount - 1);
}

void LatencyHistogramTest::theMiddleOfABucketLiesInIt()
{
    for (int bucket = 0; bucket + 1 < LatencyHistogram::bucketCount; ++bucket)
        QCOMPARE(LatencyHistogram::bucketOf(LatencyHistogram::middleOf(bucket)), bucket);
}

void LatencyHistogramTest::quantilesAgreeWithASortedList()
{
    SeededRandom random(11);
    LatencyHistogram histogram;
    std::vector<Duration> all;
    for (int i = 0; i < 20'000; ++i) {
        all.push_back(anyLatency(random));
        histogram.record(all.back());
    }
    std::sort(all.begin(), all.end());

    for (const double quantile : {0.001, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999}) {
        const auto rank = static_cast<std::size_t>(std::ceil(quantile * 20'000)) - 1;
        QVERIFY(relativeError(*histogram.valueAt(quantile), all[rank]) <= 0.01);
    }
    QCOMPARE(*histogram.valueAt(1), all.back());
    QCOMPARE(*histogram.summary().p99, *histogram.valueAt(0.99));
    QCOMPARE(*histogram.summary().max, all.back());
}

void LatencyHistogramTest::quantilesNeverFall()
{
    SeededRandom random(12);
    LatencyHistogram histogram;
    for (int i = 0; i < 500; ++i)
        histogram.record(anyLatency(random));

    Duration last{};
    for (int i = 0; i <= 1000; ++i) {
        const Duration value = *histogram.valueAt(i / 1000.0);
        QVERIFY(value >= last);
        last = value;
    }
}

void LatencyHistogramTest::mergingEqualsRecordingBoth()
{
    SeededRandom random(13);
    LatencyHistogram first;
    LatencyHistogram second;
    LatencyHistogram both;
    for (int i = 0; i < 2000; ++i) {
        const Duration value = anyLatency(random);
        (i % 3 == 0 ? first : second).record(value);
        both.record(value);
    }

    first.merge(second);

    QCOMPARE(first.count(), both.count());
    QCOMPARE(first.sum(), both.sum());
    QCOMPARE(*first.summary().max, *both.summary().max);
    for (int bucket = 0; bucket < LatencyHistogram::bucketCount; ++bucket)
        QCOMPARE(first.countIn(bucket), both.countIn(bucket));
}

void LatencyHistogramTest::whatIsOutsideCountsAtTheEdgeButMaxStaysExact()
{
    LatencyHistogram histogram;
    histogram.record(0ns, 98);
    histogram.record(-5s);
    histogram.record(2h);

    QVERIFY(relativeError(*histogram.valueAt(0.5), 1us) <= 0.01);
    QCOMPARE(*histogram.valueAt(1), Duration(2h));
    QCOMPARE(histogram.sum(), Duration(2h));
    QCOMPARE(*histogram.summary().mean, Duration(2h) / 100);
    QCOMPARE(*histogram.summary().sum, Duration(2h));
    QCOMPARE(histogram.countIn(0), 99U);
    QCOMPARE(histogram.countIn(LatencyHistogram::bucketCount - 1), 1U);
}

void LatencyHistogramTest::percentilesComeFromMergedHistogramsNotAverages()
{
    LatencyHistogram busy;
    busy.record(1ms, 9900);
    LatencyHistogram slow;
    slow.record(1s, 100);

    LatencyHistogram engine;
    engine.merge(busy);
    engine.merge(slow);

    // The average of both p50 would be 500 ms, of both p99 the same.
    QVERIFY(relativeError(*engine.summary().p50, 1ms) <= 0.01);
    QVERIFY(relativeError(*engine.summary().p99, 1ms) <= 0.01);
    QVERIFY(relativeError(*engine.summary().p999, 1s) <= 0.01);
}

void LatencyHistogramTest::aRecordingWorthManyCountsThatOften()
{
    LatencyHistogram histogram;
    histogram.record(5ms, 0);
    QVERIFY(histogram.isEmpty());
    QCOMPARE(histogram.sum(), Duration::zero());

    histogram.record(5ms, 7);

    QCOMPARE(histogram.count(), 7U);
    QCOMPARE(histogram.sum(), Duration(35ms));
    QCOMPARE(*histogram.valueAt(0.5), Duration(5ms)); // no value above the exact maximum
}

void LatencyHistogramTest::aFullBucketNeverWrapsAround()
{
    constexpr std::uint32_t many = 3'000'000'000;
    LatencyHistogram histogram;
    histogram.record(1ms, many);
    histogram.record(1s, many);
    histogram.record(1s, many);
    histogram.record(1h, 1);

    QCOMPARE(histogram.count(), 3ULL * many + 1);
    // Halved twice on the way, the first recordings weigh a quarter.
    QVERIFY(relativeError(*histogram.valueAt(0.24), 1ms) <= 0.01);
    QVERIFY(relativeError(*histogram.valueAt(0.26), 1s) <= 0.01);
    QVERIFY(relativeError(*histogram.summary().mean, 667ms) <= 0.01);
    QCOMPARE(*histogram.valueAt(1), Duration(1h));
}

void LatencyHistogramTest::mergingTwoFullOnesKeepsTheirShape()
{
    LatencyHistogram first;
    first.record(1ms, 4'000'000'000);
    LatencyHistogram second;
    second.record(1s, 4'000'000'000);

    first.merge(second);

    QCOMPARE(first.count(), 8'000'000'000U);
    QVERIFY(relativeError(*first.valueAt(0.49), 1ms) <= 0.01);
    QVERIFY(relativeError(*first.valueAt(0.51), 1s) <= 0.01);
}

void LatencyHistogramTest::clearedItIsEmptyAgain()
{
    LatencyHistogram histogram;
    for (const Duration value :
         {Duration(0), Duration(1us), Duration(3ms), Duration(1s), Duration(1h)})
        histogram.record(value);

    histogram.clear();

    QVERIFY(histogram.isEmpty());
    QVERIFY(!histogram.summary().max);
    QVERIFY(histogram.sparse().buckets().empty());
    for (int bucket = 0; bucket < LatencyHistogram::bucketCount; ++bucket)
        QCOMPARE(histogram.countIn(bucket), 0U);
    histogram.record(2ms);
    QCOMPARE(histogram.sparse().buckets().size(), 1U);
}

BREAKWATER_TEST(LatencyHistogramTest)
#include "tst_latencyhistogram.moc"
