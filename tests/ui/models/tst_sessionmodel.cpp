// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/sessionmodel.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/support/watchedbuilder.h>
#include <ui/models/snapshotfeed.h>

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Breakwater::Ui::SessionModel;
using Breakwater::Ui::SnapshotFeed;

namespace {

QStringList names(const SessionModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row)
        all += model.index(row).data().toString();
    return all;
}

} // namespace

class TestSessionModel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_time = std::make_unique<ManualTimeSystem>();
        m_feed = std::make_unique<SnapshotFeed>(*m_time);
    }
    void cleanup() { m_feed.reset(); }
    void listsAllOfThemFirstThenTheWorst();
    void keepsEqualsInPlace();
    void changesSingleRowsAndNeverResets();
    void followsAStreamThatIsTheSameInSilence();
    void showsNoStateWhenTheStreamIsUnknown();
    void namesARowForThoseWhoCannotSee();
    void isNotGreenWithoutALink();
    void listsWhatIsWatchedAmongOurOwnWorstFirst();
    void losesTheColourOfAStaleSourceAndOfItsLinks();

private:
    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
};

void TestSessionModel::listsAllOfThemFirstThenTheWorst()
{
    SessionModel model(*m_feed);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(names(model), (QStringList{u"All"_s}));

    m_feed->accept(SnapshotBuilder(1)
                       .session(SessionBuilder(u"a"_s))
                       .session(SessionBuilder(u"b"_s).halfOpen(1, 2))
                       .session(SessionBuilder(u"c"_s).open(12s))
                       .session(SessionBuilder(u"d"_s).waiting(2, 3s))
                       .build());

    QCOMPARE(names(model), (QStringList{u"All"_s, u"c"_s, u"b"_s, u"d"_s, u"a"_s}));
    QCOMPARE(model.idAt(0), SessionId{});
    QCOMPARE(model.rowOf(SessionId{u"b"_s}), std::optional(2));
    QVERIFY(!model.rowOf(SessionId{u"nobody"_s}));
}

void TestSessionModel::keepsEqualsInPlace()
{
    SessionModel model(*m_feed);

    m_feed->accept(SnapshotBuilder(1)
                       .session(SessionBuilder(u"a"_s).queue(1, 0))
                       .session(SessionBuilder(u"b"_s).queue(2, 0))
                       .build());
    m_feed->accept(SnapshotBuilder(2)
                       .session(SessionBuilder(u"a"_s).queue(9, 0))
                       .session(SessionBuilder(u"b"_s).queue(1, 0))
                       .build());

    QCOMPARE(names(model), (QStringList{u"All"_s, u"a"_s, u"b"_s}));
}

void TestSessionModel::changesSingleRowsAndNeverResets()
{
    SessionModel model(*m_feed);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_feed->accept(SnapshotBuilder(1)
                       .session(SessionBuilder(u"a"_s))
                       .session(SessionBuilder(u"b"_s))
                       .session(SessionBuilder(u"c"_s))
                       .build());
    const QPersistentModelIndex b = model.index(*model.rowOf(SessionId{u"b"_s}));
    QSignalSpy reset(&model, &SessionModel::modelReset);
    QSignalSpy moved(&model, &SessionModel::rowsMoved);

    m_feed->accept(SnapshotBuilder(2)
                       .session(SessionBuilder(u"a"_s))
                       .session(SessionBuilder(u"b"_s).open(5s))
                       .session(SessionBuilder(u"d"_s))
                       .build());

    QCOMPARE(names(model), (QStringList{u"All"_s, u"b"_s, u"a"_s, u"d"_s}));
    QCOMPARE(reset.count(), 0);
    QCOMPARE(moved.count(), 1);
    QVERIFY(b.isValid());
    QCOMPARE(b.row(), 1);
    QCOMPARE(b.data(SessionModel::StateRole).toInt(), static_cast<int>(BreakerState::Open));
}

void TestSessionModel::followsAStreamThatIsTheSameInSilence()
{
    SessionModel model(*m_feed);
    m_feed->accept(SnapshotBuilder(1).session(SessionBuilder(u"a"_s)).build());
    QSignalSpy changed(&model, &SessionModel::dataChanged);

    m_feed->accept(SnapshotBuilder(2).session(SessionBuilder(u"a"_s)).build());

    QCOMPARE(changed.count(), 0);
}

void TestSessionModel::showsNoStateWhenTheStreamIsUnknown()
{
    SessionModel model(*m_feed);
    m_feed->accept(SnapshotBuilder(1).session(SessionBuilder(u"a"_s)).build());
    QVERIFY(model.index(1).data(SessionModel::StateRole).isValid());

    m_time->advance(10s);

    QVERIFY(!model.index(0).data(SessionModel::StateRole).isValid());
    QVERIFY(!model.index(1).data(SessionModel::StateRole).isValid());
    QCOMPARE(model.index(1).data(SessionModel::RttRole).toString(), u"—"_s);
}

void TestSessionModel::namesARowForThoseWhoCannotSee()
{
    SessionModel model(*m_feed);
    m_feed->accept(SnapshotBuilder(1).session(SessionBuilder(u"prod"_s).halfOpen(0, 2)).build());

    const QString text = model.index(1).data(Qt::AccessibleTextRole).toString();

    QVERIFY2(text.contains(u"prod"_s) && text.contains(u"HALF-OPEN"_s), qPrintable(text));
}

void TestSessionModel::isNotGreenWithoutALink()
{
    SessionModel model(*m_feed);
    m_feed->accept(SnapshotBuilder(1)
                       .session(SessionBuilder(u"a"_s).connection(ConnectionState::Connecting))
                       .build());

    for (const int row : {0, 1}) {
        QVERIFY(model.index(row).data(SessionModel::StateRole).isValid());
        QVERIFY(!model.index(row).data(SessionModel::ShapeRole).isValid());
    }

    m_feed->accept(SnapshotBuilder(2).session(SessionBuilder(u"a"_s)).build());
    for (const int row : {0, 1})
        QVERIFY(model.index(row).data(SessionModel::ShapeRole).isValid());
}

void TestSessionModel::listsWhatIsWatchedAmongOurOwnWorstFirst()
{
    SessionModel model(*m_feed);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const SnapshotPtr good = SnapshotBuilder(1).session(SessionBuilder(u"x"_s)).build();
    const SnapshotPtr bad = SnapshotBuilder(1)
                                .session(SessionBuilder(u"x"_s))
                                .session(SessionBuilder(u"y"_s).open(5s))
                                .build();

    m_feed->accept(SnapshotBuilder(1)
                       .session(SessionBuilder(u"mine"_s))
                       .session(SessionBuilder(u"probing"_s).halfOpen(1, 2))
                       .watched(WatchedBuilder(u"bad"_s).frame(bad))
                       .watched(WatchedBuilder(u"good"_s).frame(good))
                       .watched(WatchedBuilder(u"new"_s))
                       .build());

    QCOMPARE(names(model),
             (QStringList{u"All"_s, u"bad › y"_s, u"bad"_s, u"probing"_s, u"new"_s, u"mine"_s,
                          u"bad › x"_s, u"good"_s, u"good › x"_s}));
    QCOMPARE(model.index(0).data(SessionModel::ConnectionRole).toString(),
             u"2 of 2 connected"_s); // our own
    const QModelIndex source = model.index(*model.rowOf(SessionId{u"watch:good"_s}));
    QCOMPARE(source.data(SessionModel::NoteRole).toString(), u"live · queue 0"_s);
    const QString spoken = source.data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"good: CLOSED, watched by stream · live"_s), qPrintable(spoken));
}

void TestSessionModel::losesTheColourOfAStaleSourceAndOfItsLinks()
{
    SessionModel model(*m_feed);
    const SnapshotPtr frame = SnapshotBuilder(1).session(SessionBuilder(u"x"_s)).build();
    auto show = [&, sequence = std::uint64_t(0)](const WatchedSource &source) mutable {
        m_feed->accept(SnapshotBuilder(++sequence).watched(source).build());
    };
    const auto isKnown = [&](const QString &id) {
        const QModelIndex row = model.index(*model.rowOf(SessionId{id}));
        return row.data(SessionModel::StateRole).isValid()
            || row.data(SessionModel::ShapeRole).isValid();
    };

    show(WatchedBuilder(u"eu"_s).frame(frame, 3s));
    QVERIFY(isKnown(u"watch:eu"_s));
    QVERIFY(isKnown(u"watch:eu/x"_s));
    show(WatchedBuilder(u"eu"_s).frame(frame, 3001ms).waiting(1, 1s));
    QVERIFY(!isKnown(u"watch:eu"_s));
    QVERIFY(!isKnown(u"watch:eu/x"_s));
    QCOMPARE(model.index(1).data(SessionModel::NoteRole).toString().replace(QChar(0x202F), u' '),
             u"stale 3 s"_s);
    show(WatchedBuilder(u"eu"_s).frame(frame));
    QVERIFY(isKnown(u"watch:eu/x"_s));
}

BREAKWATER_TEST(TestSessionModel)
#include "tst_sessionmodel.moc"
