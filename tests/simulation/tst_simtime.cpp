// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/simtime.h>
#include <tests/support/testmain.h>

#include <QtCore/QStringList>
#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Simulation;

class SimTimeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timersAndTheWorldShareOneOrder();
    void aStoppedOrRestartedTimerFiresOnlyWhereItStandsLast();
    void aStallMakesEverythingLateAndNothingLost();
    void timersOrTheWorldMayGoFirstAfterAStall();
    void onlyTheWallClockNoticesSleepAndSteps();

private:
    void runAll(SimTime &time)
    {
        while (time.nextDue())
            time.runNext();
    }
};

void SimTimeTest::timersAndTheWorldShareOneOrder()
{
    SimTime time;
    QStringList order;
    const auto timer = time.createTimer([&] { order += QStringLiteral("timer"); });
    time.after(2s, [&] { order += QStringLiteral("later"); });
    time.after(1s, [&] { order += QStringLiteral("first"); });
    timer->startAt(time.now() + 1s);

    runAll(time);

    QCOMPARE(
        order,
        QStringList({QStringLiteral("first"), QStringLiteral("timer"), QStringLiteral("later")}));
}

void SimTimeTest::aStoppedOrRestartedTimerFiresOnlyWhereItStandsLast()
{
    SimTime time;
    const MonotonicTime start = time.now();
    std::vector<Duration> fired;
    const auto restarted = time.createTimer([&] { fired.push_back(time.now() - start); });
    const auto stopped = time.createTimer([&] { fired.push_back(-1s); });
    restarted->startAt(start + 1s);
    restarted->startAt(start + 3s);
    stopped->startAt(start + 2s);
    stopped->stop();
    QCOMPARE(time.activeTimers(), 1);

    runAll(time);

    QCOMPARE(fired, std::vector<Duration>({3s}));
    QCOMPARE(time.activeTimers(), 0);
}

void SimTimeTest::aStallMakesEverythingLateAndNothingLost()
{
    SimTime time;
    const MonotonicTime start = time.now();
    std::vector<Duration> seen;
    time.after(1s, [&] { seen.push_back(time.now() - start); });
    time.after(20s, [&] { seen.push_back(time.now() - start); });

    time.stall(10s, SimTime::First::InOrder);
    runAll(time);

    QCOMPARE(seen, std::vector<Duration>({10s, 20s}));
}

void SimTimeTest::timersOrTheWorldMayGoFirstAfterAStall()
{
    for (const auto first : {SimTime::First::Timers, SimTime::First::World}) {
        SimTime time;
        QStringList order;
        const auto early = time.createTimer([&] { order += QStringLiteral("timer"); });
        const auto late = time.createTimer([&] { order += QStringLiteral("timer"); });
        early->startAt(time.now() + 1s);
        time.after(2s, [&] { order += QStringLiteral("world"); });
        late->startAt(time.now() + 3s);

        time.stall(5s, first);
        runAll(time);

        const bool timersFirst = first == SimTime::First::Timers;
        QCOMPARE(order.size(), 3);
        QCOMPARE(order.front(), timersFirst ? QStringLiteral("timer") : QStringLiteral("world"));
        QCOMPARE(order.indexOf(QStringLiteral("world")), timersFirst ? 2 : 0);
    }
}

void SimTimeTest::onlyTheWallClockNoticesSleepAndSteps()
{
    SimTime time;
    const TimeSample before = time.sample();

    time.sleep(1h);
    time.stepWallClock(-2h);

    QCOMPARE(time.now(), before.monotonic);
    QCOMPARE(time.wallNow(), before.wall - 1h);
    QCOMPARE(time.asleep(), Duration(1h));
}

BREAKWATER_TEST(SimTimeTest)
#include "tst_simtime.moc"
