// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartcatalogue.h>
#include <ui/charts/chartmenu.h>
#include <ui/charts/charttable.h>
#include <ui/charts/chartvalues.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/theme/theme.h>

#include <tests/support/testmain.h>
#include <tests/ui/charts/timechartfixture.h>

#include <QtGui/QAccessible>
#include <QtWidgets/QApplication>
#include <QtWidgets/QStackedWidget>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

//! What the chart shows, to eyes, screen readers and files.
class TimeChartTest : public QObject, private Test::TimeChartFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void lineAndBandsArePainted_data();
    void lineAndBandsArePainted();
    void staleIsHatchedAndValuesAreDashes();
    void theLastPixelIsNotTakenForSilence();
    void emptyChartsSayWhatTheyAwait();
    void aFarawayThresholdDoesNotFlattenTheLine();
    void lessThanAPixelIsNotRepainted();
    void aChartBehindAnotherPageCatchesUpWhenItIsShown();
    void aChartThatMissedNothingKeepsItsScaleWhenItIsShown();
    void screenReadersHearTheValues();
    void tableAndFilesHoldTheVisibleRange();
};

void TimeChartTest::lineAndBandsArePainted_data()
{
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TimeChartTest::lineAndBandsArePainted()
{
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::Dark : ThemeChoice::Light);
    QApplication::processEvents();
    const QPalette palette = m_chart->palette();
    const QRect plot = m_chart->plotArea();
    const auto x = [&](double second) {
        return plot.left() + static_cast<int>(second / 900 * plot.width());
    };

    QVERIFY(pixelsLike(colour(Role::SeriesC, palette), plot) > 100);
    QVERIFY(pixelsLike(colour(Role::SeriesA, palette), plot) > 100);
    // The cap of OPEN is red, where it was open and nowhere else.
    const QRect open(x(345), plot.top(), x(390) - x(345), 3);
    QCOMPARE(pixelsLike(colour(Role::Failing, palette), open), open.width() * open.height());
    QCOMPARE(pixelsLike(colour(Role::Failing, palette),
                        QRect(plot.left(), plot.top(), x(290) - plot.left(), 3)),
             0);
    // Behind the plot the wash differs from the panel.
    const QImage image = picture();
    QVERIFY(image.pixelColor(x(360), plot.center().y())
            != image.pixelColor(x(800), plot.top() + 20));
}

void TimeChartTest::staleIsHatchedAndValuesAreDashes()
{
    const QPalette palette = m_chart->palette();
    const double since = m_view->now() - 1;
    for (int i = 0; i < 90; ++i)
        m_time->advance(1s);
    m_view->tick();
    const QRect plot = m_chart->plotArea();
    const QRect right(plot.right() - 30, plot.top() + 4, 30, plot.height() - 8);
    QCOMPARE(pixelsLike(colour(Role::Unknown, palette), right), 0);

    m_chart->setStaleSince(since);

    QVERIFY(pixelsLike(colour(Role::Unknown, palette), right) > 300);
    QCOMPARE(headerValue(0), u"—"_s);
    m_chart->setStaleSince(std::nullopt);
    QCOMPARE(pixelsLike(colour(Role::Unknown, palette), right), 0);
}

void TimeChartTest::theLastPixelIsNotTakenForSilence()
{
    m_view->setSpan(86'400); // a pixel is minutes: the picture ends after now

    const PlotScene scene = m_chart->values().scene(m_view->end());

    QVERIFY(m_chart->geometry().end > m_view->end() + 3);
    QCOMPARE(scene.states.back().state, std::optional(BreakerState::Closed));
}

void TimeChartTest::emptyChartsSayWhatTheyAwait()
{
    const SourceHistory nothing(10);

    const PlotScene before
        = ChartValues(m_chart->spec(), nothing, m_chart->geometry(), 5s).scene(m_view->end());
    const PlotScene after
        = ChartValues(m_chart->spec(), *m_history, m_chart->geometry(), 5s).scene(m_view->end());

    QCOMPARE(before.emptyText, u"Waiting for the first data"_s);
    QCOMPARE(after.emptyText, m_chart->spec().emptyText);
    QVERIFY(!after.emptyText.isEmpty());
}

void TimeChartTest::aFarawayThresholdDoesNotFlattenTheLine()
{
    const double top = m_chart->geometry().top;

    m_chart->setThresholds({{1e6, u"far"_s}});
    QCOMPARE(m_chart->geometry().top, top);
    m_chart->setThresholds({{1.5 * top, u"near"_s}});

    QVERIFY(m_chart->geometry().top >= 1.5 * top);
}

void TimeChartTest::lessThanAPixelIsNotRepainted()
{
    m_view->setSpan(86'400); // minutes a pixel
    QApplication::processEvents();
    const int before = m_chart->paintCount();
    int repaints = 0;

    for (int i = 0; i < 20; ++i) {
        m_time->advance(1s);
        m_view->tick();
        QApplication::processEvents();
        repaints = m_chart->paintCount() - before;
    }

    QVERIFY(repaints <= 1);
}

void TimeChartTest::aChartBehindAnotherPageCatchesUpWhenItIsShown()
{
    QStackedWidget pages;
    auto *const behind = new TimeChart(specOf(OverviewChart::Latency), *m_view,
                                       [this] { return m_history.get(); });
    pages.addWidget(new QWidget);
    pages.addWidget(behind);
    pages.resize(500, 260);
    pages.show();
    const QString before = behind->summary();

    m_view->setCross(m_view->start() + 120);
    QCOMPARE(behind->summary(), before);
    QVERIFY(m_chart->summary() != before);
    pages.setCurrentWidget(behind);

    QCOMPARE(behind->summary(), m_chart->summary());
}

void TimeChartTest::aChartThatMissedNothingKeepsItsScaleWhenItIsShown()
{
    const double usual = m_chart->geometry().top;
    m_chart->setThresholds({{1.5 * usual, u"near"_s}});
    const double larger = m_chart->geometry().top;
    QVERIFY(larger > usual);
    m_chart->setThresholds({});

    m_chart->hide();
    m_chart->show();

    QCOMPARE(m_chart->geometry().top, larger); // for as long as it would have been kept
}

void TimeChartTest::screenReadersHearTheValues()
{
    QAccessibleInterface *chart = QAccessible::queryAccessibleInterface(m_chart.get());

    QCOMPARE(chart->role(), QAccessible::Chart);
    QCOMPARE(chart->text(QAccessible::Name), u"Latency"_s);
    const QString description = chart->text(QAccessible::Description);
    QVERIFY(description.startsWith(u"Latency: p50 "_s));
    QVERIFY(description.contains(u", p99 "_s));
    for (const QWidget *widget : m_chart->findChildren<QWidget *>())
        QVERIFY(widget->focusPolicy() == Qt::NoFocus || !widget->accessibleName().isEmpty());
}

void TimeChartTest::tableAndFilesHoldTheVisibleRange()
{
    ChartMenu menu(*m_chart);

    const ChartData every = menu.data(ChartMenu::Detail::EverySecond);
    QVERIFY(qAbs(static_cast<int>(every.seconds.size()) - 900) <= 3);
    QCOMPARE(every.columns.size(), 3U);
    QCOMPARE(every.unit, u"ms"_s);
    const ChartData shown = menu.data(ChartMenu::Detail::AsShown);
    QCOMPARE(static_cast<int>(shown.seconds.size()), m_chart->geometry().plot.width());
    QVERIFY(QImage::fromData(menu.picture(), "PNG").width() >= 500);

    press(Qt::Key_F8);
    const auto *table = m_chart->findChild<ChartTable *>();
    QVERIFY(table && table->isVisible());
}

BREAKWATER_TEST(TimeChartTest)
#include "tst_timechart.moc"
