// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/servingcharts.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>
#include <tests/ui/models/servingscenario.h>
#include <ui/charts/servingcatalogue.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/models/snapshotfeed.h>

#include <QtGui/QAccessible>
#include <QtWidgets/QApplication>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class ServingChartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellWhoIsServed();
    void columnsFollowTheWidth();
    void onlyWhatATierRenewsIsRepainted();
    void aSelectedLinkChangesNothing();
    void aWatchedCoreShowsItsOwnHistory();
    void silenceTurnsValuesIntoDashes();
    void everythingFocusableHasAName();

private:
    void next(int seconds);
    const TimeChart &chart(ServingChart which) const
    {
        return *m_charts->charts()[static_cast<std::size_t>(which)];
    }

    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::unique_ptr<TimeView> m_view;
    std::unique_ptr<ServingCharts> m_charts;
    std::unique_ptr<ServingScenario> m_scenario;
};

void ServingChartsTest::init()
{
    m_time = std::make_unique<ManualTimeSystem>();
    m_feed = std::make_unique<SnapshotFeed>(*m_time);
    m_view = std::make_unique<TimeView>(*m_time);
    m_charts = std::make_unique<ServingCharts>(*m_feed, *m_view);
    m_scenario = std::make_unique<ServingScenario>(m_time->wallNow(), 40);
    m_charts->resize(1200, 400);
    m_charts->show();
    next(91);
}

void ServingChartsTest::cleanup()
{
    m_charts.reset();
    m_view.reset();
    m_feed.reset();
}

void ServingChartsTest::next(int seconds)
{
    for (int i = 0; i < seconds; ++i) {
        m_time->advance(1s);
        m_feed->accept(m_scenario->next());
    }
    m_view->tick();
    QApplication::processEvents();
}

void ServingChartsTest::tellWhoIsServed()
{
    const std::int64_t connected = m_scenario->frame.serving.connected;

    QCOMPARE(chart(ServingChart::Connections).summary(),
             u"Clients: known 40, connected %1"_s.arg(connected));
    QVERIFY2(chart(ServingChart::Removed).summary().contains(u"removed"_s),
             qPrintable(chart(ServingChart::Removed).summary()));
    QVERIFY2(chart(ServingChart::Breakers).summary().contains(u"opened 0"_s),
             qPrintable(chart(ServingChart::Breakers).summary()));
    QVERIFY(!chart(ServingChart::Memory).summary().contains(u"—"_s));
}

void ServingChartsTest::columnsFollowTheWidth()
{
    for (const auto &[width, columns, rows] : {std::tuple{1200, 3, 2}, std::tuple{800, 2, 3},
                                               std::tuple{400, 1, 5}, std::tuple{2000, 5, 1}}) {
        m_charts->resize(width, 400);
        QApplication::processEvents();
        QCOMPARE(m_charts->columns(), columns);
        QCOMPARE(m_charts->rows(), rows);
    }
    QVERIFY(m_charts->heightOf(2) > 2 * m_charts->heightOf(1));
}

void ServingChartsTest::onlyWhatATierRenewsIsRepainted()
{
    const int clients = chart(ServingChart::Connections).paintCount();
    const int memory = chart(ServingChart::Memory).paintCount();
    m_view->pause(); // nothing moves

    next(3);
    QVERIFY(chart(ServingChart::Connections).paintCount() > clients);
    const int before = chart(ServingChart::Memory).paintCount();
    QVERIFY(before <= memory + 1);
    next(30);

    QVERIFY(chart(ServingChart::Memory).paintCount() > before);
}

void ServingChartsTest::aSelectedLinkChangesNothing()
{
    const QString before = chart(ServingChart::Connections).summary();
    m_scenario->frame.sessions = {numberedClient(5)};
    next(1);

    m_feed->select({u"client:00005"_s});

    QCOMPARE(chart(ServingChart::Connections).summary(), before);
}

void ServingChartsTest::aWatchedCoreShowsItsOwnHistory()
{
    ServingScenario far(m_time->wallNow(), 7);
    for (int i = 0; i < 3; ++i) {
        m_time->advance(1s);
        auto own = std::make_shared<Snapshot>(*m_scenario->next());
        WatchedSource &source = own->watched.emplace_back();
        source.id = {u"watch:far"_s};
        source.name = u"far"_s;
        source.frame = far.next();
        source.age = 100ms;
        source.period = 1s;
        m_feed->accept(own);
    }

    m_feed->select({u"watch:far"_s});
    QApplication::processEvents();

    QVERIFY2(chart(ServingChart::Connections).summary().startsWith(u"Clients: known 7"_s),
             qPrintable(chart(ServingChart::Connections).summary()));
}

void ServingChartsTest::silenceTurnsValuesIntoDashes()
{
    m_time->advance(12s);
    m_view->tick();
    QApplication::processEvents();

    QCOMPARE(chart(ServingChart::Connections).summary(), u"Clients: known —, connected —"_s);
}

void ServingChartsTest::everythingFocusableHasAName()
{
    int checked = 0;
    for (QWidget *widget : m_charts->findChildren<QWidget *>()) {
        if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
            continue;
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        QVERIFY2(spoken && !spoken->text(QAccessible::Name).isEmpty(),
                 widget->metaObject()->className());
        ++checked;
    }
    QVERIFY(checked >= servingChartCount);
}

BREAKWATER_TEST(ServingChartsTest)
#include "tst_servingcharts.moc"
