// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartheader.h>
#include <ui/charts/crossoverlay.h>
#include <ui/charts/timechart.h>
#include <ui/charts/timeview.h>

#include <tests/support/testmain.h>
#include <tests/ui/charts/timechartfixture.h>

#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QApplication>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

//! What the chart does when mouse and keyboard ask it.
class TimeChartInputTest : public QObject, private Test::TimeChartFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void hoverShowsValuesInTheHeaderAndOneBox();
    void hoverDoesNotRepaintThePlot();
    void fewSamplesAreGrey();
    void crossModesAreThree();
    void wheelZoomsAtThePointer();
    void dragPansAndCtrlDragZooms();
    void clicksPinMarkers();
    void aClickOnABandNamesTheMoment();
    void doubleClickGoesLiveAndLeavesNoMarker();
    void keysMoveTheView();
};

void TimeChartInputTest::hoverShowsValuesInTheHeaderAndOneBox()
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

void TimeChartInputTest::hoverDoesNotRepaintThePlot()
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

void TimeChartInputTest::fewSamplesAreGrey()
{
    const auto isDim
        = [this] { return m_chart->findChild<ChartHeader *>()->entries().front().isDim; };
    QVERIFY(!isDim());

    sendMouse(QEvent::MouseMove, at(490.0 / 900)); // while probing: 12 samples

    QVERIFY(isDim());
}

void TimeChartInputTest::crossModesAreThree()
{
    sendMouse(QEvent::MouseMove, at(0.9));

    m_view->setCrossMode(TimeView::CrossMode::All);
    QVERIFY(!m_other->findChild<CrossOverlay *>()->content().boxTitle.isEmpty());
    m_view->setCrossMode(TimeView::CrossMode::Off);

    QVERIFY(!overlay().cross);
}

void TimeChartInputTest::wheelZoomsAtThePointer()
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

void TimeChartInputTest::dragPansAndCtrlDragZooms()
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

void TimeChartInputTest::clicksPinMarkers()
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

void TimeChartInputTest::aClickOnABandNamesTheMoment()
{
    QSignalSpy chosen(m_chart.get(), &TimeChart::momentChosen);

    click(at(0.9));
    QCOMPARE(chosen.count(), 0);
    click(at(0.4));

    QCOMPARE(chosen.count(), 1);
    QVERIFY(qAbs(chosen.first().first().toDouble() - (m_view->start() + 360)) < 5);
}

void TimeChartInputTest::doubleClickGoesLiveAndLeavesNoMarker()
{
    m_view->panBy(-100);

    click(at(0.5));
    sendMouse(QEvent::MouseButtonDblClick, at(0.5), Qt::LeftButton);
    sendMouse(QEvent::MouseButtonRelease, at(0.5), Qt::LeftButton);

    QVERIFY(m_view->isLive());
    QVERIFY(!m_view->markerA());
}

void TimeChartInputTest::keysMoveTheView()
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

BREAKWATER_TEST(TimeChartInputTest)
#include "tst_timechart_input.moc"
