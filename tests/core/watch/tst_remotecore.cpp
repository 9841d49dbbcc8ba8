// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/remotecore.h>

#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;

namespace {

const TimeSample ours{MonotonicTime(100s), WallTime(2000s)};
const TimeSample theirs{MonotonicTime(7s), WallTime(1000s)};

SnapshotBuilder told(std::uint64_t sequence)
{
    return SnapshotBuilder(sequence)
        .at(theirs)
        .tiers({Tier::Realtime})
        .session(SessionBuilder(u"link"_qs));
}

//! A frame of a server that has run for so long.
SnapshotPtr runFor(std::uint64_t sequence, Duration uptime)
{
    auto frame = std::make_shared<Snapshot>(*told(sequence).build());
    frame->uptime = uptime;
    return frame;
}

TransitionRecord numberedTransition(std::uint64_t sequence)
{
    TransitionRecord transition;
    transition.sequence = sequence;
    return transition;
}

} // namespace

class RemoteCoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsItAnewAsOurs();
    void isNoneBeforeTheFirst();
    void framesNobodyAskedForAreOne();
    void aChangeOfStateIsNews_data();
    void aChangeOfStateIsNews();
    void eventsAndTransitionsRenewTheFrame();
    void whatHappensAfterARestartIsNotSwallowed_data();
    void whatHappensAfterARestartIsNotSwallowed();
    void whatIsKnownStaysWhileTheServerRunsOn();
    void itsPeriodIsBelievedWithinLimits_data();
    void itsPeriodIsBelievedWithinLimits();
};

void RemoteCoreTest::tellsItAnewAsOurs()
{
    WatchedSource other;
    other.name = u"what it watches itself"_qs;
    RemoteCore core(u"site"_qs);

    QVERIFY(core.take(*told(900).watched(other).events(3, 2).build(), ours));

    const SnapshotPtr frame = core.frame();
    QVERIFY(frame);
    QCOMPARE(frame->source, u"site"_qs);
    QCOMPARE(frame->sequence, 1u);
    QVERIFY(frame->at.wall == ours.wall);
    QVERIFY(frame->at.monotonic == ours.monotonic);
    QVERIFY(core.takenAt() == theirs.wall);
    QVERIFY(frame->watched.empty());
    QVERIFY(frame->engine.isWatched);
    QVERIFY(frame->sessions.front().isWatched);
    QCOMPARE(frame->events->size(), 2u);
}

void RemoteCoreTest::isNoneBeforeTheFirst()
{
    RemoteCore core(u"site"_qs);
    QVERIFY(!core.isKnown());
    QVERIFY(!core.frame());
    QVERIFY(!core.takenAt());
    QVERIFY(!core.period());

    core.take(numberedEvent(1), ours);
    QVERIFY(!core.frame());

    // What came before the first frame is not lost.
    core.take(*told(1).build(), ours);
    QCOMPARE(core.frame()->events->size(), 1u);
}

void RemoteCoreTest::framesNobodyAskedForAreOne()
{
    RemoteCore core(u"site"_qs);
    core.take(*told(1).build(), ours);
    const SnapshotPtr first = core.frame();
    QVERIFY(core.frame() == first);

    core.take(*told(2).tiers({Tier::Performance}).build(), ours);
    core.take(*told(3).build(), ours);

    const SnapshotPtr next = core.frame();
    QVERIFY(next != first);
    QVERIFY(next->tiers.has(Tier::Realtime));
    QVERIFY(next->tiers.has(Tier::Performance));
    QVERIFY(!next->tiers.has(Tier::Aggregate));
    QVERIFY(next->sequence > first->sequence);

    core.take(*told(4).build(), ours);
    QVERIFY(!core.frame()->tiers.has(Tier::Performance));
}

void RemoteCoreTest::aChangeOfStateIsNews_data()
{
    QTest::addColumn<SnapshotPtr>("next");
    QTest::addColumn<bool>("isNews");
    QTest::newRow("the same") << told(2).build() << false;
    QTest::newRow("another link") << told(2).session(SessionBuilder(u"other"_qs)).build() << true;
    QTest::newRow("a breaker opened") << SnapshotBuilder(2)
                                             .tiers({Tier::Realtime})
                                             .session(SessionBuilder(u"link"_qs).open(5s))
                                             .build()
                                      << true;
    QTest::newRow("a link went down")
        << SnapshotBuilder(2)
               .tiers({})
               .session(SessionBuilder(u"link"_qs).connection(ConnectionState::BackingOff))
               .build()
        << true;
    QTest::newRow("a breaker was forced")
        << SnapshotBuilder(2)
               .tiers({})
               .session(
                   SessionBuilder(u"link"_qs).forced(BreakerOverride::ForcedOpen, u"by hand"_qs))
               .build()
        << true;
    QTest::newRow("another link instead")
        << SnapshotBuilder(2).tiers({}).session(SessionBuilder(u"other"_qs)).build() << true;
    QTest::newRow("the same, of no tier") << told(2).tiers({}).build() << false;
}

void RemoteCoreTest::aChangeOfStateIsNews()
{
    QFETCH(SnapshotPtr, next);
    QFETCH(bool, isNews);
    RemoteCore core(u"site"_qs);
    core.take(*told(1).build(), ours);

    QCOMPARE(core.take(*next, ours), isNews);
}

void RemoteCoreTest::eventsAndTransitionsRenewTheFrame()
{
    RemoteCore core(u"site"_qs);
    core.take(*told(1).build(), ours);
    const SnapshotPtr first = core.frame();

    QVERIFY(!core.take(numberedEvent(1), ours));
    const SnapshotPtr second = core.frame();
    QVERIFY(second != first);
    QVERIFY(second->tiers.isEmpty());

    const TransitionRecord transition = numberedTransition(1);
    QVERIFY(core.take(transition, ours));
    QVERIFY(!core.take(transition, ours)); // known
    QVERIFY(!core.take(numberedEvent(1), ours));
    QCOMPARE(core.frame()->transitions->size(), 1u);
    QCOMPARE(core.frame()->events->size(), 1u);
    QCOMPARE(first->events->size(), 0u);
}

// A restarted server counted 1, 2, 3 and all of it was taken for known, until it had passed the
// numbers of its life before.
void RemoteCoreTest::whatHappensAfterARestartIsNotSwallowed_data()
{
    QTest::addColumn<SnapshotPtr>("first"); // of the new life; nothing has happened in it yet
    QTest::addColumn<bool>("isWhole");
    QTest::newRow("a whole document that is longer up") << runFor(950, 200s) << true;
    QTest::newRow("a whole document") << runFor(1, 1s) << true;
    QTest::newRow("its frames are counted anew") << runFor(1, 200s) << false;
    QTest::newRow("it is up for less long") << runFor(950, 1s) << false;
}

void RemoteCoreTest::whatHappensAfterARestartIsNotSwallowed()
{
    QFETCH(SnapshotPtr, first);
    QFETCH(bool, isWhole);
    RemoteCore core(u"site"_qs);
    core.take(*runFor(900, 100s), ours, RemoteCore::Extent::Whole);
    core.take(numberedTransition(5), ours);
    core.take(numberedEvent(7), ours);

    core.take(*first, ours, isWhole ? RemoteCore::Extent::Whole : RemoteCore::Extent::Tick);

    QCOMPARE(core.frame()->transitions->size(), 0u);
    QCOMPARE(core.frame()->events->size(), 0u);
    QVERIFY(core.take(numberedTransition(1), ours));
    core.take(numberedEvent(1), ours);
    QCOMPARE(core.frame()->transitions->size(), 1u);
    QCOMPARE(core.frame()->transitions->back().sequence, 1u);
    QCOMPARE(core.frame()->events->size(), 1u);
}

void RemoteCoreTest::whatIsKnownStaysWhileTheServerRunsOn()
{
    RemoteCore core(u"site"_qs);
    core.take(*runFor(900, 100s), ours, RemoteCore::Extent::Whole);
    core.take(numberedTransition(5), ours);
    core.take(numberedEvent(7), ours);

    core.take(*runFor(901, 101s), ours);
    core.take(*runFor(901, 101s), ours); // the answer to a subscription repeats the number

    QCOMPARE(core.frame()->transitions->size(), 1u);
    QCOMPARE(core.frame()->events->size(), 1u);
    QVERIFY(!core.take(numberedTransition(5), ours));
}

void RemoteCoreTest::itsPeriodIsBelievedWithinLimits_data()
{
    QTest::addColumn<qint64>("told");
    QTest::addColumn<qint64>("believed"); // milliseconds; 0: none
    QTest::newRow("none") << qint64(0) << qint64(0);
    QTest::newRow("negative") << qint64(-5) << qint64(0);
    QTest::newRow("a second") << qint64(1000) << qint64(1000);
    QTest::newRow("never") << qint64(365) * 86'400'000 << qint64(300'000);
    QTest::newRow("a flood") << qint64(1) << qint64(100);
}

void RemoteCoreTest::itsPeriodIsBelievedWithinLimits()
{
    QFETCH(qint64, told);
    QFETCH(qint64, believed);
    RemoteCore core(u"site"_qs);
    core.take(*::told(1).realtimePeriod(std::chrono::milliseconds(told)).build(), ours);

    const auto period = core.period();

    QCOMPARE(period.has_value(), believed != 0);
    QVERIFY(period.value_or(Duration::zero()) == std::chrono::milliseconds(believed));
}

BREAKWATER_TEST(RemoteCoreTest)

#include "tst_remotecore.moc"
