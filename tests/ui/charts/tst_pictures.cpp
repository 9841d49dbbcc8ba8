// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartgrid.h>
#include <ui/charts/overviewstrip.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/models/snapshotfeed.h>
#include <ui/theme/theme.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>
#include <tests/ui/charts/scenario.h>

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
#include <QtCore/QElapsedTimer>
#include <QtGui/QMouseEvent>
#include <QtWidgets/QApplication>

#include <ctime>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

double threadMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

//! BREAKWATER_PICTURES, where they stay; else a folder that goes away.
QString pictureFolder()
{
    static const QTemporaryDir temporary;
    const QString wanted = qEnvironmentVariable("BREAKWATER_PICTURES");
    return wanted.isEmpty() ? temporary.path() : wanted;
}

//! A grid over so many seconds of history, with outages.
struct Stage
{
    Stage(int seconds, std::vector<Test::Scenario::Outage> outages) : feed(time), view(time)
    {
        Test::Scenario scenario(time.wallNow(), std::move(outages));
        for (int i = 0; i < seconds; ++i) {
            feed.accept(scenario.next());
            time.advance(1s);
        }
        feed.select({u"prod-eu"_s});
    }

    void show(const QSize &size)
    {
        grid = std::make_unique<ChartGrid>(feed, view);
        grid->setSloP99(500ms);
        grid->resize(size);
        grid->show();
        view.tick();
        QApplication::processEvents();
    }
    //! Moves the mouse over a chart, at a share of its plot.
    void hover(std::size_t index, double share)
    {
        TimeChart &chart = *grid->charts()[index];
        const PlotGeometry geometry = chart.geometry();
        const QPointF at(geometry.plot.left() + share * geometry.plot.width(),
                         geometry.plot.center().y());
        QMouseEvent event(QEvent::MouseMove, at, chart.canvas()->mapToGlobal(at), Qt::NoButton,
                          Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(chart.canvas(), &event);
    }
    void save(const QString &name)
    {
        QApplication::processEvents();
        QVERIFY(grid->grab().save(QDir(pictureFolder()).filePath(name)));
    }

    Test::ManualTimeSystem time;
    SnapshotFeed feed;
    TimeView view;
    std::unique_ptr<ChartGrid> grid;
};

} // namespace

//! Pictures for people to look at, and times for people to read. Nothing here judges more than that
//! pictures can be taken.
class PicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fifteenMinutes_data();
    void fifteenMinutes();
    void aDay_data();
    void aDay();
    void smallAndStale();
    void times();
};

void PicturesTest::fifteenMinutes_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("dark") << true;
    QTest::newRow("light") << false;
}

void PicturesTest::fifteenMinutes()
{
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
    Stage stage(1100, {{.from = 600, .to = 1050}});
    stage.show({1400, 600});
    stage.hover(0, 0.45);
    stage.save(dark ? u"15min-dark.png"_s : u"15min-light.png"_s);

    stage.view.setMarkerA(stage.view.end() - 400);
    stage.view.setMarkerB(stage.view.end() - 200);
    stage.view.setSpan(300);
    stage.grid->charts()[0]->setLogarithmic(true);
    stage.grid->charts()[0]->setFocus();
    stage.save(dark ? u"5min-dark.png"_s : u"5min-light.png"_s);
}

void PicturesTest::aDay_data()
{
    fifteenMinutes_data();
}

void PicturesTest::aDay()
{
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
    Stage stage(86'400,
                {{.from = 20'000, .to = 20'030},
                 {.from = 40'000, .to = 46'000},
                 {.from = 70'000, .to = 70'400}});
    stage.show({1400, 600});
    stage.view.setSpan(86'400);
    stage.hover(1, 0.5);
    stage.save(dark ? u"24h-dark.png"_s : u"24h-light.png"_s);
}

void PicturesTest::smallAndStale()
{
    applyTheme(*qApp, ThemeChoice::Light);
    Stage stage(1000, {{.from = 300, .to = 500}});
    stage.show({1400, 600});
    for (int i = 0; i < 95; ++i)
        stage.time.advance(1s);
    stage.save(u"stale-light.png"_s);
    stage.grid->resize(700, 700);
    stage.save(u"two-columns-light.png"_s);

    applyTheme(*qApp, ThemeChoice::Dark);
    Stage empty(0, {});
    empty.show({900, 420});
    empty.save(u"empty-dark.png"_s);
}

void PicturesTest::times()
{
    Stage stage(86'400, {{.from = 20'000, .to = 20'030}, {.from = 40'000, .to = 46'000}});
    stage.show({1400, 600});
    stage.view.setSpan(86'400);
    QApplication::processEvents();
    const auto measure = [](const char *what, int rounds, const std::function<void(int)> &step) {
        std::vector<double> times;
        for (int i = 0; i < rounds; ++i) {
            const double before = threadMilliseconds();
            step(i);
            QApplication::processEvents();
            times.push_back(threadMilliseconds() - before);
        }
        std::sort(times.begin(), times.end());
        const auto at = [&](double share) {
            return times[static_cast<std::size_t>(share * static_cast<double>(rounds - 1))];
        };
        qInfo("%s: p50 %.2f ms, p95 %.2f ms, p99 %.2f ms", what, at(0.5), at(0.95), at(0.99));
    };

    measure("hover, 6 charts, 24 h", 300, [&](int i) { stage.hover(0, (i % 290 + 5) / 300.0); });
    stage.view.setCross(std::nullopt);
    measure("zoom, 6 charts, 24 h", 200, [&](int i) {
        stage.view.zoom(i % 20 < 10 ? 0.97 : 1 / 0.97, stage.view.end() - stage.view.span() / 3);
    });
    stage.view.setRange(stage.view.now() - 3600, stage.view.now());
    measure("pan, 6 charts, 1 h", 200, [&](int i) { stage.view.panBy(i % 2 == 0 ? -60 : 20); });
    stage.view.setRange(stage.view.now() - 300, stage.view.now());
    measure("live tick, 6 charts, 5 min", 200, [&](int) {
        stage.time.advance(1s);
        stage.view.tick();
        for (TimeChart *chart : stage.grid->charts())
            chart->refresh();
    });
}

BREAKWATER_TEST(PicturesTest)
#include "tst_pictures.moc"
