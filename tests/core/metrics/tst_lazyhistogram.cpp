// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/lazyhistogram.h>

#include <core/base/randomsource.h>
#include <tests/core/metrics/summarytext.h>
#include <tests/support/testmain.h>

#include <limits>
#include <random>
#include <vector>

using namespace std::chrono_literals;
using namespace Breakwater;

class LazyHistogramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void costsOnePointerUntilItsFirstValue();
    void fewValuesCostFewBytes();
    void becomesDensePastFortyEightBuckets();
    void manyValuesInFewBucketsStaySparse();
    void mergingTwoSparseOnesMayMakeADenseOne();
    void aPeriodKeepsItsMemoryUntilOneBringsNothing();
    void aQuietPeriodMakesItSparseAgain();
    void aFullSparseOneBecomesDenseInsteadOfWrapping();
    void aSummaryIsNeverOfValuesThatWereCleared();
    void togetherWithRecentOnesItIsAsIfAllWereRecordedInOne_data();
    void togetherWithRecentOnesItIsAsIfAllWereRecordedInOne();
    void agreesWithTheDenseOneInEveryHistory_data();
    void agreesWithTheDenseOneInEveryHistory();
};

namespace {

void recordBuckets(LazyHistogram &histogram, int count, int first = 0)
{
    for (int i = 0; i < count; ++i)
        histogram.record(LatencyHistogram::middleOf(first + i));
}

//! The same fate for a lazy histogram and a dense one.
class Pair final
{
public:
    void record(Duration value, std::uint32_t times)
    {
        m_lazy.record(value, times);
        m_dense.record(value, times);
    }
    void merge(const Pair &other)
    {
        m_lazy.merge(other.m_lazy);
        m_dense.merge(other.m_dense);
    }
    void clear()
    {
        m_lazy.clear();
        m_dense.clear();
    }
    bool agree() const
    {
        LatencyHistogram again;
        again.merge(m_lazy.sparse());
        return Test::textOf(m_lazy.summary()) == Test::textOf(m_dense.summary())
            && Test::textOf(again.summary()) == Test::textOf(m_dense.summary())
            && m_lazy.sparse() == m_dense.sparse() && m_lazy.count() == m_dense.count();
    }
    bool isDense() const { return m_lazy.isDense(); }

private:
    LazyHistogram m_lazy;
    LatencyHistogram m_dense;
};

std::uint32_t times(RandomSource &random)
{
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    switch (random.next() % 20) {
    case 0: return 0;
    case 1: return most; // the next one halves
    case 2: return most / 3;
    default: return 1 + static_cast<std::uint32_t>(random.next() % 5);
    }
}

void act(std::vector<Pair> &pairs, RandomSource &random)
{
    Pair &pair = pairs[random.next() % pairs.size()];
    Pair &other = pairs[random.next() % pairs.size()];
    const std::uint64_t dice = random.next() % 100;
    if (dice == 0)
        pair.clear();
    else if (dice < 6 && &pair != &other)
        pair.merge(other);
    else
        pair.record(random.uniform(0s, dice < 50 ? Duration(20us) : Duration(2h)), times(random));
}

} // namespace

void LazyHistogramTest::costsOnePointerUntilItsFirstValue()
{
    static_assert(sizeof(LazyHistogram) == sizeof(void *));
    LazyHistogram histogram;
    histogram.merge(LazyHistogram{});

    QCOMPARE(histogram.bytes(), 0);
    QVERIFY(histogram.isEmpty());
    QCOMPARE(histogram.summary().count, 0U);
    QVERIFY(histogram.sparse().isEmpty());
}

void LazyHistogramTest::fewValuesCostFewBytes()
{
    LazyHistogram histogram;
    for (int i = 0; i < 5; ++i)
        histogram.record(i * 3ms);

    QCOMPARE(histogram.count(), 5U);
    QCOMPARE(*histogram.summary().max, Duration(12ms));
    QVERIFY2(histogram.bytes() <= 160, qPrintable(QString::number(histogram.bytes())));
}

void LazyHistogramTest::becomesDensePastFortyEightBuckets()
{
    LazyHistogram histogram;

    recordBuckets(histogram, 48);
    QVERIFY(!histogram.isDense());
    QVERIFY(histogram.bytes() <= 640);

    recordBuckets(histogram, 1, 48);
    QVERIFY(histogram.isDense());
    QCOMPARE(histogram.count(), 49U);
    QVERIFY(histogram.bytes() > 7'000 && histogram.bytes() < 8'500);
}

void LazyHistogramTest::manyValuesInFewBucketsStaySparse()
{
    LazyHistogram histogram;

    for (int i = 0; i < 1000; ++i)
        recordBuckets(histogram, 10);

    QVERIFY(!histogram.isDense());
    QCOMPARE(histogram.count(), 10'000U);
}

void LazyHistogramTest::mergingTwoSparseOnesMayMakeADenseOne()
{
    LazyHistogram low;
    LazyHistogram high;
    recordBuckets(low, 40);
    recordBuckets(high, 40, 30);

    low.merge(high);

    QVERIFY(low.isDense());
    QVERIFY(!high.isDense());
    QCOMPARE(low.count(), 80U);
    QCOMPARE(low.sparse().buckets().size(), 70U);
}

void LazyHistogramTest::aPeriodKeepsItsMemoryUntilOneBringsNothing()
{
    LazyHistogram histogram;
    histogram.record(3ms);
    const std::int64_t before = histogram.bytes();

    histogram.clear();
    QVERIFY(histogram.isEmpty());
    QCOMPARE(histogram.bytes(), before);

    histogram.clear();
    QCOMPARE(histogram.bytes(), 0);
}

void LazyHistogramTest::aQuietPeriodMakesItSparseAgain()
{
    LazyHistogram histogram;
    recordBuckets(histogram, 100);
    histogram.clear();
    QVERIFY(histogram.isDense()); // as busy next time, it is to be expected

    histogram.record(3ms);
    QVERIFY(histogram.isDense());
    histogram.clear();

    QVERIFY(!histogram.isDense());
    QVERIFY(histogram.bytes() < 200);
}

void LazyHistogramTest::aFullSparseOneBecomesDenseInsteadOfWrapping()
{
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    LazyHistogram histogram;
    histogram.record(1ms, most);

    histogram.record(2ms, most);

    QVERIFY(histogram.isDense());
    QCOMPARE(histogram.count(), 2ULL * most);
    QVERIFY(*histogram.summary().p50 < 1100us && *histogram.summary().p90 > 1900us);
}

void LazyHistogramTest::aSummaryIsNeverOfValuesThatWereCleared()
{
    LazyHistogram histogram;
    recordBuckets(histogram, 100);
    const LatencySummary before = histogram.summary();
    recordBuckets(histogram, 1, 1000);
    QCOMPARE(histogram.summary().count, before.count + 1);
    QVERIFY(histogram.summary().max > before.max);

    histogram.clear();
    QVERIFY(histogram.isDense());
    QCOMPARE(histogram.summary().count, 0U);
    recordBuckets(histogram, 101, 500); // as many, but others

    QCOMPARE(histogram.summary().count, 101U);
    QCOMPARE(*histogram.summary().p50, LatencyHistogram::middleOf(550));
}

void LazyHistogramTest::togetherWithRecentOnesItIsAsIfAllWereRecordedInOne_data()
{
    QTest::addColumn<int>("values");
    QTest::addColumn<int>("recent");
    for (const int values : {0, 3, 40, 100}) {
        for (const int recent : {0, 3, 40, 100})
            QTest::addRow("%d and %d", values, recent) << values << recent;
    }
}

void LazyHistogramTest::togetherWithRecentOnesItIsAsIfAllWereRecordedInOne()
{
    QFETCH(int, values);
    QFETCH(int, recent);
    LazyHistogram settled;
    LazyHistogram period;
    LazyHistogram all;
    recordBuckets(settled, values);
    recordBuckets(period, recent, 30);
    recordBuckets(all, values);
    recordBuckets(all, recent, 30);

    const LatencySummary exact = settled.summaryWith(period, Quantiles::Exact);
    const LatencySummary known = settled.summaryWith(period, Quantiles::LastKnown);

    QCOMPARE(Test::textOf(exact), Test::textOf(all.summary()));
    QCOMPARE(known.count, exact.count);
    QCOMPARE(known.max, exact.max);
    QCOMPARE(known.mean, exact.mean);
    QCOMPARE(known.sum, exact.sum);
    QCOMPARE(known.p99, settled.isDense() ? settled.summary().p99 : exact.p99);
}

void LazyHistogramTest::agreesWithTheDenseOneInEveryHistory_data()
{
    QTest::addColumn<std::uint64_t>("seed");
    for (std::uint64_t seed = 1; seed <= 30; ++seed)
        QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    const std::uint64_t chance = std::random_device()();
    QTest::addRow("new seed %llu", static_cast<unsigned long long>(chance)) << chance;
}

void LazyHistogramTest::agreesWithTheDenseOneInEveryHistory()
{
    QFETCH(std::uint64_t, seed);
    SeededRandom random(seed);
    std::vector<Pair> pairs(4);

    for (int i = 0; i < 400; ++i) {
        act(pairs, random);
        for (const Pair &pair : pairs)
            QVERIFY2(pair.agree(), qPrintable(QStringLiteral("seed %1, step %2").arg(seed).arg(i)));
    }
}

BREAKWATER_TEST(LazyHistogramTest)
#include "tst_lazyhistogram.moc"
