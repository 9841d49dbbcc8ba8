// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/cleanuplog.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace std::chrono_literals;

class CleanupLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void numbersAndAddsUp();
    void keepsTheLastThousand();
    void showsNothingBeforeTheFirst();
};

void CleanupLogTest::numbersAndAddsUp()
{
    CleanupLog log;

    QCOMPARE(log.add({.clientsRemoved = 2, .bytesFreed = 100, .duration = 3ms}).sequence, 1U);
    QCOMPARE(log.add({.clientsRemoved = 3, .bytesFreed = 50, .duration = 1ms}).sequence, 2U);

    QCOMPARE(log.counters().cycles, 2U);
    QCOMPARE(log.counters().clientsRemoved, 5U);
    QCOMPARE(log.counters().bytesFreed, 150U);
    QCOMPARE(log.counters().lastDuration, Duration(1ms));
}

void CleanupLogTest::keepsTheLastThousand()
{
    CleanupLog log;
    for (int i = 0; i < 1500; ++i)
        log.add({.clientsRemoved = 1});

    const auto cycles = log.cycles();

    QCOMPARE(cycles->size(), std::size_t{1000});
    QCOMPARE(cycles->front().sequence, 501U);
    QCOMPARE(cycles->back().sequence, 1500U);
    QCOMPARE(log.counters().clientsRemoved, 1500U);
}

void CleanupLogTest::showsNothingBeforeTheFirst()
{
    CleanupLog log;

    QVERIFY(!log.cycles());
}

BREAKWATER_TEST(CleanupLogTest)
#include "tst_cleanuplog.moc"
