// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/servicecharts.h>

#include <tests/support/testmain.h>
#include <tests/ui/models/serviceboards.h>
#include <ui/charts/chartmenu.h>
#include <ui/charts/chartvalues.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/models/servicefeed.h>

#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Stage
{
    Stage()
    {
        charts.resize(1000, 500);
        charts.show();
    }
    void show(std::vector<ServiceCard> cards)
    {
        ServiceBoard board;
        board.services = std::move(cards);
        frames.show(board);
    }
    TimeChart &chart(ServiceChart which)
    {
        return *charts.charts()[static_cast<std::size_t>(which)];
    }
    QStringList key() const
    {
        QStringList names;
        for (const ServiceLine &line : charts.key())
            names += line.name;
        return names;
    }

    ManualTimeSystem time;
    SnapshotFeed feed{time};
    WatchedFrames frames{time, feed};
    ServiceFeed services{feed};
    TimeView view{time};
    ServiceCharts charts{services, view};
};

std::vector<ServiceCard> many(int count)
{
    std::vector<ServiceCard> cards;
    for (int i = 0; i < count; ++i)
        cards.push_back(service(u"s%1"_s.arg(i), 1 + i));
    return cards;
}

} // namespace

class ServiceChartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineMayComeFromAnySeries();
    void theBusiestFiveAreDrawn();
    void whatFailsIsDrawnHoweverQuiet();
    void coloursStayWithTheirServices();
    void valuesStandInTheHeaders();
    void theChosenOneIsDrawnAlone();
    void namesOfForeignersAreMadeSafe();
    void asManyColumnsAsFit();
    void theTableHasTheNamesAndUnits();
    void theSameLinesAreNotMadeAnew();
};

void ServiceChartsTest::aLineMayComeFromAnySeries()
{
    SourceHistory history(60);
    Series other(60);
    other.append(1'800'000'000, 7);

    const LineSource metric = Metric::RateIn;
    const LineSource own([&] { return &other; });
    const LineSource none([]() -> const Series * { return nullptr; });

    QCOMPARE(&metric.in(history), &history.series(Metric::RateIn));
    QCOMPARE(&own.in(history), &other);
    QVERIFY(!none.in(history).isKnown());
    QVERIFY(metric.isMetric() && !own.isMetric());
}

void ServiceChartsTest::theBusiestFiveAreDrawn()
{
    Stage stage;

    stage.show(many(8));

    QCOMPARE(stage.key(), (QStringList{u"s3"_s, u"s4"_s, u"s5"_s, u"s6"_s, u"s7"_s}));
    for (const TimeChart *chart : stage.charts.charts())
        QCOMPARE(chart->spec().lines.size(), 5U);
}

void ServiceChartsTest::whatFailsIsDrawnHoweverQuiet()
{
    Stage stage;
    std::vector<ServiceCard> cards = many(8);
    cards[0] = service(u"s0"_s, 1, 0.5);

    stage.show(cards);

    QCOMPARE(stage.key(), (QStringList{u"s0"_s, u"s4"_s, u"s5"_s, u"s6"_s, u"s7"_s}));
}

void ServiceChartsTest::coloursStayWithTheirServices()
{
    Stage stage;
    std::vector<ServiceCard> cards = many(8);
    cards[0].name = u"z"_s;
    stage.show(cards);
    const std::vector<ServiceLine> before = stage.charts.key(); // s3 to s7
    cards[0] = service(u"z"_s, 1, 0.5);                         // in, and s3 is out

    for (int i = 0; i < 3; ++i)
        stage.show(cards);

    const std::vector<ServiceLine> &after = stage.charts.key();
    for (std::size_t i = 0; i < 4; ++i)
        QVERIFY(after[i] == before[i + 1]);
    QCOMPARE(after[4].name, u"z"_s);
    QVERIFY(after[4].role == before[0].role);
}

void ServiceChartsTest::valuesStandInTheHeaders()
{
    Stage stage;

    stage.show({answering(service(u"redis"_s, 40, 0.25), 20ms)});

    QCOMPARE(stage.chart(ServiceChart::Events).summary(), u"Events: redis 40\u202f/s"_s);
    QCOMPARE(stage.chart(ServiceChart::Responses).summary(), u"Response times: redis 60\u202fms"_s);
    QCOMPARE(stage.chart(ServiceChart::Throughput).summary(),
             u"Throughput: redis 32.8\u202fkB/s"_s);
    QCOMPARE(stage.chart(ServiceChart::Errors).summary(), u"Error rate: redis 25.0\u202f%"_s);
}

void ServiceChartsTest::theChosenOneIsDrawnAlone()
{
    Stage stage;
    stage.show({answering(service(u"kimi"_s, 4), 20ms), service(u"redis"_s, 40)});
    const QSignalSpy changed(&stage.charts, &ServiceCharts::keyChanged);

    stage.services.select(u"kimi"_s);

    QCOMPARE(changed.count(), 1);
    QCOMPARE(stage.key(), QStringList());
    QCOMPARE(stage.chart(ServiceChart::Responses).summary(),
             u"Response times: p50 20\u202fms, p95 60\u202fms"_s);
    // 20 samples stand behind it: enough; of fewer the values would be dim.
    QVERIFY(!stage.chart(ServiceChart::Responses)
                 .values()
                 .newestEntries(stage.view.end())
                 .front()
                 .isDim);
    stage.show({answering(service(u"kimi"_s, 3), 20ms)});
    QVERIFY(stage.chart(ServiceChart::Responses)
                .values()
                .newestEntries(stage.view.end())
                .front()
                .isDim);
}

void ServiceChartsTest::namesOfForeignersAreMadeSafe()
{
    Stage stage;

    stage.show({service(u"a\nb"_s, 4)});

    QVERIFY(!stage.chart(ServiceChart::Events).spec().lines.front().name.contains(u'\n'));
    QVERIFY(stage.chart(ServiceChart::Events).summary().contains(u"4\u202f/s"_s));
}

void ServiceChartsTest::asManyColumnsAsFit()
{
    Stage stage;
    QCOMPARE(stage.charts.columns(), 2);

    stage.charts.resize(400, 700);
    QApplication::processEvents();

    QCOMPARE(stage.charts.columns(), 1);
    for (const TimeChart *chart : stage.charts.charts())
        QVERIFY(chart->width() > 380 && chart->height() >= 132);
}

void ServiceChartsTest::theTableHasTheNamesAndUnits()
{
    Stage stage;
    stage.show({service(u"redis"_s, 40)});

    const ChartData data
        = ChartMenu(stage.chart(ServiceChart::Throughput)).data(ChartMenu::Detail::EverySecond);

    QCOMPARE(data.unit, u"B/s"_s);
    QCOMPARE(data.columns.size(), 1U);
    QCOMPARE(data.columns.front().name, u"redis"_s);
    QVERIFY(
        std::count(data.columns.front().values.begin(), data.columns.front().values.end(), 32'800.F)
        > 0);
}

void ServiceChartsTest::theSameLinesAreNotMadeAnew()
{
    Stage stage;
    stage.show(many(3));
    const QSignalSpy changed(&stage.charts, &ServiceCharts::keyChanged);

    for (int i = 0; i < 20; ++i)
        stage.show(many(3));

    QCOMPARE(changed.count(), 0);
}

BREAKWATER_TEST(ServiceChartsTest)
#include "tst_servicecharts.moc"
