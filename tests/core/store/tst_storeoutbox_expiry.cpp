// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/store/storeoutboxfixture.h>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace Breakwater;
using namespace Breakwater::Test;

//! What becomes of messages whose session is not opened again.
class OutboxExpiryTest : public QObject, private StoreOutboxFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void rowsOfASessionThatIsNeverOpenedAgainEndWithTheirTime();
    void whatASessionHasTakenIsNotItsToEnd();
    void anExpiredRowEndsHereOrInItsSessionNeverInBoth();
    void whatWasGivenBackExpiresToo();
    void looksOnceAMinuteAndOnlyWhileSomethingWaits();
    void aRemovalOfTheExpiredIsTriedUntilItSucceeds();
};

void OutboxExpiryTest::rowsOfASessionThatIsNeverOpenedAgainEndWithTheirTime()
{
    // They would stay in the file for ever: nobody else ends them.
    make({{orders, row(1, 10s), time->wallNow() - 1h},
          {orders, row(2, 90s), time->wallNow()},
          {prices, row(3, 10s), time->wallNow() - 10s},
          {orders, row(4, 10s), time->wallNow() - 1h}});

    time->fireDue();
    QCOMPARE(expiries, QStringList{u"3 of 2"_qs});
    QCOMPARE(values(committer->batches.at(0).removals), (Keys{1, 4, 3}));
    committer->finish();
    time->advance(89s);
    QCOMPARE(committer->batches.size(), 1u);
    time->advance(31s);

    QCOMPARE(expiries, (QStringList{u"3 of 2"_qs, u"1 of 1"_qs}));
    QCOMPARE(values(committer->batches.at(1).removals), Keys{2});
    QVERIFY(outbox->take(orders).empty());
}

void OutboxExpiryTest::whatASessionHasTakenIsNotItsToEnd()
{
    make({{orders, row(1, 1s), time->wallNow()}, {prices, row(2, 1h), time->wallNow()}});
    outbox->take(orders);

    time->advance(10min);

    QVERIFY(expiries.isEmpty());
    QVERIFY(committer->batches.empty());
}

void OutboxExpiryTest::anExpiredRowEndsHereOrInItsSessionNeverInBoth()
{
    make({{orders, row(1, 1s), time->wallNow() - 1h}, {prices, row(2, 1s), time->wallNow() - 1h}});

    const auto rows = outbox->take(orders); // opened at once: it is its session's to count
    time->fireDue();

    QCOMPARE(keysOf(rows), Keys{1});
    QVERIFY(rows[0].ttl == 0s);
    QCOMPARE(expiries, QStringList{u"1 of 1"_qs});
    QCOMPARE(values(committer->batches.at(0).removals), Keys{2});
    QVERIFY(outbox->take(prices).empty()); // opened later
}

void OutboxExpiryTest::whatWasGivenBackExpiresToo()
{
    make();
    outbox->store(orders, row(1), client);
    time->fireDue();
    committer->finish();
    outbox->giveBack(orders, {row(1, 8s)});

    time->advance(StoreOutbox::sweepInterval);

    QCOMPARE(expiries, QStringList{u"1 of 1"_qs});
    QCOMPARE(values(committer->batches.at(1).removals), Keys{1});
}

void OutboxExpiryTest::looksOnceAMinuteAndOnlyWhileSomethingWaits()
{
    make({{orders, row(1, 1h), time->wallNow()}});
    time->fireDue();
    QCOMPARE(time->activeTimers(), 1);
    time->stepWallClock(2h);
    time->advance(StoreOutbox::sweepInterval - 1ms);
    QVERIFY(expiries.isEmpty());

    time->advance(1ms);
    committer->finish();

    QCOMPARE(expiries, QStringList{u"1 of 1"_qs});
    QCOMPARE(time->activeTimers(), 0);
}

void OutboxExpiryTest::aRemovalOfTheExpiredIsTriedUntilItSucceeds()
{
    make({{orders, row(1, 1s), time->wallNow() - 1h}});
    time->fireDue();
    committer->finish({.endings = diskFull});

    time->advance(5min);

    QCOMPARE(expiries, QStringList{u"1 of 1"_qs}); // told once
    QCOMPARE(values(committer->batches.at(1).removals), Keys{1});
}

BREAKWATER_TEST(OutboxExpiryTest)
#include "tst_storeoutbox_expiry.moc"
