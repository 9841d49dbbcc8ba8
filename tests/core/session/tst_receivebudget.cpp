// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/receivebudget.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class ReceiveBudgetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutARateEverythingFits();
    void exactlyOneSecondsWorthFitsAtOnce_data();
    void exactlyOneSecondsWorthFitsAtOnce();
    void aSteadySenderAtTheRateIsNeverOver();
    void comesBackOneByOne();
    void whatDidNotFitCostsNothing();
    void aRestGivesOneSecondAndNoMore();
    void theSameRateAgainForgivesNothing();
    void anotherRateStartsAfresh();

private:
    //! How many of them fit now.
    int taken(ReceiveBudget &budget, int messages)
    {
        int fitted = 0;
        for (int i = 0; i < messages; ++i)
            fitted += budget.take(m_now) ? 1 : 0;
        return fitted;
    }

    MonotonicTime m_now{1h};
};

void ReceiveBudgetTest::withoutARateEverythingFits()
{
    ReceiveBudget budget;

    QCOMPARE(taken(budget, 1'000'000), 1'000'000);
}

void ReceiveBudgetTest::exactlyOneSecondsWorthFitsAtOnce_data()
{
    QTest::addColumn<int>("rate");
    // Also those by which a second cannot be divided.
    for (const int rate : {1, 3, 7, 20'000, 300'007, 7'000'001, 10'000'000})
        QTest::addRow("%d", rate) << rate;
}

void ReceiveBudgetTest::exactlyOneSecondsWorthFitsAtOnce()
{
    QFETCH(int, rate);
    ReceiveBudget budget(rate);

    QCOMPARE(taken(budget, rate + 100), rate);
}

void ReceiveBudgetTest::aSteadySenderAtTheRateIsNeverOver()
{
    ReceiveBudget budget(1000);

    for (int i = 0; i < 10'000; ++i) {
        QVERIFY(budget.take(m_now));
        m_now += 1ms;
    }
}

void ReceiveBudgetTest::comesBackOneByOne()
{
    ReceiveBudget budget(10);
    QCOMPARE(taken(budget, 20), 10);

    m_now += 99ms;
    QCOMPARE(taken(budget, 20), 0);
    m_now += 1ms;
    QCOMPARE(taken(budget, 20), 1);
    m_now += 300ms;
    QCOMPARE(taken(budget, 20), 3);
}

void ReceiveBudgetTest::whatDidNotFitCostsNothing()
{
    // A peer that goes on and on still gets its rate, and not silence.
    ReceiveBudget budget(10);
    int fitted = 0;
    for (int i = 0; i < 1000; ++i) { // a thousand a second
        fitted += taken(budget, 1);
        m_now += 1ms;
    }

    QCOMPARE(fitted, 10 + 9); // at once, and what came back until 999 ms
}

void ReceiveBudgetTest::aRestGivesOneSecondAndNoMore()
{
    ReceiveBudget budget(10);
    QCOMPARE(taken(budget, 10), 10);

    m_now += 1h;

    QCOMPARE(taken(budget, 100), 10);
}

void ReceiveBudgetTest::theSameRateAgainForgivesNothing()
{
    ReceiveBudget budget(10);
    QCOMPARE(taken(budget, 20), 10);

    budget.configure(10);

    QCOMPARE(taken(budget, 20), 0);
}

void ReceiveBudgetTest::anotherRateStartsAfresh()
{
    ReceiveBudget budget(10);
    QCOMPARE(taken(budget, 20), 10);

    budget.configure(5);
    QCOMPARE(taken(budget, 20), 5);

    budget.configure(std::nullopt);
    QCOMPARE(taken(budget, 1000), 1000);
}

BREAKWATER_TEST(ReceiveBudgetTest)
#include "tst_receivebudget.moc"
