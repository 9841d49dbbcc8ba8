// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/eventlog.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/models/eventmodel.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/logview.h>
#include <ui/theme/theme.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>

#include <ctime>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! A slow machine is no slow list.
double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

} // namespace

class TestEventLog final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void followsAtTheNewestEnd();
    void keepsStillAndCountsWhenScrolledAway();
    void pausingKeepsStillAtTheTop();
    void aLongListNeverFreezesTheWindow();
    void copiesRowsAsTextByKeyboard();
    void copiesRowsAsJsonByKeyboard();
    void clickingARowChoosesItsMoment();
    void showsTheRowOfAMoment();
    void filtersByWordsWithoutCountingThemAsNew();
    void leavesOtherSessionsOutOnRequest();
    void takesAPicture();

private:
    void take(std::uint64_t first, int count);
    QString titleAtTop() const;
    void scrollTo(int row);

    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::unique_ptr<EventLog> m_log;
    LogView *m_view = nullptr;
    QPushButton *m_pill = nullptr;
    std::uint64_t m_sequence = 0;
};

void TestEventLog::init()
{
    m_time = std::make_unique<ManualTimeSystem>();
    m_feed = std::make_unique<SnapshotFeed>(*m_time);
    m_log = std::make_unique<EventLog>(*m_feed);
    m_log->resize(900, 240);
    m_log->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_log.get()));
    m_view = m_log->findChild<LogView *>();
    m_pill = m_log->findChild<QPushButton *>();
    m_sequence = 0;
}

void TestEventLog::cleanup()
{
    m_log.reset();
    m_feed.reset();
}

void TestEventLog::take(std::uint64_t first, int count)
{
    m_feed->accept(SnapshotBuilder(++m_sequence).at(m_time->sample()).events(first, count).build());
}

QString TestEventLog::titleAtTop() const
{
    const int row = m_view->rowAt(2);
    return m_view->model()->index(row, EventModel::TitleColumn).data().toString();
}

void TestEventLog::scrollTo(int row)
{
    m_view->grab(); // lays out what came in
    m_view->verticalScrollBar()->setValue(row);
    QCOMPARE(m_view->verticalScrollBar()->value(), row);
}

void TestEventLog::followsAtTheNewestEnd()
{
    take(1, 50);
    QCOMPARE(titleAtTop(), u"Event 50"_s);

    take(51, 7);

    QCOMPARE(titleAtTop(), u"Event 57"_s);
    QVERIFY(m_pill->isHidden());
}

void TestEventLog::keepsStillAndCountsWhenScrolledAway()
{
    take(1, 100);
    scrollTo(20);
    const QString before = titleAtTop();

    take(101, 37);

    QCOMPARE(titleAtTop(), before);
    QVERIFY(!m_pill->isHidden());
    QCOMPARE(m_pill->text(), u"▲ 37 new"_s);
    m_pill->click();
    QCOMPARE(titleAtTop(), u"Event 137"_s);
    QVERIFY(m_pill->isHidden());
}

void TestEventLog::pausingKeepsStillAtTheTop()
{
    take(1, 50);
    m_log->setPaused(true);

    take(51, 5);

    QCOMPARE(titleAtTop(), u"Event 50"_s);
    QCOMPARE(m_log->newerThanPause(), 5);
    m_log->setPaused(false);
    QCOMPARE(titleAtTop(), u"Event 55"_s);
    QCOMPARE(m_log->newerThanPause(), 0);
}

//! Pitfall 23: an event list that freezes the window at 3 000-5 000 messages.
void TestEventLog::aLongListNeverFreezesTheWindow()
{
    double slowest = 0;
    for (int batch = 0; batch < 1100; ++batch) {
        const double before = threadSeconds();
        take(static_cast<std::uint64_t>(batch) * 100 + 1, 100);
        QCoreApplication::processEvents();
        m_view->grab();
        slowest = std::max(slowest, threadSeconds() - before);
    }

    QCOMPARE(m_view->model()->rowCount(), EventModel::defaultCapacity);
    QCOMPARE(titleAtTop(), u"Event 110000"_s);
    qInfo("%.0f ms of the thread for the slowest frame", slowest * 1e3);
    QVERIFY2(slowest < 1.5, qPrintable(u"%1 s for one frame"_s.arg(slowest)));
}

void TestEventLog::copiesRowsAsTextByKeyboard()
{
    take(1, 3);
    m_view->setFocus();
    m_view->selectRow(0);
    QTest::keyClick(m_view, Qt::Key_Down, Qt::ShiftModifier);

    QTest::keyClick(m_view, Qt::Key_C, Qt::ControlModifier);

    const QStringList lines = QGuiApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].contains(u"Event 3\tdetail of event 3"_s), qPrintable(lines[0]));
    QVERIFY(lines[1].contains(u"Event 2"_s));
}

void TestEventLog::copiesRowsAsJsonByKeyboard()
{
    take(38, 2);
    m_view->setFocus();
    m_view->selectAll();

    QTest::keyClick(m_view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);

    const QJsonArray rows
        = QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()).array();
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[0].toObject()[u"sequence"_s].toInt(), 39);
    QCOMPARE(rows[1].toObject()[u"title"_s].toString(), u"Event 38"_s);
    QCOMPARE(rows[2].toObject()[u"not_shown"_s].toInt(), 37);
}

void TestEventLog::clickingARowChoosesItsMoment()
{
    take(1, 1);
    m_time->advance(10s);
    take(2, 1);
    QSignalSpy chosen(m_log.get(), &EventLog::momentChosen);
    const QModelIndex row = m_view->model()->index(1, EventModel::TitleColumn);

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->visualRect(row).center());

    QCOMPARE(chosen.count(), 1);
    const double now = std::chrono::duration<double>(m_time->wallNow().time_since_epoch()).count();
    QCOMPARE(chosen.at(0).at(0).toDouble(), now - 10);
}

void TestEventLog::showsTheRowOfAMoment()
{
    const double start
        = std::chrono::duration<double>(m_time->wallNow().time_since_epoch()).count();
    for (int i = 0; i < 100; ++i) {
        take(static_cast<std::uint64_t>(i) + 1, 1);
        m_time->advance(10s);
    }

    m_log->showMoment(start + 202);

    QCOMPARE(m_view->selectedRows(), (QList<int>{79}));
    QVERIFY(!m_view->visualRect(m_view->model()->index(79, 0)).isEmpty());
}

void TestEventLog::filtersByWordsWithoutCountingThemAsNew()
{
    take(1, 50);
    scrollTo(10);
    m_log->focusFilter();
    auto *filter = m_log->findChild<QLineEdit *>();

    QTest::keyClicks(filter, u"event 37"_s);
    QCOMPARE(m_view->model()->rowCount(), 1);
    filter->clear();

    QCOMPARE(m_view->model()->rowCount(), 50);
    QVERIFY(m_pill->isHidden());
}

void TestEventLog::leavesOtherSessionsOutOnRequest()
{
    Event ours = numberedEvent(1);
    ours.session = SessionId{u"a"_s};
    m_feed->accept(SnapshotBuilder(++m_sequence)
                       .session(SessionBuilder(u"a"_s))
                       .event(ours)
                       .event(numberedEvent(2))
                       .build());
    auto *only = m_log->findChild<QCheckBox *>();
    QVERIFY(!only->isEnabled());

    m_feed->select(SessionId{u"a"_s});
    only->click();

    QCOMPARE(m_view->model()->rowCount(), 1);
    m_feed->select({});
    QCOMPARE(m_view->model()->rowCount(), 2);
}

void TestEventLog::takesAPicture()
{
    QApplication::setPalette(themePalette(true));
    SnapshotBuilder builder(++m_sequence);
    for (int i = 0; i < 60; ++i) {
        Event event = numberedEvent(static_cast<std::uint64_t>(i) + 38, m_time->wallNow());
        event.severity = static_cast<Severity>(i % 3);
        event.sessionName = u"prod-eu"_s;
        builder.event(event);
    }
    m_feed->accept(builder.build());
    scrollTo(25);
    take(98, 37);
    QCoreApplication::processEvents();

    QVERIFY(keepPicture(*m_log, u"log"_s));
    QApplication::setPalette(themePalette(false));
}

BREAKWATER_TEST(TestEventLog)
#include "tst_eventlog.moc"
