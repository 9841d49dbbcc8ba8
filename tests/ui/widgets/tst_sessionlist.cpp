// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/widgets/sessionlist.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/models/snapshotfeed.h>

#include <QtGui/QAccessible>
#include <QtWidgets/QListView>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestSessionList final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_time = std::make_unique<ManualTimeSystem>();
        m_feed = std::make_unique<SnapshotFeed>(*m_time);
        m_sequence = 0;
    }
    void cleanup() { m_feed.reset(); }
    void selectsInTheFeedByKeyboard();
    void showsWhatTheFeedSelects();
    void goesToAllWhenTheSelectedOneLeaves();
    void keepsTheSelectionWhenRowsMove();
    void speaksItsRows();
    void takesAPicture();

private:
    SnapshotPtr frame(const std::vector<SessionSnapshot> &sessions)
    {
        SnapshotBuilder builder(++m_sequence);
        for (const SessionSnapshot &session : sessions)
            builder.session(session);
        return builder.build();
    }
    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::uint64_t m_sequence = 0;
};

void TestSessionList::selectsInTheFeedByKeyboard()
{
    SessionList list(*m_feed);
    list.show();
    m_feed->accept(frame({SessionBuilder(u"a"_s), SessionBuilder(u"b"_s)}));
    auto *view = list.findChild<QListView *>();
    QCOMPARE(view->currentIndex().row(), 0);

    QTest::keyClick(view, Qt::Key_Down);
    QTest::keyClick(view, Qt::Key_Down);

    QCOMPARE(m_feed->selected().value, u"b"_s);
}

void TestSessionList::showsWhatTheFeedSelects()
{
    SessionList list(*m_feed);
    m_feed->select(SessionId{u"b"_s}); // before it is here

    m_feed->accept(frame({SessionBuilder(u"a"_s), SessionBuilder(u"b"_s)}));

    QCOMPARE(list.findChild<QListView *>()->currentIndex().row(), 2);
    QCOMPARE(m_feed->selected().value, u"b"_s);
}

void TestSessionList::goesToAllWhenTheSelectedOneLeaves()
{
    SessionList list(*m_feed);
    m_feed->accept(frame({SessionBuilder(u"a"_s), SessionBuilder(u"b"_s)}));
    m_feed->select(SessionId{u"b"_s});

    m_feed->accept(frame({SessionBuilder(u"a"_s)}));

    QCOMPARE(m_feed->selected(), SessionId{});
    QCOMPARE(list.findChild<QListView *>()->currentIndex().row(), 0);
}

void TestSessionList::keepsTheSelectionWhenRowsMove()
{
    SessionList list(*m_feed);
    m_feed->accept(frame({SessionBuilder(u"a"_s), SessionBuilder(u"b"_s)}));
    m_feed->select(SessionId{u"a"_s});

    m_feed->accept(frame({SessionBuilder(u"a"_s), SessionBuilder(u"b"_s).open(3s)}));

    QCOMPARE(m_feed->selected().value, u"a"_s);
    QCOMPARE(list.findChild<QListView *>()->currentIndex().row(), 2);
}

void TestSessionList::speaksItsRows()
{
    SessionList list(*m_feed);
    m_feed->accept(frame({SessionBuilder(u"prod"_s).open(3s)}));

    auto *view = list.findChild<QListView *>();

    QVERIFY(!QAccessible::queryAccessibleInterface(view)->text(QAccessible::Name).isEmpty());
    const QModelIndex row = view->model()->index(1, 0);
    QVERIFY(row.data(Qt::AccessibleTextRole).toString().contains(u"OPEN"_s));
}

void TestSessionList::takesAPicture()
{
    SessionList list(*m_feed);
    list.resize(230, 220);
    list.show();
    for (int i = 0; i < 40; ++i) {
        m_time->advance(1s);
        SessionSnapshot busy = SessionBuilder(u"prod-eu"_s).queue(156, 3);
        busy.receivedTotal = static_cast<std::uint64_t>(i * i);
        SnapshotBuilder builder(++m_sequence);
        builder.at(m_time->sample())
            .session(busy)
            .session(SessionBuilder(u"a rather long name of a server"_s).open(12s))
            .session(SessionBuilder(u"staging"_s).halfOpen(1, 2));
        m_feed->accept(builder.build());
    }
    m_feed->select(SessionId{u"staging"_s});

    QVERIFY(keepPicture(list, u"sessions"_s));
}

BREAKWATER_TEST(TestSessionList)
#include "tst_sessionlist.moc"
