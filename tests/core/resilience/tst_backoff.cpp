// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/backoff.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class BackoffTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCeilingDoublesUpToTheCap();
    void delaysAreSpreadOverTheWholeRange();
    void neverOverflows();
    void resetStartsAfresh();
};

void BackoffTest::theCeilingDoublesUpToTheCap()
{
    Backoff backoff(250ms, 1500ms);
    Test::FixedRandom longest(1);

    for (const auto expected : {250ms, 500ms, 1000ms, 1500ms, 1500ms})
        QCOMPARE(backoff.next(longest), Duration(expected));
    QCOMPARE(backoff.attempts(), 5);
}

void BackoffTest::delaysAreSpreadOverTheWholeRange()
{
    SeededRandom random(21);
    int lowest = 0;
    int highest = 0;

    for (int i = 0; i < 4000; ++i) {
        Backoff backoff(8s, 8s);
        const Duration delay = backoff.next(random);
        QVERIFY(delay >= 0s && delay <= 8s);
        lowest += delay < 2s;
        highest += delay > 6s;
    }

    QVERIFY(lowest > 800 && lowest < 1200); // full jitter: a quarter each
    QVERIFY(highest > 800 && highest < 1200);
}

void BackoffTest::neverOverflows()
{
    Backoff backoff(1s, 8760h);

    Duration last{};
    for (int i = 0; i < 200; ++i) {
        QVERIFY(backoff.ceiling() >= last);
        last = backoff.ceiling();
        backoff.skip();
    }

    QCOMPARE(last, Duration(8760h));
}

void BackoffTest::resetStartsAfresh()
{
    Backoff backoff(1s, 60s);
    backoff.skip();
    backoff.skip();
    QCOMPARE(backoff.ceiling(), Duration(4s));

    backoff.reset();
    QCOMPARE(backoff.ceiling(), Duration(1s));
    backoff.configure(2s, 3s);
    backoff.skip();
    QCOMPARE(backoff.ceiling(), Duration(3s));
}

BREAKWATER_TEST(BackoffTest)
#include "tst_backoff.moc"
