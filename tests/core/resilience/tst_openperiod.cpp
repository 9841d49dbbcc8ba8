// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/openperiod.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class OpenPeriodTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void doublesUpToItsMaximumAndStaysThere();
    void isDrawnFromItsUpperHalf();
    void decaysOneStepPerClosedInterval();
    void neverDecaysBelowTheFirst();
};

void OpenPeriodTest::doublesUpToItsMaximumAndStaysThere()
{
    OpenPeriod period({});
    Test::FixedRandom random(1);

    for (const auto expected : {60s, 120s, 240s, 300s, 300s})
        QCOMPARE(period.next(0s, random), Duration(expected));
    for (int i = 0; i < 5000; ++i) // far past what a power of two can hold
        QCOMPARE(period.next(0s, random), Duration(300s));
}

void OpenPeriodTest::isDrawnFromItsUpperHalf()
{
    OpenPeriod period({});
    SeededRandom random(5);

    for (int i = 0; i < 1000; ++i) {
        const Duration longest = period.ceiling();
        const Duration length = period.next(0s, random);
        QVERIFY(length >= longest / 2 && length <= longest);
    }
}

void OpenPeriodTest::decaysOneStepPerClosedInterval()
{
    OpenPeriod period({.timeoutMax = 24h});
    Test::FixedRandom random(1);
    for (int i = 0; i < 4; ++i)
        period.next(0s, random);

    QCOMPARE(period.next(29s, random), Duration(960s)); // n = 4, no step yet
    QCOMPARE(period.next(60s, random), Duration(480s)); // n = 5 − 2
    QCOMPARE(period.level(), 4);
}

void OpenPeriodTest::neverDecaysBelowTheFirst()
{
    OpenPeriod period({});
    Test::FixedRandom random(1);
    period.next(0s, random);

    QCOMPARE(period.next(1000h, random), Duration(60s));
}

BREAKWATER_TEST(OpenPeriodTest)
#include "tst_openperiod.moc"
