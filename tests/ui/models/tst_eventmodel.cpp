// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/eventfilter.h>
#include <ui/models/eventmodel.h>

#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/support/watchedbuilder.h>

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

#include <ctime>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Breakwater::Ui::EventFilter;
using Breakwater::Ui::EventModel;

namespace {

Event madeEvent(std::uint64_t sequence, Severity severity, const QString &source,
                const QString &session, const QString &title)
{
    Event made = numberedEvent(sequence);
    made.severity = severity;
    made.source = source;
    made.session = SessionId{session};
    made.sessionName = session;
    made.title = title;
    return made;
}

//! A slow machine is no slow model.
Duration threadTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

QStringList titles(const QAbstractItemModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.index(row, EventModel::TitleColumn).data().toString();
    return all;
}

} // namespace

class TestEventModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheNewestFirst();
    void takesEachEventOnce();
    void saysHowManyEventsNoFrameBrought();
    void insertsOneBatchAFrame();
    void staysBoundedAndQuickWithoutAReset();
    void findsTheRowOfAMoment();
    void showsForeignTextOnOneLineAndAsText();
    void filtersByLevelSourceTextAndSession();
    void filterKeepsRowsThatStandForMissingOnes();
    void putsEventsOfWatchedSourcesInOrderOfTime();
    void beginsAnewWithARemoteThatDid();
    void filtersASourceWithItsLinks();
    void aFullLogKeepsTheNewestWhereverTheyComeFrom();
    void countsWhatMadeRoom();
};

void TestEventModel::showsTheNewestFirst()
{
    EventModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);

    model.accept(*SnapshotBuilder(1).events(1, 3).build());

    QCOMPARE(titles(model), (QStringList{u"Event 3"_s, u"Event 2"_s, u"Event 1"_s}));
}

void TestEventModel::takesEachEventOnce()
{
    EventModel model;

    model.accept(*SnapshotBuilder(1).events(1, 3).build());
    model.accept(*SnapshotBuilder(2).events(1, 3).build());
    model.accept(*SnapshotBuilder(3).events(2, 3).build());

    QCOMPARE(model.rowCount(), 4);
    QCOMPARE(model.eventAt(0)->sequence, 4U);
}

void TestEventModel::saysHowManyEventsNoFrameBrought()
{
    EventModel model;
    model.accept(*SnapshotBuilder(1).events(1, 1).build());

    model.accept(*SnapshotBuilder(2).events(39, 1).build());
    model.accept(*SnapshotBuilder(3).events(41, 1).build());

    QCOMPARE(titles(model),
             (QStringList{u"Event 41"_s, u"… 1 event not shown"_s, u"Event 39"_s,
                          u"… 37 events not shown"_s, u"Event 1"_s}));
    QVERIFY(!model.eventAt(3));
    QCOMPARE(model.missingAt(3), 37U);
}

void TestEventModel::insertsOneBatchAFrame()
{
    EventModel model;
    QSignalSpy inserted(&model, &EventModel::rowsInserted);

    model.accept(*SnapshotBuilder(1).events(1, 200).build());

    QCOMPARE(inserted.count(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 0);
    QCOMPARE(inserted.at(0).at(2).toInt(), 199);
}

void TestEventModel::staysBoundedAndQuickWithoutAReset()
{
    EventModel model;
    EventFilter filter(model);
    QSignalSpy reset(&model, &EventModel::modelReset);
    QSignalSpy filterReset(&filter, &EventFilter::modelReset);
    QSignalSpy inserted(&model, &EventModel::rowsInserted);
    QSignalSpy removed(&model, &EventModel::rowsRemoved);
    const Duration before = threadTime();

    for (int batch = 0; batch < 1200; ++batch) {
        const SnapshotPtr frame
            = SnapshotBuilder(1).events(static_cast<std::uint64_t>(batch) * 100 + 1, 100).build();
        model.accept(*frame);
    }

    QCOMPARE(model.rowCount(), EventModel::defaultCapacity);
    QCOMPARE(filter.rowCount(), EventModel::defaultCapacity);
    QCOMPARE(model.eventAt(0)->sequence, 120'000U);
    QCOMPARE(model.eventAt(model.rowCount() - 1)->sequence, 20'001U);
    QCOMPARE(reset.count() + filterReset.count(), 0);
    QCOMPARE(inserted.count(), 1200); // a batch is one insertion, and one removal when full
    QCOMPARE(removed.count(), 200);
    QCOMPARE(model.gone(), 20'000U);
    const double used = toSeconds(threadTime() - before);
    qInfo("%.2f s of the thread", used);
    QVERIFY2(used < 40, qPrintable(u"%1 s of the thread"_s.arg(used)));
}

void TestEventModel::findsTheRowOfAMoment()
{
    EventModel model;
    SnapshotBuilder builder;
    const WallTime start{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};
    for (int i = 0; i < 5; ++i)
        builder.event(numberedEvent(static_cast<std::uint64_t>(i) + 1, start + i * 10s));
    EventFilter filter(model);
    QVERIFY(!filter.rowNear(start));
    model.accept(*builder.build());

    QCOMPARE(filter.rowNear(start - 1h), std::optional(4));
    QCOMPARE(filter.rowNear(start + 14s), std::optional(3));
    QCOMPARE(filter.rowNear(start + 16s), std::optional(2));
    QCOMPARE(filter.rowNear(start + 1h), std::optional(0));
    filter.setText(u"event 2"_s);
    QCOMPARE(filter.rowNear(start + 1h), std::optional(0)); // of those that are shown
}

void TestEventModel::showsForeignTextOnOneLineAndAsText()
{
    EventModel model;
    Event hostile = numberedEvent(1);
    hostile.detail = u"<b>bye</b>\nsecond line"_s;

    model.accept(*SnapshotBuilder(1).event(hostile).build());

    const QModelIndex cell = model.index(0, EventModel::DetailColumn);
    QVERIFY(!cell.data().toString().contains(u'\n'));
    QVERIFY(!cell.data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(u"&lt;b&gt;"_s));
}

void TestEventModel::filtersByLevelSourceTextAndSession()
{
    EventModel model;
    EventFilter filter(model);
    model.accept(
        *SnapshotBuilder(1)
             .event(madeEvent(1, Severity::Info, u"connection"_s, u"a"_s, u"Connected"_s))
             .event(madeEvent(2, Severity::Error, u"breaker"_s, u"a"_s, u"CLOSED → OPEN"_s))
             .event(madeEvent(3, Severity::Warning, u"queue"_s, u"b"_s, u"High water"_s))
             .build());

    QVERIFY(!filter.isActive());
    filter.setLevel(Severity::Warning);
    QCOMPARE(titles(filter), (QStringList{u"High water"_s, u"CLOSED → OPEN"_s}));
    filter.setSession(SessionId{u"a"_s});
    QCOMPARE(titles(filter), (QStringList{u"CLOSED → OPEN"_s}));
    filter.setLevel(Severity::Info);
    filter.setSource(u"connection"_s);
    QCOMPARE(titles(filter), (QStringList{u"Connected"_s}));
    filter.setSource({});
    filter.setSession({});
    filter.setText(u"open breaker"_s);
    QCOMPARE(titles(filter), (QStringList{u"CLOSED → OPEN"_s}));
    filter.setText(u"HIGH"_s);
    QCOMPARE(titles(filter), (QStringList{u"High water"_s}));
}

void TestEventModel::filterKeepsRowsThatStandForMissingOnes()
{
    EventModel model;
    EventFilter filter(model);
    model.accept(*SnapshotBuilder(1).events(38, 2).build());

    filter.setText(u"nothing like it"_s);

    QCOMPARE(titles(filter), (QStringList{u"… 37 events not shown"_s}));
}

namespace {

Event eventAt(std::uint64_t sequence, int second, const QString &session = {})
{
    Event made = madeEvent(sequence, Severity::Info, u"breaker"_s, session,
                           u"Event %1 at %2"_s.arg(sequence).arg(second));
    made.at = WallTime(std::chrono::seconds(second));
    return made;
}

SnapshotPtr withWatched(const std::vector<Event> &own, const std::vector<Event> &theirs)
{
    SnapshotBuilder remote;
    for (const Event &event : theirs)
        remote.event(event);
    SnapshotBuilder frame;
    for (const Event &event : own)
        frame.event(event);
    return frame.watched(WatchedBuilder(u"eu"_s).frame(remote.build())).build();
}

} // namespace

void TestEventModel::putsEventsOfWatchedSourcesInOrderOfTime()
{
    EventModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.accept(*SnapshotBuilder().event(eventAt(1, 10)).event(eventAt(2, 20)).build());

    // Opened late: its numbers begin anywhere, and nobody missed what was before.
    const auto opened = withWatched({}, {eventAt(7, 5, u"a"_s), eventAt(8, 15), eventAt(9, 25)});
    model.accept(*opened);
    model.accept(*opened);

    QCOMPARE(titles(model),
             (QStringList{u"Event 9 at 25"_s, u"Event 2 at 20"_s, u"Event 8 at 15"_s,
                          u"Event 1 at 10"_s, u"Event 7 at 5"_s}));
    QCOMPARE(model.index(4, EventModel::SessionColumn).data().toString(), u"eu › a"_s);
    QCOMPARE(model.index(0, EventModel::SessionColumn).data().toString(), u"eu"_s);
    QCOMPARE(model.eventAt(4)->session.value, u"watch:eu/a"_s);
}

void TestEventModel::beginsAnewWithARemoteThatDid()
{
    EventModel model;
    model.accept(*withWatched({}, {eventAt(1, 10), eventAt(2, 20)}));

    model.accept(*withWatched({}, {eventAt(1, 30)}));                                 // fewer
    model.accept(*withWatched({}, {eventAt(1, 40), eventAt(2, 50), eventAt(3, 60)})); // more

    QCOMPARE(titles(model),
             (QStringList{u"Event 3 at 60"_s, u"Event 2 at 50"_s, u"Event 1 at 40"_s,
                          u"Event 1 at 30"_s, u"Event 2 at 20"_s, u"Event 1 at 10"_s}));
}

void TestEventModel::filtersASourceWithItsLinks()
{
    EventModel model;
    EventFilter filter(model);
    model.accept(*withWatched({eventAt(1, 1, u"mine"_s)}, {eventAt(1, 2), eventAt(2, 3, u"a"_s)}));

    filter.setSession(SessionId{u"watch:eu"_s});
    QCOMPARE(titles(filter), (QStringList{u"Event 2 at 3"_s, u"Event 1 at 2"_s}));
    filter.setSession(SessionId{u"watch:eu/a"_s});
    QCOMPARE(titles(filter), (QStringList{u"Event 2 at 3"_s}));
}

void TestEventModel::aFullLogKeepsTheNewestWhereverTheyComeFrom()
{
    EventModel model(nullptr, 4);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 1; i <= 4; ++i)
        model.accept(
            *SnapshotBuilder().event(eventAt(static_cast<std::uint64_t>(i), i * 10)).build());

    // Two among the newest, one among those that leave, one older than all of them.
    model.accept(*withWatched({}, {eventAt(1, 5), eventAt(2, 12), eventAt(3, 33), eventAt(4, 35)}));

    QCOMPARE(titles(model),
             (QStringList{u"Event 4 at 40"_s, u"Event 4 at 35"_s, u"Event 3 at 33"_s,
                          u"Event 3 at 30"_s}));
}

void TestEventModel::countsWhatMadeRoom()
{
    EventModel model(nullptr, 4);
    model.accept(*SnapshotBuilder().events(1, 4).build());
    QCOMPARE(model.gone(), 0U);

    model.accept(*SnapshotBuilder().events(5, 2).build());
    QCOMPARE(model.gone(), 2U);

    const std::uint64_t taken = 6 + 3; // all of them are older than what is here
    model.accept(*withWatched({}, {eventAt(1, 1), eventAt(2, 2), eventAt(3, 3)}));
    QCOMPARE(model.gone() + static_cast<std::uint64_t>(model.rowCount()), taken);
}

BREAKWATER_TEST(TestEventModel)
#include "tst_eventmodel.moc"
