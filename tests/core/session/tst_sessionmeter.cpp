// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/sessionmeter.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class SessionMeterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ratesAreThoseOfTheLastPeriod();
    void errorRateIsUnknownWithoutCalls();
    void aQuietPeriodLeavesNothingBehind();
    void inMidPeriodSinceTheStartAreBothTogether();
    void everyValueIsInOnePeriodAndOnceSinceTheStart();
    void aPeriodWithoutLengthDoesNotEnd();
    void quantilesSinceTheStartAreExactWhenAskedFor();
    void lastKnownQuantilesComeWithExactCounts();
    void bucketsAreKeptOfLinksAlone();
};

namespace {

constexpr MonotonicTime start{1h};

struct Fixture
{
    SessionMeter meter{start};
    MonotonicTime now = start;

    LazyHistogram &rtt() { return meter.set().thisPeriod.rtt; }
    LatencyHistograms ended;
    void endPeriod(PeriodDetail detail = PeriodDetail::Buckets)
    {
        now += 5s;
        meter.endPeriod(now, ended, detail);
    }
    //! In so many different buckets that it is dense.
    void recordMany(Duration least)
    {
        for (int i = 0; i < 100; ++i)
            rtt().record(least + i * least / 50);
    }
};

} // namespace

void SessionMeterTest::ratesAreThoseOfTheLastPeriod()
{
    Fixture f;
    f.meter.set().messages.sent = 10;
    f.meter.set().retry.attempts = 5;
    f.meter.set().messages.receivedBytes = 100;
    f.meter.set().calls = {.successes = 3, .failures = 1};
    QCOMPARE(f.meter.rates().sent, 0.0);

    f.endPeriod();
    QCOMPARE(f.meter.rates().sent, 3.0); // writings: a replay uses the wire, too
    QCOMPARE(f.meter.rates().retries, 1.0);
    QCOMPARE(f.meter.rates().receivedBytes, 20.0);
    QCOMPARE(f.meter.rates().errorRate, std::optional(0.25));

    f.meter.set().messages.sent += 5;
    f.endPeriod();
    QCOMPARE(f.meter.rates().sent, 1.0);
    QCOMPARE(f.meter.rates().retries, 0.0);
}

void SessionMeterTest::errorRateIsUnknownWithoutCalls()
{
    Fixture f;
    f.meter.set().messages.sent = 1;

    f.endPeriod();

    QVERIFY(!f.meter.rates().errorRate);
}

void SessionMeterTest::aQuietPeriodLeavesNothingBehind()
{
    Fixture f;
    f.endPeriod();
    QCOMPARE(f.meter.bytes(), 0);
    f.rtt().record(3ms);
    f.meter.set().messages.sent = 5;
    f.endPeriod();
    QCOMPARE(f.meter.period().rtt.count, 1U);

    const std::int64_t before = f.meter.bytes();
    f.endPeriod();

    QCOMPARE(f.meter.period().rtt.count, 0U);
    QVERIFY(!f.meter.period().buckets);
    QVERIFY(before - f.meter.bytes() >= std::int64_t(sizeof(LatencySnapshot)));
    QCOMPARE(f.meter.rates().sent, 0.0);
    QCOMPARE(f.meter.sinceStart().rtt.count, 1U);
}

void SessionMeterTest::inMidPeriodSinceTheStartAreBothTogether()
{
    Fixture f;
    f.rtt().record(3ms);
    f.endPeriod();
    f.rtt().record(1ms);
    f.rtt().record(9ms);

    const LatencySnapshot sinceStart = f.meter.sinceStart();

    QCOMPARE(sinceStart.rtt.count, 3U);
    QCOMPARE(*sinceStart.rtt.max, Duration(9ms));
    QCOMPARE(*sinceStart.rtt.sum, Duration(13ms));
    QCOMPARE(*sinceStart.rtt.p50, LatencyHistogram::middleOf(LatencyHistogram::bucketOf(3ms)));
    QCOMPARE(f.meter.period().rtt.count, 1U);
    QCOMPARE(sinceStart.confirm.count, 0U);
    QVERIFY(!sinceStart.confirm.p50);
}

void SessionMeterTest::everyValueIsInOnePeriodAndOnceSinceTheStart()
{
    Fixture f;
    std::uint64_t recorded = 0;
    std::uint64_t inPeriods = 0;

    for (int period = 0; period < 20; ++period) {
        const int values = period % 4 * 30; // from none to dense
        for (int i = 0; i < values; ++i, ++recorded)
            f.rtt().record(1ms + i * 100us);
        f.endPeriod();
        f.rtt().record(7ms); // at that very time: of the next one
        recorded += 1;
        inPeriods += f.meter.period().rtt.count;
        QCOMPARE(f.meter.period().rtt.count, std::uint64_t(values + (period > 0 ? 1 : 0)));
        QCOMPARE(f.meter.sinceStart().rtt.count, recorded);
        QCOMPARE(f.meter.sinceStart(Quantiles::LastKnown).rtt.count, recorded);
    }

    QCOMPARE(inPeriods, recorded - 1);
    QCOMPARE(f.ended.rtt.count(), recorded - 1);
}

void SessionMeterTest::aPeriodWithoutLengthDoesNotEnd()
{
    Fixture f;
    f.meter.set().messages.sent = 10;
    f.endPeriod();
    f.meter.set().messages.sent = 15;
    f.rtt().record(2ms);

    f.meter.endPeriod(f.now, f.ended);
    QCOMPARE(f.meter.rates().sent, 2.0);
    QCOMPARE(f.ended.rtt.count(), 0U);
    QCOMPARE(f.meter.sinceStart().rtt.count, 1U);

    f.endPeriod();
    QCOMPARE(f.meter.rates().sent, 1.0);
    QCOMPARE(f.ended.rtt.count(), 1U);
    QCOMPARE(f.meter.sinceStart().rtt.count, 1U);
}

void SessionMeterTest::quantilesSinceTheStartAreExactWhenAskedFor()
{
    Fixture f;
    LazyHistogram expected;
    for (const Duration least : {1ms, 10ms, 100ms}) {
        f.recordMany(least);
        for (int i = 0; i < 100; ++i)
            expected.record(least + i * least / 50);
        const LatencySummary before = expected.summary();
        QCOMPARE(f.meter.sinceStart().rtt.p50, before.p50);
        QCOMPARE(f.meter.sinceStart().rtt.p999, before.p999);

        f.endPeriod();

        QCOMPARE(f.meter.sinceStart().rtt.p50, before.p50);
        QCOMPARE(f.meter.sinceStart().rtt.p999, before.p999);
    }
}

void SessionMeterTest::lastKnownQuantilesComeWithExactCounts()
{
    Fixture f;
    f.recordMany(1ms);
    f.endPeriod();
    const LatencySummary known = f.meter.sinceStart(Quantiles::LastKnown).rtt;
    f.recordMany(100ms);
    f.endPeriod();
    f.rtt().record(1s);

    const LatencySummary later = f.meter.sinceStart(Quantiles::LastKnown).rtt;

    QVERIFY(known.p50 && *known.p50 < 5ms);
    QCOMPARE(later.p50, known.p50);
    QCOMPARE(later.p99, known.p99);
    QCOMPARE(later.count, 201U);
    QCOMPARE(*later.max, Duration(1s));
    QVERIFY(*later.sum > 10s);
    QVERIFY(*f.meter.sinceStart().rtt.p90 > 100ms);
}

void SessionMeterTest::bucketsAreKeptOfLinksAlone()
{
    Fixture f;
    f.rtt().record(2ms);
    f.endPeriod();
    QVERIFY(f.meter.period().buckets);
    QCOMPARE(f.meter.period().buckets->rtt.totals().count, 1U);

    f.rtt().record(2ms);
    f.endPeriod(PeriodDetail::Summary);

    QVERIFY(!f.meter.period().buckets);
    QCOMPARE(f.meter.period().rtt.count, 1U);
}

BREAKWATER_TEST(SessionMeterTest)
#include "tst_sessionmeter.moc"
