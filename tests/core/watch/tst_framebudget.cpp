// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/framebudget.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class FrameBudgetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void skipsWhatIsTooManyInOneSecond();
    void skipsWhatIsTooMuchInOneSecond();
    void aSmallFrameIsStillReadBehindALargeOne();
};

void FrameBudgetTest::skipsWhatIsTooManyInOneSecond()
{
    FrameBudget budget;
    const MonotonicTime start{100s};
    int read = 0;
    for (int i = 0; i < 25; ++i)
        read += budget.take(start, 1, 10) ? 1 : 0;
    QCOMPARE(read, 10);
    QCOMPARE(budget.skipped(), 15U);

    QVERIFY(!budget.take(start + 999ms, 1, 10));
    QVERIFY(budget.take(start + 1s, 1, 10));
}

void FrameBudgetTest::skipsWhatIsTooMuchInOneSecond()
{
    FrameBudget budget;
    const MonotonicTime start{100s};
    int read = 0;
    for (int i = 0; i < 100; ++i)
        read += budget.take(start, 1024 * 1024) ? 1 : 0;

    QCOMPARE(read, int(FrameBudget::bytesPerSecond / (1024 * 1024)));
    QVERIFY(budget.take(start + 1s, 1024 * 1024));
}

void FrameBudgetTest::aSmallFrameIsStillReadBehindALargeOne()
{
    FrameBudget budget;
    const MonotonicTime start{100s};

    QVERIFY(budget.take(start, FrameBudget::bytesPerSecond - 10));
    QVERIFY(!budget.take(start, 100));
    QVERIFY(budget.take(start, 10));
}

BREAKWATER_TEST(FrameBudgetTest)

#include "tst_framebudget.moc"
