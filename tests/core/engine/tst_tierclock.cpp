// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/tierclock.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class TierClockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTierIsDueAtTheStart();
    void eachTierComesInItsOwnPeriod();
    void missedTicksAreSkippedNotMadeUpFor();

private:
    const StabilityConfig::Refresh m_refresh;
    const MonotonicTime m_start{1h};
};

void TierClockTest::everyTierIsDueAtTheStart()
{
    TierClock clock(m_refresh, m_start);

    QCOMPARE(clock.take(m_start).bits, TierSet::all().bits);
    QVERIFY(clock.take(m_start).isEmpty());
}

void TierClockTest::eachTierComesInItsOwnPeriod()
{
    TierClock clock(m_refresh, m_start);
    clock.take(m_start);
    int realtime = 0;
    int performance = 0;
    int aggregate = 0;

    for (int i = 1; i <= 60; ++i) {
        QVERIFY(clock.nextWake() == m_start + i * 1s);
        const TierSet due = clock.take(m_start + i * 1s);
        realtime += due.has(Tier::Realtime);
        performance += due.has(Tier::Performance);
        aggregate += due.has(Tier::Aggregate);
    }

    QCOMPARE(realtime, 60);
    QCOMPARE(performance, 12);
    QCOMPARE(aggregate, 2);
}

void TierClockTest::missedTicksAreSkippedNotMadeUpFor()
{
    TierClock clock(m_refresh, m_start);
    clock.take(m_start);

    QVERIFY(clock.take(m_start + 10s + 300ms).has(Tier::Realtime));

    QVERIFY(clock.take(m_start + 10s + 400ms).isEmpty());
    QVERIFY(clock.nextWake() == m_start + 11s);
}

BREAKWATER_TEST(TierClockTest)
#include "tst_tierclock.moc"
