// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

#include <vector>

using namespace std::chrono_literals;
using Breakwater::Test::ManualTimeSystem;

class ManualTimeSystemTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesTimersInOrderOfTimeThenStart();
    void aTimerMayRestartItselfFromItsCallback();
    void aDestroyedTimerNeverFires();
    void aWallClockStepMovesNoTimer();
    void whileTheMachineSleepsOnlyTheWallClockGoesOn();
};

void ManualTimeSystemTest::firesTimersInOrderOfTimeThenStart()
{
    ManualTimeSystem time;
    std::vector<int> fired;
    auto late = time.createTimer([&] { fired.push_back(3); });
    auto first = time.createTimer([&] { fired.push_back(1); });
    auto second = time.createTimer([&] { fired.push_back(2); });
    late->startAt(time.now() + 2s);
    first->startAt(time.now() + 1s);
    second->startAt(time.now() + 1s);

    time.advance(3s);

    QCOMPARE(fired, (std::vector<int>{1, 2, 3}));
    QCOMPARE(time.activeTimers(), 0);
}

void ManualTimeSystemTest::aTimerMayRestartItselfFromItsCallback()
{
    ManualTimeSystem time;
    int ticks = 0;
    std::unique_ptr<Breakwater::Timer> timer;
    timer = time.createTimer([&] {
        ++ticks;
        timer->startAt(time.now() + 1s);
    });
    timer->startAt(time.now() + 1s);

    time.advance(10s);

    QCOMPARE(ticks, 10);
    QVERIFY(timer->isActive());
}

void ManualTimeSystemTest::aDestroyedTimerNeverFires()
{
    ManualTimeSystem time;
    bool fired = false;
    auto timer = time.createTimer([&] { fired = true; });
    timer->startAt(time.now() + 1s);

    timer.reset();
    time.advance(2s);

    QVERIFY(!fired);
}

void ManualTimeSystemTest::aWallClockStepMovesNoTimer()
{
    ManualTimeSystem time;
    int fired = 0;
    auto timer = time.createTimer([&] { ++fired; });
    timer->startAt(time.now() + 10s);

    time.stepWallClock(-1h);
    time.advance(9s);
    QCOMPARE(fired, 0);
    time.advance(1s);

    QCOMPARE(fired, 1);
}

void ManualTimeSystemTest::whileTheMachineSleepsOnlyTheWallClockGoesOn()
{
    ManualTimeSystem time;
    bool fired = false;
    auto timer = time.createTimer([&] { fired = true; });
    timer->startAt(time.now() + 1s);
    const auto before = time.sample();

    time.sleepFor(8h);

    QVERIFY(!fired);
    QCOMPARE(time.now(), before.monotonic);
    QCOMPARE(time.wallNow(), before.wall + 8h);
    QCOMPARE(time.asleep(), Breakwater::Duration(8h));
    time.sleepFor(1h);
    QCOMPARE(time.asleep(), Breakwater::Duration(9h));
}

BREAKWATER_TEST(ManualTimeSystemTest)
#include "tst_manualtimesystem.moc"
