// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartcatalogue.h>
#include <ui/charts/chartheader.h>
#include <ui/charts/chartmenu.h>
#include <ui/charts/charttable.h>
#include <ui/charts/chartvalues.h>
#include <ui/charts/crossoverlay.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>
#include <ui/theme/theme.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>
#include <tests/ui/charts/scenario.h>

#include <QtGui/QAccessible>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TimeChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void lineAndBandsArePainted_data();
    void lineAndBandsArePainted();
    void staleIsHatchedAndValuesAreDashes();
    void theLastPixelIsNotTakenForSilence();
    void emptyChartsSayWhatTheyAwait();
    void aFarawayThresholdDoesNotFlattenTheLine();
    void hoverShowsValuesInTheHeaderAndOneBox();
    void hoverDoesNotRepaintThePlot();
    void crossModesAreThree();
    void wheelZoomsAtThePointer();
    void dragPansAndCtrlDragZooms();
    void clicksPinMarkers();
    void aClickOnABandNamesTheMoment();
    void doubleClickGoesLiveAndLeavesNoMarker();
    void keysMoveTheView();
    void lessThanAPixelIsNotRepainted();
    void screenReadersHearTheValues();
    void tableAndFilesHoldTheVisibleRange();
    void fewSamplesAreGrey();

private:
    void sendMouse(QEvent::Type type, QPointF at, Qt::MouseButton button = Qt::NoButton,
                   Qt::KeyboardModifiers modifiers = {});
    void click(QPointF at, Qt::KeyboardModifiers modifiers = {});
    void press(int key);
    QPointF at(double share) const;
    QImage picture() const;
    int pixelsLike(const QColor &colour, const QRect &area) const;
    const CrossOverlay::Content &overlay() const;
    QString headerValue(int index) const;

    std::unique_ptr<Test::ManualTimeSystem> m_time;
    std::unique_ptr<TimeView> m_view;
    std::unique_ptr<SourceHistory> m_history;
    std::unique_ptr<TimeChart> m_chart;
    std::unique_ptr<TimeChart> m_other;
};

// 900 s of history with an outage from 300 s to 500 s, on a chart of 500 x 260.
void TimeChartTest::init()
{
    applyTheme(*qApp, ThemeChoice::Light);
    m_time = std::make_unique<Test::ManualTimeSystem>();
    m_history = std::make_unique<SourceHistory>();
    Test::Scenario scenario(m_time->wallNow(), {{.from = 300, .to = 500}});
    for (int i = 0; i < 900; ++i) {
        const SnapshotPtr frame = scenario.next();
        m_history->record(*frame, frame->sessions.front());
        m_time->advance(1s);
    }
    m_view = std::make_unique<TimeView>(*m_time);
    const auto source = [this] { return m_history.get(); };
    m_chart = std::make_unique<TimeChart>(specOf(OverviewChart::Latency), *m_view, source);
    m_other = std::make_unique<TimeChart>(specOf(OverviewChart::Throughput), *m_view, source);
    for (TimeChart *chart : {m_chart.get(), m_other.get()}) {
        chart->resize(500, 260);
        chart->show();
    }
    QApplication::processEvents();
}

void TimeChartTest::cleanup()
{
    m_chart.reset();
    m_other.reset();
}

void TimeChartTest::sendMouse(QEvent::Type type, QPointF at, Qt::MouseButton button,
                              Qt::KeyboardModifiers modifiers)
{
    const Qt::MouseButtons held
        = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::MouseButtons(button);
    QMouseEvent event(type, at, m_chart->canvas()->mapToGlobal(at),
                      type == QEvent::MouseMove ? Qt::NoButton : button, held, modifiers);
    QApplication::sendEvent(m_chart->canvas(), &event);
}

void TimeChartTest::click(QPointF at, Qt::KeyboardModifiers modifiers)
{
    sendMouse(QEvent::MouseButtonPress, at, Qt::LeftButton, modifiers);
    sendMouse(QEvent::MouseButtonRelease, at, Qt::LeftButton, modifiers);
}

void TimeChartTest::press(int key)
{
    QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
    QApplication::sendEvent(m_chart.get(), &event);
}

//! On the canvas, so far from the left of the plot.
QPointF TimeChartTest::at(double share) const
{
    const QRect plot = m_chart->geometry().plot;
    return {plot.left() + share * plot.width(), double(plot.center().y())};
}

QImage TimeChartTest::picture() const
{
    return m_chart->grab().toImage();
}

int TimeChartTest::pixelsLike(const QColor &wanted, const QRect &area) const
{
    const QImage image = picture();
    int found = 0;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x) {
            const QColor here = image.pixelColor(x, y);
            found += std::abs(here.red() - wanted.red()) + std::abs(here.green() - wanted.green())
                        + std::abs(here.blue() - wanted.blue())
                    < 40
                ? 1
                : 0;
        }
    return found;
}

const CrossOverlay::Content &TimeChartTest::overlay() const
{
    return m_chart->findChild<CrossOverlay *>()->content();
}

QString TimeChartTest::headerValue(int index) const
{
    return m_chart->findChild<ChartHeader *>()->entries()[static_cast<std::size_t>(index)].value;
}

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

void TimeChartTest::hoverShowsValuesInTheHeaderAndOneBox()
{
    const QString live = headerValue(0);

    sendMouse(QEvent::MouseMove, at(0.99));
    const QString near = headerValue(0);
    sendMouse(QEvent::MouseMove, at(0.4)); // 360 s: open, nothing confirmed

    QVERIFY(live.endsWith(u"ms"_s));
    QVERIFY(near.endsWith(u"ms"_s));
    QCOMPARE(headerValue(0), u"—"_s);
    QVERIFY(overlay().boxTitle.endsWith(u"OPEN"_s));
    QCOMPARE(overlay().rows.size(), 4U); // three lines, and how many samples
    const CrossOverlay::Content &other = m_other->findChild<CrossOverlay *>()->content();
    QVERIFY(other.cross.has_value());
    QVERIFY(other.boxTitle.isEmpty());

    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(m_chart->canvas(), &leave);
    QVERIFY(!overlay().cross);
    QCOMPARE(headerValue(0), live);
}

void TimeChartTest::hoverDoesNotRepaintThePlot()
{
    picture();
    QApplication::processEvents();
    const int before = m_chart->paintCount();

    for (int i = 1; i < 50; ++i) {
        sendMouse(QEvent::MouseMove, at(i / 50.0));
        QApplication::processEvents();
    }

    QCOMPARE(m_chart->paintCount(), before);
}

void TimeChartTest::crossModesAreThree()
{
    sendMouse(QEvent::MouseMove, at(0.9));

    m_view->setCrossMode(TimeView::CrossMode::All);
    QVERIFY(!m_other->findChild<CrossOverlay *>()->content().boxTitle.isEmpty());
    m_view->setCrossMode(TimeView::CrossMode::Off);

    QVERIFY(!overlay().cross);
}

void TimeChartTest::wheelZoomsAtThePointer()
{
    const QPointF pointer = at(0.5);
    const double second = m_chart->geometry().second(pointer.x());
    QWheelEvent event(pointer, m_chart->canvas()->mapToGlobal(pointer), {}, {0, 240}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);

    QApplication::sendEvent(m_chart->canvas(), &event);

    QVERIFY(qAbs(m_view->span() - 900 * 0.64) < 0.01);
    QVERIFY(qAbs(m_chart->geometry().second(pointer.x()) - second)
            <= 2 * m_chart->geometry().secondsPerPixel());
    QVERIFY(!m_view->isLive());
    QCOMPARE(m_other->geometry().end, m_chart->geometry().end);
}

void TimeChartTest::dragPansAndCtrlDragZooms()
{
    const double end = m_view->end();
    const double perPixel = m_chart->geometry().secondsPerPixel();
    sendMouse(QEvent::MouseButtonPress, at(0.5), Qt::LeftButton);
    sendMouse(QEvent::MouseMove, at(0.5) + QPointF(60, 0), Qt::LeftButton);
    sendMouse(QEvent::MouseButtonRelease, at(0.5) + QPointF(60, 0), Qt::LeftButton);
    QVERIFY(qAbs(m_view->end() - (end - 60 * perPixel)) < 1e-3);
    QVERIFY(!m_view->markerA());

    m_view->goLive();
    sendMouse(QEvent::MouseButtonPress, at(0.2), Qt::LeftButton, Qt::ControlModifier);
    sendMouse(QEvent::MouseMove, at(0.4), Qt::LeftButton, Qt::ControlModifier);
    sendMouse(QEvent::MouseButtonRelease, at(0.4), Qt::LeftButton, Qt::ControlModifier);

    QVERIFY(qAbs(m_view->span() - 180) < 3 * perPixel);
    press(Qt::Key_Backspace);
    QCOMPARE(m_view->span(), 900.0);
    QVERIFY(m_view->isLive());
}

void TimeChartTest::clicksPinMarkers()
{
    click(at(0.6));
    click(at(0.8), Qt::ShiftModifier);

    QVERIFY(qAbs(*m_view->markerB() - *m_view->markerA() - 180) < 5);
    QVERIFY(overlay().difference.contains(u"Δ 3"_s));
    QVERIFY(overlay().difference.contains(u"p99"_s));
    press(Qt::Key_Escape);
    QVERIFY(!m_view->markerA());
    QVERIFY(overlay().difference.isEmpty());
}

void TimeChartTest::aClickOnABandNamesTheMoment()
{
    QSignalSpy chosen(m_chart.get(), &TimeChart::momentChosen);

    click(at(0.9));
    QCOMPARE(chosen.count(), 0);
    click(at(0.4));

    QCOMPARE(chosen.count(), 1);
    QVERIFY(qAbs(chosen.first().first().toDouble() - (m_view->start() + 360)) < 5);
}

void TimeChartTest::doubleClickGoesLiveAndLeavesNoMarker()
{
    m_view->panBy(-100);

    click(at(0.5));
    sendMouse(QEvent::MouseButtonDblClick, at(0.5), Qt::LeftButton);
    sendMouse(QEvent::MouseButtonRelease, at(0.5), Qt::LeftButton);

    QVERIFY(m_view->isLive());
    QVERIFY(!m_view->markerA());
}

void TimeChartTest::keysMoveTheView()
{
    press(Qt::Key_Left);
    QCOMPARE(m_view->end(), m_view->now() - 90);
    press(Qt::Key_Right);
    QVERIFY(m_view->isLive());
    press(Qt::Key_Plus);
    QCOMPARE(m_view->span(), 720.0);
    QVERIFY(m_view->isLive());
    press(Qt::Key_Minus);
    QCOMPARE(m_view->span(), 900.0);
    press(Qt::Key_Left);
    press(Qt::Key_End);
    QVERIFY(m_view->isLive());
    m_view->setSpan(60);
    press(Qt::Key_0);
    QCOMPARE(m_view->span(), 900.0);
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

void TimeChartTest::fewSamplesAreGrey()
{
    const auto isDim
        = [this] { return m_chart->findChild<ChartHeader *>()->entries().front().isDim; };
    QVERIFY(!isDim());

    sendMouse(QEvent::MouseMove, at(490.0 / 900)); // while probing: 12 samples

    QVERIFY(isDim());
}

BREAKWATER_TEST(TimeChartTest)
#include "tst_timechart.moc"
