// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/ledgerpanel.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/support/watchedbuilder.h>
#include <tests/ui/models/messagepages.h>
#include <ui/models/ledgermodel.h>
#include <ui/models/snapshotfeed.h>
#include <ui/pages/logview.h>

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>

#include <chrono>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class LedgerPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysWhyItIsEmpty();
    void saysThatAWatchedCoreTellsOfNone();
    void countsWhatIsShownOfAll();
    void followsTheSelectionOfTheWindow();
    void namesSessionsAsPeopleDo();
    void holdsStillWhileItIsFrozen();
    void keepsWhatIsReadInPlace();
    void copiesTheSelectedRows();
    void exportsOnlyTheRowsShown();
    void tellsWhyAnExportFailed();
    void theReasonIsAlwaysReadable();
    void saysThatSomeAreMissing();
    void saysWhenItIsNotFresh();
    void tenThousandRowsAPageASecondStayFluent();

private:
    void accept(std::vector<MessageRecord> ended, std::uint64_t endedUpTo);
    void acceptMany(std::uint64_t first, std::uint64_t count);
    QString words() const;

    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::unique_ptr<LedgerPanel> m_panel;
    LogView *m_view = nullptr;
    QLineEdit *m_search = nullptr;
    QPushButton *m_freeze = nullptr;
};

void LedgerPanelTest::init()
{
    m_time = std::make_unique<ManualTimeSystem>();
    m_feed = std::make_unique<SnapshotFeed>(*m_time);
    m_panel = std::make_unique<LedgerPanel>(*m_feed);
    m_panel->resize(1000, 400);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    m_view = m_panel->findChild<LogView *>();
    m_search = m_panel->findChild<QLineEdit *>();
    m_freeze = m_panel->findChild<QPushButton *>();
    m_feed->accept(SnapshotBuilder(1)
                       .session(SessionBuilder(u"a"_s).named(u"prod-eu"_s))
                       .session(SessionBuilder(u"b"_s))
                       .build());
}

void LedgerPanelTest::cleanup()
{
    m_panel.reset();
    m_feed.reset();
}

void LedgerPanelTest::accept(std::vector<MessageRecord> ended, std::uint64_t endedUpTo)
{
    m_panel->accept(messagePage(std::move(ended), endedUpTo));
}

void LedgerPanelTest::acceptMany(std::uint64_t first, std::uint64_t count)
{
    std::vector<MessageRecord> records;
    for (std::uint64_t number = first; number < first + count; ++number)
        records.push_back(endedMessage(number));
    accept(std::move(records), first + count - 1);
}

QString LedgerPanelTest::words() const
{
    QStringList all;
    for (const QLabel *label : m_panel->findChildren<QLabel *>())
        all += label->text();
    return all.join(u'\n');
}

void LedgerPanelTest::saysThatAWatchedCoreTellsOfNone()
{
    const WatchedSource source = WatchedBuilder(u"eu"_s);
    m_feed->accept(SnapshotBuilder(2).watched(source).build());
    m_feed->select(source.id);

    accept({}, 0);

    QVERIFY2(m_view->placeholder().contains(u"watched"_s), qPrintable(m_view->placeholder()));
}

void LedgerPanelTest::saysWhyItIsEmpty()
{
    QVERIFY(m_view->placeholder().startsWith(u"Waiting"_s));
    accept({}, 0);
    QVERIFY(m_view->placeholder().startsWith(u"No message yet"_s));
    acceptMany(1, 3);

    m_search->setText(u"nowhere"_s);

    QVERIFY(m_view->placeholder().startsWith(u"No message fits"_s));
}

void LedgerPanelTest::countsWhatIsShownOfAll()
{
    acceptMany(1, 30);
    QVERIFY2(words().contains(u"30 messages, last 10,000"_s), qPrintable(words()));

    m_search->setText(u"#7"_s);

    QVERIFY2(words().contains(u"1 of 30 messages, last 10,000"_s), qPrintable(words()));
}

void LedgerPanelTest::followsTheSelectionOfTheWindow()
{
    accept({endedMessage(1), endedMessage(2, MessageState::Sent, {}, u"b"_s)}, 2);
    QCOMPARE(m_panel->model().rowCount(), 2);
    QVERIFY(!m_view->isColumnHidden(LedgerModel::SessionColumn));

    m_feed->select(SessionId{u"b"_s});

    QCOMPARE(m_panel->model().rowCount(), 1);
    QCOMPARE(m_panel->model().entryAt(0)->record.id.value, 2U);
    QVERIFY(m_view->isColumnHidden(LedgerModel::SessionColumn)); // it would say the same in each
}

void LedgerPanelTest::namesSessionsAsPeopleDo()
{
    accept({endedMessage(1), endedMessage(1, MessageState::Sent, {}, u"gone"_s)}, 2);

    QStringList names;
    for (int row = 0; row < 2; ++row)
        names += m_panel->model().index(row, LedgerModel::SessionColumn).data().toString();
    names.sort();
    QCOMPARE(names, QStringList({u"gone"_s, u"prod-eu"_s}));
}

void LedgerPanelTest::holdsStillWhileItIsFrozen()
{
    acceptMany(1, 3);

    m_freeze->click();
    acceptMany(4, 3);
    QCOMPARE(m_panel->model().rowCount(), 3);
    QVERIFY2(words().contains(u"frozen at 00:00:00"_s), qPrintable(words()));
    m_search->setText(u"#2"_s); // reading on is possible meanwhile
    QCOMPARE(m_panel->model().rowCount(), 1);
    m_search->clear();
    m_freeze->click();

    QCOMPARE(m_panel->model().rowCount(), 6);
    QVERIFY(!words().contains(u"frozen"_s));
}

void LedgerPanelTest::keepsWhatIsReadInPlace()
{
    acceptMany(1, 300);
    QCoreApplication::processEvents(); // the view learns how far it can scroll
    m_view->verticalScrollBar()->setValue(100);
    const auto top = m_panel->model().entryAt(100)->record.id.value;

    acceptMany(301, 50);

    QVERIFY2(m_view->verticalScrollBar()->value() == 150,
             qPrintable(QString::number(m_view->verticalScrollBar()->value())));
    QCOMPARE(m_panel->model().entryAt(150)->record.id.value, top);
    m_view->verticalScrollBar()->setValue(0); // at the newest end it follows
    acceptMany(351, 5);
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
}

void LedgerPanelTest::copiesTheSelectedRows()
{
    accept({endedMessage(1), endedMessage(2, MessageState::Failed, u"too large"_s)}, 2);
    m_view->setFocus();
    m_view->selectRow(0);

    QTest::keyClick(m_view, Qt::Key_C, Qt::ControlModifier);

    const QStringList cells = QGuiApplication::clipboard()->text().trimmed().split(u'\t');
    QCOMPARE(cells.size(), LedgerModel::columns);
    QCOMPARE(cells[LedgerModel::NumberColumn], u"2"_s);
    QCOMPARE(cells[LedgerModel::WhyColumn], u"too large"_s);
}

void LedgerPanelTest::exportsOnlyTheRowsShown()
{
    accept({endedMessage(1), endedMessage(2, MessageState::Failed, u"too large"_s)}, 2);
    auto *states = m_panel->findChild<QComboBox *>();
    states->setCurrentIndex(states->findText(u"Failures"_s));
    const QTemporaryDir folder;

    m_panel->exportTo(folder.filePath(u"out.csv"_s));

    QFile file(folder.filePath(u"out.csv"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray csv = file.readAll();
    QCOMPARE(csv.count("\r\n"), 2);
    QVERIFY(csv.contains("\"failed\"") && csv.contains("\"too large\""));
    QVERIFY(words().contains(u"Exported 1 rows to"_s));
}

void LedgerPanelTest::tellsWhyAnExportFailed()
{
    acceptMany(1, 1);

    m_panel->exportTo(u"/no such folder/out.csv"_s);

    QVERIFY2(words().contains(u"Cannot write the messages to '/no such folder/out.csv'"_s),
             qPrintable(words()));
}

void LedgerPanelTest::theReasonIsAlwaysReadable()
{
    for (const int width : {1300, 1000, 400}) {
        m_panel->resize(width, 400);
        QCoreApplication::processEvents();
        QVERIFY(m_view->columnWidth(LedgerModel::WhyColumn) >= 160);
    }
    m_panel->resize(1100, 400);
    QCoreApplication::processEvents();
    QVERIFY(!m_view->horizontalScrollBar()->isVisible());
}

void LedgerPanelTest::saysThatSomeAreMissing()
{
    acceptMany(1, 1);
    QVERIFY(!words().contains(u"not listed"_s));
    MessagePage page = messagePage({endedMessage(500)}, 500);
    page.skipped = true;

    m_panel->accept(page);

    QVERIFY2(words().contains(u"counted, but not listed"_s), qPrintable(words()));
}

void LedgerPanelTest::saysWhenItIsNotFresh()
{
    acceptMany(1, 1);
    QVERIFY(!words().contains(u"as of"_s));

    m_time->advance(5s);

    QVERIFY2(words().contains(u"as of 00:00:00"_s), qPrintable(words()));
}

void LedgerPanelTest::tenThousandRowsAPageASecondStayFluent()
{
    acceptMany(1, 10'000);
    std::chrono::nanoseconds spent{};
    constexpr int pages = 10;
    for (int i = 0; i < pages; ++i) {
        std::vector<MessageRecord> records;
        for (std::uint64_t number = 0; number < 10'000; ++number)
            records.push_back(endedMessage(10'000 * std::uint64_t(i + 1) + 1 + number));
        const MessagePage page = messagePage(std::move(records), 10'000 * std::uint64_t(i + 2));
        const auto before = std::chrono::steady_clock::now();
        m_panel->accept(page);
        QCoreApplication::processEvents(); // painting too
        spent += std::chrono::steady_clock::now() - before;
    }

    const auto each = std::chrono::duration<double, std::milli>(spent).count() / pages;
    qInfo("%.2f ms a page, painting included", each);
    QCOMPARE(m_panel->model().rowCount(), 10'000);
    QVERIFY2(each < 160, qPrintable(u"%1 ms a page"_s.arg(each))); // ten times a frame of 16 ms
}

BREAKWATER_TEST(LedgerPanelTest)
#include "tst_ledgerpanel.moc"
