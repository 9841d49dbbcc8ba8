// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/recoveryramp.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class RecoveryRampTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsNothingThroughBeforeItBegins();
    void doublesEachSecondUntilAllIsLetThrough_data();
    void doublesEachSecondUntilAllIsLetThrough();
    void aStepThatNobodyWaitedForCountsAllTheSame();
    void beginsAnewFromTheFirstStep();
};

void RecoveryRampTest::letsNothingThroughBeforeItBegins()
{
    RecoveryRamp ramp;
    ramp.reached(MonotonicTime(1h));

    QVERIFY(!ramp.isRunning());
    QVERIFY(!ramp.nextStep());
    QCOMPARE(ramp.share(MonotonicTime(1h)), 0.0);
    QVERIFY(!ramp.isOver(MonotonicTime(1h)));
}

void RecoveryRampTest::doublesEachSecondUntilAllIsLetThrough_data()
{
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<double>("share");
    QTest::newRow("at once") << 0 << 0.1;
    QTest::newRow("just before the first step") << 999 << 0.1;
    QTest::newRow("first step") << 1000 << 0.2;
    QTest::newRow("second step") << 2000 << 0.4;
    QTest::newRow("third step") << 3000 << 0.8;
    QTest::newRow("just before the last") << 3999 << 0.8;
    QTest::newRow("all") << 4000 << 1.0;
    QTest::newRow("long after") << 2'000'000'000 << 1.0;
}

void RecoveryRampTest::doublesEachSecondUntilAllIsLetThrough()
{
    QFETCH(int, milliseconds);
    QFETCH(double, share);
    const MonotonicTime start(1h);
    RecoveryRamp ramp;
    ramp.begin(start);

    QCOMPARE(ramp.share(start + milliseconds * 1ms), share);
    QCOMPARE(ramp.isOver(start + milliseconds * 1ms), share >= 1);
}

void RecoveryRampTest::aStepThatNobodyWaitedForCountsAllTheSame()
{
    const MonotonicTime start(1h);
    RecoveryRamp ramp;
    ramp.begin(start);
    QCOMPARE(*ramp.nextStep(), start + 1s);

    ramp.reached(start + 2500ms);

    QCOMPARE(*ramp.nextStep(), start + 3s);
    QCOMPARE(ramp.begunAt(), start);
}

void RecoveryRampTest::beginsAnewFromTheFirstStep()
{
    const MonotonicTime start(1h);
    RecoveryRamp ramp;
    ramp.begin(start);
    ramp.reached(start + 3s);
    ramp.end();
    QVERIFY(!ramp.isRunning());

    ramp.begin(start + 1min);

    QCOMPARE(ramp.share(start + 1min), 0.1);
    QCOMPARE(*ramp.nextStep(), start + 1min + 1s);
}

BREAKWATER_TEST(RecoveryRampTest)
#include "tst_recoveryramp.moc"
