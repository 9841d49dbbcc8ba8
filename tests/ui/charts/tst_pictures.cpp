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
#include <tests/ui/widgets/pixels.h>

#include <QtCore/QDir>
#include <QtCore/QTemporaryDir>
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
    //! Saved as a file, and read again from there; null when that fails.
    QImage picture(const QString &name)
    {
        QApplication::processEvents();
        const QString file = QDir(pictureFolder()).filePath(name + u".png"_s);
        return grid->grab().save(file) ? QImage(file) : QImage();
    }
    //! Where the chart draws, on the picture.
    QRect plotOf(const TimeChart &chart) const
    {
        const QRect area = chart.plotArea();
        return {chart.mapTo(grid.get(), area.topLeft()), area.size()};
    }
    //! Of each of the six charts.
    std::vector<QRect> plots() const
    {
        std::vector<QRect> areas;
        for (const TimeChart *chart : grid->charts())
            areas.push_back(plotOf(*chart));
        return areas;
    }

    Test::ManualTimeSystem time;
    SnapshotFeed feed;
    TimeView view;
    std::unique_ptr<ChartGrid> grid;
};

int pixelsOf(const QImage &image, const QRect &area, Role role)
{
    return Test::pixelsOf(image.copy(area), colour(role, qApp->palette()));
}

constexpr int capHeight = 3; // of the band that says in which state the breaker was

//! What is wrong with a picture of charts full of data; empty when nothing is.
QString flawOf(const QImage &image, const Stage &stage)
{
    if (image.size() != stage.grid->size())
        return u"the picture has another size than the window, or is none"_s;
    if ((qGray(image.pixel(1, 1)) < 128) != isDark(qApp->palette()))
        return u"its background is not the theme's"_s;
    for (const TimeChart *chart : stage.grid->charts()) {
        const QString title = chart->spec().title;
        const QRect plot = stage.plotOf(*chart);
        if (!image.rect().contains(plot))
            return title + u" lies outside"_s;
        if (pixelsOf(image, {plot.topLeft(), QSize(plot.width(), capHeight)}, Role::Failing) == 0)
            return title + u" does not show the outage"_s;
        int seen = 0; // one line may hide another
        for (const ChartSpec::Line &line : chart->spec().lines)
            seen += pixelsOf(image, plot.adjusted(0, capHeight, 0, 0), line.role);
        if (seen < plot.width() / 2)
            return u"%1 has %2 pixels of lines only"_s.arg(title).arg(seen);
    }
    return {};
}

//! How many pixels of the chart that changed least are not what they were.
int leastChange(const QImage &before, const QImage &after, const Stage &stage)
{
    double least = 1e9;
    for (const QRect &plot : stage.plots())
        least = std::min(least,
                         Test::greyDifference(before.copy(plot), after.copy(plot)) * plot.width()
                             * plot.height());
    return static_cast<int>(least);
}

} // namespace

//! The whole grid as people see it, and what drawing it costs. With BREAKWATER_PICTURES set to a
//! folder the pictures stay there, to be looked at.
class PicturesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fifteenMinutes_data();
    void fifteenMinutes();
    void aDay_data();
    void aDay();
    void smallAndStale();
    void empty();
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
    const QString theme = dark ? u"dark"_s : u"light"_s;
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
    Stage stage(1100, {{.from = 600, .to = 1050}});
    stage.show({1400, 600});
    stage.hover(0, 0.45);
    const QString flaw = flawOf(stage.picture(u"15min-"_s + theme), stage);
    QVERIFY2(flaw.isEmpty(), qPrintable(flaw));

    stage.view.setSpan(300);
    stage.grid->charts()[0]->setLogarithmic(true);
    stage.grid->charts()[0]->setFocus();
    const QImage unmarked = stage.picture(u"5min-"_s + theme);
    stage.view.setMarkerA(stage.view.end() - 400); // not to be seen
    stage.view.setMarkerB(stage.view.end() - 200);
    const QImage marked = stage.picture(u"5min-"_s + theme);

    const QString closer = flawOf(marked, stage);
    QVERIFY2(closer.isEmpty(), qPrintable(closer));
    QVERIFY(leastChange(unmarked, marked, stage) >= stage.plots().front().height() / 4);
}

void PicturesTest::aDay_data()
{
    fifteenMinutes_data();
}

void PicturesTest::aDay()
{
    QFETCH(bool, dark);
    const QString name = dark ? u"24h-dark"_s : u"24h-light"_s;
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
    Stage stage(86'400,
                {{.from = 20'000, .to = 20'030},
                 {.from = 40'000, .to = 46'000},
                 {.from = 70'000, .to = 70'400}});
    stage.show({1400, 600});
    stage.view.setSpan(86'400);
    const QImage resting = stage.picture(name);
    stage.hover(1, 0.5);
    const QImage hovered = stage.picture(name);

    const QString flaw = flawOf(resting, stage);
    QVERIFY2(flaw.isEmpty(), qPrintable(flaw));
    QVERIFY(leastChange(resting, hovered, stage) >= stage.plots().front().height() / 4);
}

void PicturesTest::smallAndStale()
{
    applyTheme(*qApp, ThemeChoice::Light);
    Stage stage(1000, {{.from = 300, .to = 500}});
    stage.show({1400, 600});
    const QImage fresh = stage.picture(u"stale-light"_s);
    for (int i = 0; i < 95; ++i)
        stage.time.advance(1s);
    const QImage stale = stage.picture(u"stale-light"_s);
    for (const QRect &plot : stage.plots())
        QVERIFY(pixelsOf(stale, plot, Role::Unknown) > pixelsOf(fresh, plot, Role::Unknown) + 300);

    stage.grid->resize(700, 700);
    const QString flaw = flawOf(stage.picture(u"two-columns-light"_s), stage);
    QVERIFY2(flaw.isEmpty(), qPrintable(flaw));
}

void PicturesTest::empty()
{
    applyTheme(*qApp, ThemeChoice::Dark);
    Stage stage(0, {});
    stage.show({900, 420});

    const QImage image = stage.picture(u"empty-dark"_s);

    for (const QRect &plot : stage.plots()) {
        for (const Role role : {Role::SeriesA, Role::SeriesB, Role::SeriesC, Role::SeriesD})
            QCOMPARE(pixelsOf(image, plot, role), 0);
        QVERIFY(pixelsOf(image, plot, Role::DimText) > 30); // it says what it awaits
    }
}

void PicturesTest::times()
{
    Stage stage(86'400, {{.from = 20'000, .to = 20'030}, {.from = 40'000, .to = 46'000}});
    stage.show({1400, 600});
    stage.view.setSpan(86'400);
    QApplication::processEvents();
    // Medians of thread CPU time, against ten times what is normal.
    const auto measure = [](const char *what, double most, const std::function<void(int)> &step) {
        constexpr int rounds = 200;
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
        QVERIFY2(at(0.5) < most, what);
    };

    measure("hover, 6 charts, 24 h", 11, [&](int i) { stage.hover(0, (i + 5) / 210.0); });
    stage.view.setCross(std::nullopt);
    measure("zoom, 6 charts, 24 h", 50, [&](int i) {
        stage.view.zoom(i % 20 < 10 ? 0.97 : 1 / 0.97, stage.view.end() - stage.view.span() / 3);
    });
    stage.view.setRange(stage.view.now() - 3600, stage.view.now());
    measure("pan, 6 charts, 1 h", 30, [&](int i) { stage.view.panBy(i % 2 == 0 ? -60 : 20); });
    stage.view.setRange(stage.view.now() - 300, stage.view.now());
    measure("live tick, 6 charts, 5 min", 20, [&](int) {
        stage.time.advance(1s);
        stage.view.tick();
        for (TimeChart *chart : stage.grid->charts())
            chart->refresh();
    });
}

BREAKWATER_TEST(PicturesTest)
#include "tst_pictures.moc"
