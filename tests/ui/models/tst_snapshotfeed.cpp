// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/lampstate.h>
#include <ui/models/snapshotfeed.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

#include <QtTest/QSignalSpy>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Breakwater::Ui::SnapshotFeed;

class TestSnapshotFeed final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNothingBeforeTheFirstFrame();
    void keepsTheNewestFrame();
    void countsFramesThatNeverCame();
    void tellsOfAllTiersAfterAGap();
    void isStaleAfterTwoPeriodsAndUnknownAfterTenSeconds();
    void countsOnOnceASecondWhileSilent();
    void isFreshAgainWithTheNextFrame();
    void selectsOneSessionOrTheSum();
    void recordsEverySessionAndTheSum();
    void keepsNoMoreHistoriesThanItSays();
    void showsTestsOfLinksOnlyToWhoAsks();

private:
    SnapshotPtr frame(std::uint64_t sequence, const QStringList &sessions = {u"a"_s}) const
    {
        SnapshotBuilder builder(sequence);
        builder.at(time.sample());
        for (const QString &id : sessions)
            builder.session(SessionBuilder(id));
        return builder.build();
    }
    mutable ManualTimeSystem time;
};

void TestSnapshotFeed::knowsNothingBeforeTheFirstFrame()
{
    SnapshotFeed feed(time);
    time.advance(3s);

    QVERIFY(!feed.latest());
    QVERIFY(!feed.current());
    QVERIFY(feed.isStale());
    QVERIFY(feed.isUnknown());
    QVERIFY(!feed.age());
    QVERIFY(!feed.lastFrameAt());
    QCOMPARE(feed.silentFor(), Duration(3s));
    QVERIFY(!feed.history().lastUpdate());
}

void TestSnapshotFeed::keepsTheNewestFrame()
{
    SnapshotFeed feed(time);
    QSignalSpy updated(&feed, &SnapshotFeed::updated);

    feed.accept(frame(5));
    feed.accept(frame(4));
    feed.accept(frame(5));
    feed.accept({});

    QCOMPARE(updated.count(), 1);
    QCOMPARE(feed.latest()->sequence, 5U);
    QCOMPARE(feed.skippedFrames(), 0U);
}

void TestSnapshotFeed::countsFramesThatNeverCame()
{
    SnapshotFeed feed(time);

    feed.accept(frame(5)); // what went before the window is nobody's loss
    feed.accept(frame(6));
    feed.accept(frame(10));

    QCOMPARE(feed.skippedFrames(), 3U);
}

void TestSnapshotFeed::tellsOfAllTiersAfterAGap()
{
    SnapshotFeed feed(time);
    feed.accept(frame(1));
    QSignalSpy updated(&feed, &SnapshotFeed::updated);

    feed.accept(SnapshotBuilder(2).tiers({Tier::Realtime}).build());
    feed.accept(SnapshotBuilder(5).tiers({Tier::Realtime}).build());

    QCOMPARE(updated.count(), 2);
    QVERIFY(!updated.at(0).at(0).value<TierSet>().has(Tier::Performance));
    QVERIFY(updated.at(1).at(0).value<TierSet>().has(Tier::Performance));
    QVERIFY(updated.at(1).at(0).value<TierSet>().has(Tier::Aggregate));
}

void TestSnapshotFeed::isStaleAfterTwoPeriodsAndUnknownAfterTenSeconds()
{
    SnapshotFeed feed(time);
    feed.accept(SnapshotBuilder(1).realtimePeriod(2s).build());

    time.advance(3999ms);
    QVERIFY(!feed.isStale());
    time.advance(1ms);
    QVERIFY(feed.isStale());
    QVERIFY(!feed.isUnknown());
    time.advance(5999ms);
    QVERIFY(!feed.isUnknown());
    time.advance(1ms);
    QVERIFY(feed.isUnknown());
    QCOMPARE(feed.age(), std::optional<Duration>(10s));
}

void TestSnapshotFeed::countsOnOnceASecondWhileSilent()
{
    SnapshotFeed feed(time);
    feed.accept(frame(1));
    QSignalSpy stale(&feed, &SnapshotFeed::staleChanged);

    time.advance(1999ms);
    QCOMPARE(stale.count(), 0);
    time.advance(1ms);
    QCOMPARE(stale.count(), 1);
    time.advance(8s);
    QCOMPARE(stale.count(), 9);
    QVERIFY(feed.isUnknown()); // and the ninth said so
}

void TestSnapshotFeed::isFreshAgainWithTheNextFrame()
{
    SnapshotFeed feed(time);
    feed.accept(frame(1));
    time.advance(30s);
    QSignalSpy stale(&feed, &SnapshotFeed::staleChanged);

    feed.accept(frame(2));

    QCOMPARE(stale.count(), 1);
    QVERIFY(!feed.isStale());
    QVERIFY(!feed.isUnknown());
    time.advance(1s);
    feed.accept(frame(3));
    QCOMPARE(stale.count(), 1); // a steady stream says nothing
}

void TestSnapshotFeed::selectsOneSessionOrTheSum()
{
    SnapshotFeed feed(time);
    feed.accept(frame(1, {u"a"_s, u"b"_s}));
    QSignalSpy changed(&feed, &SnapshotFeed::selectionChanged);
    QCOMPARE(feed.current(), &feed.latest()->engine);

    feed.select(SessionId{u"b"_s});
    feed.select(SessionId{u"b"_s});

    QCOMPARE(changed.count(), 1);
    QCOMPARE(feed.current()->id.value, u"b"_s);
    feed.accept(frame(2, {u"a"_s}));
    QVERIFY(!feed.current());
}

void TestSnapshotFeed::recordsEverySessionAndTheSum()
{
    SnapshotFeed feed(time);

    feed.accept(frame(1, {u"a"_s, u"b"_s}));

    QVERIFY(feed.history().lastUpdate());
    QVERIFY(feed.historyOf(SessionId{u"a"_s}).lastUpdate());
    QVERIFY(feed.historyOf(SessionId{u"b"_s}).lastUpdate());
    QVERIFY(!feed.historyOf(SessionId{u"c"_s}).lastUpdate());
    QVERIFY(feed.historyBytes() > 0);
}

void TestSnapshotFeed::keepsNoMoreHistoriesThanItSays()
{
    SnapshotFeed feed(time);
    const auto many = [](int first) {
        QStringList ids;
        for (int i = 0; i < SnapshotFeed::maxHistories + 5; ++i)
            ids += u"%1"_s.arg(first + i, 4);
        return ids;
    };
    const auto kept = [&](const QStringList &ids) {
        return std::count_if(ids.begin(), ids.end(), [&](const QString &id) {
            return feed.historyOf(SessionId{id}).lastUpdate().has_value();
        });
    };

    feed.accept(frame(1, many(0)));
    QCOMPARE(kept(many(0)), SnapshotFeed::maxHistories - 1); // and the sum
    feed.accept(frame(2, many(5000)));                       // all of them gone, as many new

    QCOMPARE(kept(many(0)), 0);
    QCOMPARE(kept(many(5000)), SnapshotFeed::maxHistories - 1);
    QVERIFY(feed.history().lastUpdate());
}

void TestSnapshotFeed::showsTestsOfLinksOnlyToWhoAsks()
{
    SnapshotFeed feed(time);
    const SessionId test{u"test:a"_s};

    feed.accept(SnapshotBuilder(1)
                    .at(time.sample())
                    .session(SessionBuilder(u"a"_s))
                    .session(SessionBuilder(test.value).open(5s))
                    .build());

    QCOMPARE(feed.latest()->sessions.size(), std::size_t(1));
    QCOMPARE(feed.latest()->sessions.front().id.value, u"a"_s);
    QCOMPARE(feed.latest()->active, 1);
    QVERIFY(!feed.historyOf(test).lastUpdate());
    QVERIFY(feed.tested(test));
    QVERIFY(!feed.tested(SessionId{u"a"_s}));
    QVERIFY(lampState(feed).state == BreakerState::Closed);
    feed.accept(frame(2));
    QVERIFY(!feed.tested(test));
}

BREAKWATER_TEST(TestSnapshotFeed)
#include "tst_snapshotfeed.moc"
