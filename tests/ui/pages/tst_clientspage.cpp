// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/pages/clientspage.h>

#include <tests/support/testmain.h>
#include <tests/ui/pages/clientspagefixture.h>
#include <tests/ui/widgets/pixels.h>
#include <ui/charts/servingcharts.h>
#include <ui/charts/timechart.h>
#include <ui/theme/theme.h>
#include <ui/widgets/breakerlamp.h>
#include <ui/widgets/queuegauge.h>

#include <QtGui/QAccessible>
#include <QtGui/QClipboard>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollBar>

#include <ctime>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

//! Of this thread alone: other programs make it no longer.
double threadMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

} // namespace

class TestClientsPage final : public QObject, private ClientsPageFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }
    void saysWhatToDoWhereNobodyIsServed();
    void saysWhatItWaitsFor();
    void tellsTheAgeOfTheTable();
    void chipsCountAndFilter();
    void searchesWithControlF();
    void aNewTableKeepsSelectionAndPlace();
    void theWorstStayAtTheTop();
    void copiesRowsAsCsv();
    void silenceMakesEverythingUnknown();
    void chartsComeAndGo();
    void namesEveryFocusableWidget();
    void aTableOfTenThousandCostsNoFrame();
    void takesPictures_data();
    void takesPictures();
};

void TestClientsPage::saysWhatToDoWhereNobodyIsServed()
{
    QVERIFY(m_table->placeholder().contains(u"Waiting for the first data"_s));
    serve(0);
    m_scenario->frame.serving = {};
    next();

    QVERIFY2(m_table->placeholder().contains(u"This core serves nobody"_s),
             qPrintable(m_table->placeholder()));
    QVERIFY(m_table->placeholder().contains(u"breakwaterctl serve"_s));
    QVERIFY(!detail()->isVisible());
}

void TestClientsPage::saysWhatItWaitsFor()
{
    serve(0);
    QVERIFY2(m_table->placeholder().contains(u"Clients dial wss://broker.example:8443/"_s),
             qPrintable(m_table->placeholder()));
    m_scenario->frame.serving.table = nullptr;
    next();
    QVERIFY(m_table->placeholder().contains(u"it comes every 30"_s));

    serve(20);
    m_page->panel().focusSearch();
    QTest::keyClicks(QApplication::focusWidget(), u"nobody"_s);

    QVERIFY(m_table->placeholder().contains(u"No client fits"_s));
    QVERIFY(!anyLabel(u"0 of 20 clients"_s).isEmpty());
}

void TestClientsPage::tellsTheAgeOfTheTable()
{
    serve(10);
    const QString before = anyLabel(u"renewed every"_s);
    m_time->advance(1s);
    next(12);

    const QString words = anyLabel(u"renewed every 30"_s);
    QVERIFY2(words.contains(u"as of 42"_s), qPrintable(before + words)); // 30 + 1 + 11
    m_time->advance(1s);
    next(30);
    QVERIFY(anyLabel(u"as of 72"_s).isEmpty());
    QVERIFY(anyLabel(u"⚠ as of"_s).startsWith(u"10 clients"_s));

    m_scenario->frame.serving.table = clientTable(1, 11);
    next();

    QVERIFY2(anyLabel(u"11 clients · as of 0"_s).size() > 0, qPrintable(anyLabel(u"as of"_s)));
}

void TestClientsPage::chipsCountAndFilter()
{
    serve(100);
    const ServingSnapshot &serving = m_scenario->frame.serving;
    QCOMPARE(button(u"Connected"_s)->text(), u"Connected %1"_s.arg(serving.connected));
    QCOMPARE(button(u"Failing"_s)->text(), u"Failing %1"_s.arg(serving.failing));

    button(u"Away"_s)->click();

    QCOMPARE(model().rowCount(), 14);
    QVERIFY(!anyLabel(u"14 of 100 clients"_s).isEmpty());
    button(u"Failing"_s)->click();
    QCOMPARE(model().rowCount(), 17); // 50, 90 and 100 fail
    button(u"Away"_s)->click();
    button(u"Failing"_s)->click();

    QCOMPARE(model().rowCount(), 100);
}

void TestClientsPage::searchesWithControlF()
{
    serve(100);
    m_table->setFocus();

    QTest::keyClick(m_page.get(), Qt::Key_F, Qt::ControlModifier);

    auto *field = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    QVERIFY(field && field->accessibleName() == u"Search the clients"_s);
    QTest::keyClicks(field, u"sensor-77"_s);
    QCOMPARE(model().rowCount(), 1);
}

void TestClientsPage::aNewTableKeepsSelectionAndPlace()
{
    serve(1000);
    m_table->setCurrentIndex(m_table->model()->index(505, 0));
    m_table->verticalScrollBar()->setValue(500);
    const SessionId chosen = model().clientAt(505).id;
    const SessionId top = model().clientAt(500).id;

    m_scenario->frame.serving.table = clientTable(101, 1000, 1); // the first 100 left
    next();

    QCOMPARE(model().clientAt(m_table->currentIndex().row()).id, chosen);
    QCOMPARE(m_table->currentIndex().row(), 405);
    QCOMPARE(m_table->verticalScrollBar()->value(), 400);
    QCOMPARE(model().clientAt(400).id, top);
    QCOMPARE(m_table->selectedRows(), QList<int>{405});
}

void TestClientsPage::theWorstStayAtTheTop()
{
    serve(1000);
    m_table->sortByColumn(ClientModel::SentColumn, Qt::DescendingOrder);
    m_table->verticalScrollBar()->setValue(200);

    m_scenario->frame.serving.table = clientTable(101, 1000, 1);
    next();

    QCOMPARE(m_table->verticalScrollBar()->value(), 200);
    QVERIFY(model().clientAt(0).messages.sent >= model().clientAt(1).messages.sent);
}

void TestClientsPage::copiesRowsAsCsv()
{
    serve(20);
    QGuiApplication::clipboard()->setText(u"before"_s);
    QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"before"_s); // nothing is selected

    m_table->selectRow(2);
    m_table->setFocus();
    QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);

    const QStringList lines = QGuiApplication::clipboard()->text().split(u"\r\n"_s);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[1].startsWith(u"\"client:00003\",\"sensor-3\""_s), qPrintable(lines[1]));
}

void TestClientsPage::silenceMakesEverythingUnknown()
{
    serve(20);
    openRow(4);

    m_time->advance(12s);
    QCoreApplication::processEvents();

    QCOMPARE(model().index(0, ClientModel::BreakerColumn).data().toString(), u"UNKNOWN"_s);
    QVERIFY(!anyLabel(u"⚠ no data since"_s).isEmpty());
    QCOMPARE(button(u"Connected"_s)->text(), u"Connected"_s);
    QVERIFY(!detail()->findChild<BreakerLamp *>()->state().state);
    QVERIFY(!detail()->findChild<QueueGauge *>()->isKnown());

    next();

    QCOMPARE(model().index(0, ClientModel::BreakerColumn).data().toString(), u"CLOSED"_s);
}

void TestClientsPage::chartsComeAndGo()
{
    serve(20);
    QVERIFY(m_page->charts().isVisible());
    QCOMPARE(m_page->charts().charts().front()->summary().left(7), u"Clients"_s);
    m_page->resize(900, 300);
    QCoreApplication::processEvents();
    QVERIFY(!m_page->charts().isVisible()); // no room

    button(u"Charts"_s)->click();
    QVERIFY(m_page->charts().isVisible()); // but somebody wants them
    button(u"Charts"_s)->click();
    m_page->resize(1200, 800);
    QCoreApplication::processEvents();

    QVERIFY(!m_page->charts().isVisible());
}

void TestClientsPage::namesEveryFocusableWidget()
{
    serve(20);
    openRow(4);
    int checked = 0;
    for (QWidget *widget : m_page->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(),
                 widget->metaObject()->className());
        ++checked;
    }
    QVERIFY2(checked > 12, qPrintable(QString::number(checked)));
}

void TestClientsPage::aTableOfTenThousandCostsNoFrame()
{
    serve(10'000);
    m_table->sortByColumn(ClientModel::RttColumn, Qt::DescendingOrder);
    openRow(100);
    const auto measured = [this](const std::function<void()> &work) {
        const double before = threadMilliseconds();
        work();
        m_table->repaint();
        return threadMilliseconds() - before;
    };
    m_scenario->frame.serving.table = clientTable(301, 10'000, 1);
    const SnapshotPtr renewed = m_scenario->next();
    const SnapshotPtr idle = m_scenario->next();

    const double table = measured([&] { m_feed->accept(renewed); });
    const double second = measured([&] { m_feed->accept(idle); });
    const double sorted
        = measured([&] { m_table->sortByColumn(ClientModel::ClientColumn, Qt::DescendingOrder); });
    const double filtered = measured([&] { button(u"Failing"_s)->click(); });
    const double widened = measured([&] { button(u"Failing"_s)->click(); });

    qInfo("new table %.1f, idle second %.1f, sort %.1f, filter %.1f, all again %.1f ms", table,
          second, sorted, filtered, widened);
    for (const double each : {table, second, sorted, filtered, widened})
        QVERIFY2(each < 160, qPrintable(QString::number(each))); // ten frames: a loaded machine
}

void TestClientsPage::takesPictures_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("state");
    for (const bool dark : {false, true}) {
        for (const QSize size : {QSize(1440, 900), QSize(900, 600)}) {
            for (const char *state : {"table", "client", "watched", "stale", "empty"}) {
                QTest::addRow("%s %d %s", dark ? "dark" : "light", size.width(), state)
                    << dark << size << QString::fromLatin1(state);
            }
        }
    }
}

void TestClientsPage::takesPictures()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QFETCH(QString, state);
    QApplication::setPalette(themePalette(dark));
    m_page->resize(size);
    m_timeView->setSpan(3600);
    serve(state == u"empty"_s ? 0 : 10'000, state == u"empty"_s ? 31 : 3590);
    m_scenario->renewTables();
    next(25);
    if (state == u"empty"_s) {
        m_scenario->frame.serving = {};
        next();
    }
    if (state == u"client"_s) {
        m_table->sortByColumn(ClientModel::BreakerColumn, Qt::DescendingOrder);
        openRow(3);
        m_scenario->frame.sessions = {model().clientAt(3)};
        next();
    }
    if (state == u"watched"_s) {
        watch(m_scenario->frame);
        openRow(6);
    }
    if (state == u"stale"_s) {
        openRow(2);
        m_time->advance(95s);
        m_timeView->tick();
    }
    QCoreApplication::processEvents();

    QCOMPARE(m_page->size(), size); // its least size is no larger
    QVERIFY(keepPicture(
        *m_page,
        u"clients-%1-%2-%3"_s.arg(state).arg(size.width()).arg(dark ? u"dark"_s : u"light"_s)));
    QApplication::setPalette(themePalette(false));
}

BREAKWATER_TEST(TestClientsPage)
#include "tst_clientspage.moc"
