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
    void aCycleIsOneEntryHoweverManySlicesItTook();
    void whatIsRemovedBetweenCyclesCountsIntoTheNext();
    void keepsTheLastThousand();
    void showsNothingBeforeTheFirst();
};

namespace {

const WallTime noon = std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + 12h;

//! One that removed so many, in one slice.
CleanupCycle cycle(CleanupLog &log, int removed, std::int64_t bytesEach, Duration length)
{
    log.begin(noon);
    for (int i = 0; i < removed; ++i)
        log.addRemoved(bytesEach);
    log.addSlice(length);
    return log.end();
}

} // namespace

void CleanupLogTest::numbersAndAddsUp()
{
    CleanupLog log;

    QCOMPARE(cycle(log, 2, 50, 3ms).sequence, 1U);
    QCOMPARE(cycle(log, 1, 50, 1ms).sequence, 2U);

    QCOMPARE(log.counters().cycles, 2U);
    QCOMPARE(log.counters().clientsRemoved, 3U);
    QCOMPARE(log.counters().bytesFreed, 150U);
    QCOMPARE(log.counters().lastDuration, Duration(1ms));
}

void CleanupLogTest::aCycleIsOneEntryHoweverManySlicesItTook()
{
    CleanupLog log;
    log.begin(noon);
    log.addRemoved(10);
    log.addSlice(2ms);
    QVERIFY(log.isUnderWay());
    QCOMPARE(log.counters().cycles, 0U);
    log.addRemoved(20);
    log.addSlice(1ms);

    log.end();

    QVERIFY(!log.isUnderWay());
    const auto cycles = log.cycles();
    QCOMPARE(cycles->size(), std::size_t{1});
    QVERIFY(cycles->front().at == noon);
    QCOMPARE(cycles->front().clientsRemoved, 2U);
    QCOMPARE(cycles->front().bytesFreed, 30U);
    QCOMPARE(cycles->front().slices, 2U);
    QCOMPARE(cycles->front().duration, Duration(3ms));
    QCOMPARE(cycles->front().longestSlice, Duration(2ms));
}

void CleanupLogTest::whatIsRemovedBetweenCyclesCountsIntoTheNext()
{
    CleanupLog log;
    cycle(log, 1, 10, 1ms);
    log.addRemoved(10);

    QCOMPARE(cycle(log, 1, 10, 1ms).clientsRemoved, 2U);
    QCOMPARE(cycle(log, 0, 10, 1ms).clientsRemoved, 0U);
    QCOMPARE(log.counters().clientsRemoved, 3U);
}

void CleanupLogTest::keepsTheLastThousand()
{
    CleanupLog log;
    for (int i = 0; i < 1500; ++i)
        cycle(log, 1, 10, 1ms);

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
