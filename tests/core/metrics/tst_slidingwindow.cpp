// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/slidingwindow.h>

#include <core/base/randomsource.h>
#include <tests/support/testmain.h>

#include <deque>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

constexpr MonotonicTime start{5h};

} // namespace

class SlidingWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutCallsNothingFails();
    void countsOutcomesAndSlowCalls();
    void forgetsWhatIsOlderThanItsLength();
    void forgetsAllAfterALongSilence();
    void aTimeBeforeTheNewestCountsAsTheNewest();
    void neverSeesMoreThanItsLengthNorLessThanNineTenths();
};

void SlidingWindowTest::withoutCallsNothingFails()
{
    SlidingWindow window(10s);

    QCOMPARE(window.totals(start).calls(), 0U);
    QCOMPARE(window.totals(start).failureRate(), 0.0);
    QCOMPARE(window.totals(start).slowRate(), 0.0);
}

void SlidingWindowTest::countsOutcomesAndSlowCalls()
{
    SlidingWindow window(10s);
    window.recordSuccess(start);
    window.recordSuccess(start + 1s, true);
    window.recordFailure(start + 2s);
    window.recordFailure(start + 3s, true);

    const auto totals = window.totals(start + 4s);

    QCOMPARE(totals.successes, 2U);
    QCOMPARE(totals.failures, 2U);
    QCOMPARE(totals.slow, 2U);
    QCOMPARE(totals.failureRate(), 0.5);
    QCOMPARE(totals.slowRate(), 0.5);
}

void SlidingWindowTest::forgetsWhatIsOlderThanItsLength()
{
    SlidingWindow window(10s);
    window.recordFailure(start);
    window.recordSuccess(start + 5s);

    QCOMPARE(window.totals(start + 9s).failures, 1U);
    QCOMPARE(window.totals(start + 10s).failures, 0U);
    QCOMPARE(window.totals(start + 10s).successes, 1U);
    QCOMPARE(window.totals(start + 15s).calls(), 0U);
}

void SlidingWindowTest::forgetsAllAfterALongSilence()
{
    SlidingWindow window(10s);
    window.recordFailure(start);

    QCOMPARE(window.totals(start + 1000h).calls(), 0U);
    window.recordFailure(start + 1000h);
    QCOMPARE(window.totals(start + 1000h + 9s).calls(), 1U);
}

void SlidingWindowTest::aTimeBeforeTheNewestCountsAsTheNewest()
{
    SlidingWindow window(10s);
    window.recordFailure(start);

    window.recordFailure(start - 30s);

    QCOMPARE(window.totals(start).failures, 2U);
}

void SlidingWindowTest::neverSeesMoreThanItsLengthNorLessThanNineTenths()
{
    SeededRandom random(3);
    SlidingWindow window(10s);
    std::deque<MonotonicTime> failures;
    MonotonicTime now = start;

    for (int i = 0; i < 20'000; ++i) {
        now += random.uniform(0ms, i % 500 == 0 ? 30s : 200ms);
        window.recordFailure(now);
        failures.push_back(now);
        while (failures.front() <= now - 10s)
            failures.pop_front();
        const auto recent = std::count_if(failures.begin(), failures.end(),
                                          [&](MonotonicTime at) { return at > now - 9s; });
        const auto seen = static_cast<qint64>(window.totals(now).failures);
        QVERIFY(seen >= recent);
        QVERIFY(seen <= static_cast<qint64>(failures.size()));
    }
}

BREAKWATER_TEST(SlidingWindowTest)
#include "tst_slidingwindow.moc"
