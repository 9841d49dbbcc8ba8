// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/realtimesystem.h>

#include <tests/support/testmain.h>

#include <QtCore/QEventLoop>

#include <algorithm>

using namespace std::chrono_literals;
using namespace Breakwater;

class RealTimeSystemTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTimerNeverFiresEarly();
    void aTimerThatIsDueAlreadyStillWaitsForTheEventLoop();
    void timeAsleepStandsStillWhileTheMachineIsAwake();
};

void RealTimeSystemTest::aTimerNeverFiresEarly()
{
    RealTimeSystem time;
    QEventLoop loop;
    MonotonicTime firedAt{};
    const auto timer = time.createTimer([&] {
        firedAt = time.now();
        loop.quit();
    });
    const MonotonicTime due = time.now() + 1500us;

    timer->startAt(due);
    loop.exec(); // bounded by the timer itself

    QVERIFY(firedAt >= due);
    QVERIFY(!timer->isActive());
}

void RealTimeSystemTest::aTimerThatIsDueAlreadyStillWaitsForTheEventLoop()
{
    RealTimeSystem time;
    QEventLoop loop;
    bool fired = false;
    const auto timer = time.createTimer([&] {
        fired = true;
        loop.quit();
    });

    timer->startAt(time.now() - 1h);
    QVERIFY(!fired);
    loop.exec();

    QVERIFY(fired);
}

void RealTimeSystemTest::timeAsleepStandsStillWhileTheMachineIsAwake()
{
    RealTimeSystem time;
    const Duration first = time.asleep();
    QVERIFY(first >= Duration::zero());

    Duration most{};
    const MonotonicTime end = time.now() + 20ms;
    while (time.now() < end)
        most = std::max(most, time.asleep() - first);

    QVERIFY2(most < 100ms, "two clocks were read too far apart");
}

BREAKWATER_TEST(RealTimeSystemTest)
#include "tst_realtimesystem.moc"
