// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartcatalogue.h>
#include <ui/charts/chartgrid.h>
#include <ui/charts/chartheader.h>
#include <ui/charts/chartvalues.h>
#include <ui/charts/overviewstrip.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/models/snapshotfeed.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <tests/support/watchedbuilder.h>
#include <tests/ui/charts/scenario.h>

#include <QtGui/QMouseEvent>
#include <QtWidgets/QApplication>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class ChartGridTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_grid.reset(); }
    void allPlotAreasLineUp();
    void columnsFollowTheWidth();
    void onlyWhatATierRenewsIsRepainted();
    void silenceHatchesAndDataReturns();
    void thresholdsSpeakOfTheConfiguration();
    void aHealthPageHasNoRulesAndNoPercentiles();
    void aServerOfServicesIsNotWaitedFor();
    void selectionShowsAnotherHistory();
    void theStripMovesTheView();
    void everythingFocusableHasAName();

private:
    void feedSeconds(int seconds);
    void sendToStrip(QEvent::Type type, const QPoint &at);

    std::unique_ptr<Test::ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::unique_ptr<TimeView> m_view;
    std::unique_ptr<Test::Scenario> m_scenario;
    std::unique_ptr<ChartGrid> m_grid;
};

void ChartGridTest::init()
{
    m_grid.reset(); // in the order of who uses whom
    m_view.reset();
    m_feed.reset();
    m_time = std::make_unique<Test::ManualTimeSystem>();
    m_feed = std::make_unique<SnapshotFeed>(*m_time);
    m_view = std::make_unique<TimeView>(*m_time);
    m_scenario = std::make_unique<Test::Scenario>(m_time->wallNow(),
                                                  std::vector<Test::Scenario::Outage>{{100, 160}});
    m_grid = std::make_unique<ChartGrid>(*m_feed, *m_view);
    m_grid->resize(1200, 600);
    m_grid->show();
    feedSeconds(301); // the newest frame renews every tier
}

void ChartGridTest::feedSeconds(int seconds)
{
    for (int i = 0; i < seconds; ++i) {
        m_feed->accept(m_scenario->next());
        m_time->advance(1s);
    }
    QApplication::processEvents();
}

void ChartGridTest::sendToStrip(QEvent::Type type, const QPoint &at)
{
    QMouseEvent event(type, at, m_grid->strip().mapToGlobal(QPointF(at)), Qt::LeftButton,
                      Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&m_grid->strip(), &event);
}

void ChartGridTest::allPlotAreasLineUp()
{
    QCOMPARE(m_grid->charts().size(), 6U);
    const QRect first = m_grid->charts().front()->plotArea();
    for (const TimeChart *chart : m_grid->charts()) {
        QCOMPARE(chart->plotArea().left(), first.left());
        QCOMPARE(chart->plotArea().top(), first.top());
        QVERIFY(qAbs(chart->plotArea().width() - first.width()) <= 1); // a row's odd pixel
    }
}

void ChartGridTest::columnsFollowTheWidth()
{
    QCOMPARE(m_grid->columns(), 3);
    for (const auto &[width, columns] :
         {std::pair{800, 2}, std::pair{400, 1}, std::pair{1200, 3}}) {
        m_grid->resize(width, 600);
        QApplication::processEvents();
        QCOMPARE(m_grid->columns(), columns);
        for (const TimeChart *chart : m_grid->charts())
            QVERIFY(chart->mapTo(m_grid.get(), QPoint(chart->width(), 0)).x() <= width);
    }
}

void ChartGridTest::onlyWhatATierRenewsIsRepainted()
{
    m_view->setSpan(86'400); // so that nothing scrolls within seconds
    QApplication::processEvents();
    std::vector<int> before;
    for (const TimeChart *chart : m_grid->charts())
        before.push_back(chart->paintCount());

    feedSeconds(3); // realtime only

    for (std::size_t i = 0; i < before.size(); ++i) {
        const TimeChart &chart = *m_grid->charts()[i];
        const int repaints = chart.paintCount() - before[i];
        if (chart.spec().tier == Tier::Realtime)
            QVERIFY(repaints >= 1);
        else
            QVERIFY(repaints <= 1); // the day may have moved on by one pixel
    }
}

void ChartGridTest::silenceHatchesAndDataReturns()
{
    const auto values = [this] {
        QString all;
        for (const TimeChart *chart : m_grid->charts())
            all += chart->findChild<ChartHeader *>()->entries().front().value;
        return all;
    };
    QVERIFY(!values().contains(u"—"_s));

    m_time->advance(20s);
    QCOMPARE(values(), u"——————"_s);
    for (const TimeChart *chart : m_grid->charts()) {
        for (const auto &entry : chart->findChild<ChartHeader *>()->entries())
            QCOMPARE(entry.value, u"—"_s); // "available" too
    }

    m_scenario = std::make_unique<Test::Scenario>(m_time->wallNow(),
                                                  std::vector<Test::Scenario::Outage>{});
    for (int i = 0; i < 302; ++i) // catches up with the sequence of the frames
        m_scenario->next();
    feedSeconds(1);
    QVERIFY(values() != u"——————"_s);
}

void ChartGridTest::thresholdsSpeakOfTheConfiguration()
{
    SessionSnapshot session;
    session.breaker.failureRateThreshold = 0.5;
    session.queue.maxMessages = 1000;
    session.queue.highWater = 0.9;

    const auto texts = [&](OverviewChart chart, std::optional<Duration> slo) {
        QStringList all;
        for (const Threshold &threshold : thresholdsOf(chart, session, slo))
            all << QString(threshold.text).replace(Format::thinSpace, u' ');
        return all;
    };

    QCOMPARE(texts(OverviewChart::Failures, {}), QStringList{u"opens at 50 %"_s});
    QCOMPARE(texts(OverviewChart::Queue, {}), QStringList{u"90 % of 1000"_s});
    QCOMPARE(texts(OverviewChart::Latency, {}), QStringList());
    QCOMPARE(texts(OverviewChart::Latency, 500ms), QStringList{u"SLO p99 500 ms"_s});
    session.breaker.enabled = false;
    QCOMPARE(texts(OverviewChart::Failures, {}), QStringList());
}

void ChartGridTest::aHealthPageHasNoRulesAndNoPercentiles()
{
    Test::SnapshotBuilder own(1000);
    Snapshot answer;
    answer.engine.isPartial = true;
    answer.engine.queue.maxMessages = 1000;
    answer.at = m_time->sample();
    m_feed->accept(own.at(m_time->sample())
                       .watched(Test::WatchedBuilder(u"eu"_s, WatchKind::Poll)
                                    .frame(std::make_shared<const Snapshot>(answer)))
                       .build());
    m_feed->select({u"watch:eu"_s});

    const auto textOf = [this](OverviewChart chart) {
        return m_grid->charts()[static_cast<std::size_t>(chart)]->spec().emptyText;
    };
    QCOMPARE(textOf(OverviewChart::Latency), u"This server does not tell it"_s);
    QCOMPARE(textOf(OverviewChart::Retries), u"This server does not tell it"_s);
    QCOMPARE(textOf(OverviewChart::Throughput), specOf(OverviewChart::Throughput).emptyText);
    for (int i = 0; i < overviewChartCount; ++i)
        QVERIFY(thresholdsOf(static_cast<OverviewChart>(i), answer.engine, {}).empty());
    QCOMPARE(periodOf(Tier::Realtime, *m_feed), Duration(5s)); // as often as it is asked

    m_feed->select({});
    QCOMPARE(textOf(OverviewChart::Latency), specOf(OverviewChart::Latency).emptyText);
}

void ChartGridTest::aServerOfServicesIsNotWaitedFor()
{
    Test::SnapshotBuilder own(1000);
    m_feed->accept(own.at(m_time->sample())
                       .watched(Test::WatchedBuilder(u"eu"_s).services({}))
                       .watched(Test::WatchedBuilder(u"us"_s))
                       .build());

    m_feed->select({u"watch:eu"_s});
    for (const TimeChart *chart : m_grid->charts())
        QCOMPARE(chart->values().scene(m_view->now()).emptyText,
                 u"This server tells of services only: they are on the page Services"_s);
    m_feed->select({u"watch:us"_s});

    for (const TimeChart *chart : m_grid->charts())
        QCOMPARE(chart->values().scene(m_view->now()).emptyText, u"Waiting for the first data"_s);
}

void ChartGridTest::selectionShowsAnotherHistory()
{
    const QString sum = m_grid->charts()[1]->summary();

    m_feed->select({u"never seen"_s});
    QVERIFY(m_grid->charts()[1]->summary().contains(u"—"_s));
    m_feed->select({});

    QCOMPARE(m_grid->charts()[1]->summary(), sum);
}

void ChartGridTest::theStripMovesTheView()
{
    OverviewStrip &strip = m_grid->strip();
    const QPoint middle = strip.rect().center();

    sendToStrip(QEvent::MouseButtonPress, middle);
    sendToStrip(QEvent::MouseMove, middle + QPoint(-100, 0));
    sendToStrip(QEvent::MouseButtonRelease, middle + QPoint(-100, 0));

    QVERIFY(!m_view->isLive());
    QCOMPARE(m_view->span(), 900.0);
    QVERIFY(qAbs(strip.window().center().x() - (middle.x() - 100)) <= 8);
}

void ChartGridTest::everythingFocusableHasAName()
{
    for (const QWidget *widget : m_grid->findChildren<QWidget *>())
        if (widget->isVisible() && widget->focusPolicy() != Qt::NoFocus)
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
}

BREAKWATER_TEST(ChartGridTest)
#include "tst_chartgrid.moc"
