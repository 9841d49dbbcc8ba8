// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/conservation.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

class ConservationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCameInIsSomewhere();
    void whatIsBeingStoredIsOnNeitherSide();
    void saysHowManyAreNowhereOrThereTwice();
};

void ConservationTest::whatCameInIsSomewhere()
{
    MessageCounters counters;
    counters.accepted = 10;
    counters.recovered = 5;
    counters.confirmed = 6;
    counters.kept = 2;
    QueueSnapshot queue;
    queue.queued = 4;
    queue.unconfirmed = 2;
    queue.inDoubt = 1;

    const Conservation sides = conservationOf(counters, queue);

    QVERIFY(sides.holds());
    QCOMPARE(sides.cameIn, 15);
    QCOMPARE(sides.accountedFor, 15);
}

void ConservationTest::whatIsBeingStoredIsOnNeitherSide()
{
    QueueSnapshot queue;
    queue.queued = 3;
    queue.storing = 3;

    QVERIFY(conservationOf({}, queue).holds());
}

void ConservationTest::saysHowManyAreNowhereOrThereTwice()
{
    MessageCounters counters;
    counters.accepted = 10;
    QCOMPARE(conservationOf(counters, {}).missing(), 10);

    counters.failed = 13;

    QCOMPARE(conservationOf(counters, {}).missing(), -3);
    QVERIFY(!conservationOf(counters, {}).holds());
}

BREAKWATER_TEST(ConservationTest)
#include "tst_conservation.moc"
