// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultschedule.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class FaultScheduleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strikesOnceAtItsTime();
    void strikesAgainAndAgain();
    void strikesInTheOrderOfTime();
    void catchesUpOnNothingAfterALongSleep();
    void strikesOnceAfterItsBytes();
    void withoutEventsItNeverWakes();
};

namespace {

const MonotonicTime start{1h};

FaultSchedule scheduleOf(const QString &plan)
{
    return FaultSchedule(FaultPlan::fromText(plan)->events, start);
}

QString names(const std::vector<LinkFault> &faults)
{
    QStringList all;
    for (const LinkFault &fault : faults)
        all += toString(fault);
    return all.join(u", "_qs);
}

} // namespace

void FaultScheduleTest::strikesOnceAtItsTime()
{
    FaultSchedule schedule = scheduleOf(u"at=10s:reset"_qs);

    QVERIFY(schedule.nextWake() == start + 10s);
    QCOMPARE(names(schedule.onTimer(start + 10s - 1ns)), QString());
    QCOMPARE(names(schedule.onTimer(start + 10s)), u"a reset"_qs);
    QVERIFY(!schedule.nextWake());
    QCOMPARE(names(schedule.onTimer(start + 1h)), QString());
}

void FaultScheduleTest::strikesAgainAndAgain()
{
    FaultSchedule schedule = scheduleOf(u"every=10s:blackhole/1s"_qs);

    for (int i = 1; i <= 5; ++i) {
        QVERIFY(schedule.nextWake() == start + i * 10s);
        QCOMPARE(names(schedule.onTimer(start + i * 10s)), u"a blackhole for 1s"_qs);
    }
}

void FaultScheduleTest::strikesInTheOrderOfTime()
{
    FaultSchedule schedule = scheduleOf(u"at=3s:reset every=2s:close=1012 at=1s:half-open"_qs);

    QVERIFY(schedule.nextWake() == start + 1s);
    QCOMPARE(names(schedule.onTimer(start + 3s)), u"half-open, a close with code 1012, a reset"_qs);
    QVERIFY(schedule.nextWake() == start + 4s);
}

void FaultScheduleTest::catchesUpOnNothingAfterALongSleep()
{
    FaultSchedule schedule = scheduleOf(u"every=10s:reset"_qs);

    QCOMPARE(names(schedule.onTimer(start + 8h + 3s)), u"a reset"_qs);
    QVERIFY(schedule.nextWake() == start + 8h + 10s);
}

void FaultScheduleTest::strikesOnceAfterItsBytes()
{
    FaultSchedule schedule = scheduleOf(u"after-bytes=100:reset after-bytes=150:close=1001"_qs);

    QCOMPARE(names(schedule.onBytes(99)), QString());
    QCOMPARE(names(schedule.onBytes(1)), u"a reset"_qs);
    QCOMPARE(names(schedule.onBytes(49)), QString());
    QCOMPARE(names(schedule.onBytes(500)), u"a close with code 1001"_qs);
    QCOMPARE(names(schedule.onBytes(500)), QString());
    QVERIFY(!schedule.nextWake());
}

void FaultScheduleTest::withoutEventsItNeverWakes()
{
    FaultSchedule schedule({}, start);

    QVERIFY(!schedule.nextWake());
    QCOMPARE(names(schedule.onTimer(start + 24h)), QString());
}

BREAKWATER_TEST(FaultScheduleTest)
#include "tst_faultschedule.moc"
