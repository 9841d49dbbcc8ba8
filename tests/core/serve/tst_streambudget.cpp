// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streambudget.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace std::chrono_literals;

class StreamBudgetTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void grantsThenRefusesThenCallsItAFlood();
    void theUsualRateGoesOnForEver();
    void aLittleTooMuchIsNoFlood();
    void costlyCommandsAreFewer();
};

void StreamBudgetTest::grantsThenRefusesThenCallsItAFlood()
{
    StreamBudget budget;
    const MonotonicTime now{1h};

    for (int i = 0; i < StreamBudget::commandsPerSecond; ++i)
        QVERIFY(budget.take(now) == StreamBudget::Verdict::Granted);
    for (int i = 0; i < StreamBudget::refusalsPerSecond; ++i)
        QVERIFY(budget.take(now) == StreamBudget::Verdict::Refused);
    QVERIFY(budget.take(now) == StreamBudget::Verdict::Flood);
    QVERIFY(budget.take(now + 1s) == StreamBudget::Verdict::Granted);
}

void StreamBudgetTest::theUsualRateGoesOnForEver()
{
    StreamBudget budget;
    MonotonicTime now{1h};

    for (int i = 0; i < 10'000; ++i, now += 50ms)
        QVERIFY(budget.take(now) == StreamBudget::Verdict::Granted);
}

void StreamBudgetTest::aLittleTooMuchIsNoFlood()
{
    StreamBudget budget;
    MonotonicTime now{1h};
    int refused = 0;

    for (int i = 0; i < 10'000; ++i, now += 40ms) { // 25 a second
        const auto verdict = budget.take(now);
        QVERIFY(verdict != StreamBudget::Verdict::Flood);
        refused += verdict == StreamBudget::Verdict::Refused ? 1 : 0;
    }

    QVERIFY2(refused > 1900 && refused < 2000, qPrintable(QString::number(refused)));
}

void StreamBudgetTest::costlyCommandsAreFewer()
{
    StreamBudget budget;
    const MonotonicTime now{1h};

    for (int i = 0; i < StreamBudget::costlyPerSecond; ++i)
        QVERIFY(budget.takeCostly(now));
    QVERIFY(!budget.takeCostly(now));
    QVERIFY(budget.takeCostly(now + 250ms));
}

BREAKWATER_TEST(StreamBudgetTest)

#include "tst_streambudget.moc"
