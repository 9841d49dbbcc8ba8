// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/timeview.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

#include <QtTest/QSignalSpy>

using namespace Breakwater;
using namespace Breakwater::Ui;
using namespace std::chrono_literals;

class TimeViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsLiveWithAQuarterOfAnHour();
    void liveMovesOnlyWithTicks();
    void pausedStaysWhereItIs();
    void zoomKeepsTheAnchorInPlace();
    void zoomAtTheRightEdgeStaysLive();
    void zoomStopsAtItsLimits();
    void panningLeavesLiveAndComesBack();
    void panningEndsWhereHistoryBegins();
    void arrivingAtNowIsLive();
    void zoomBackUndoesStepByStep();
    void zoomBackReturnsToLive();
    void markersNeedAFirst();
    void nothingChangedSaysNothing();
};

void TimeViewTest::startsLiveWithAQuarterOfAnHour()
{
    Test::ManualTimeSystem time;
    const TimeView view(time);

    QVERIFY(view.isLive());
    QCOMPARE(view.span(), 900.0);
    QCOMPARE(view.end(), view.now());
}

void TimeViewTest::liveMovesOnlyWithTicks()
{
    Test::ManualTimeSystem time;
    TimeView view(time);
    const double before = view.end();
    QSignalSpy moved(&view, &TimeView::rangeChanged);

    time.advance(3s);
    QCOMPARE(view.end(), before);
    view.tick();

    QCOMPARE(view.end(), before + 3);
    QCOMPARE(moved.count(), 1);
}

void TimeViewTest::pausedStaysWhereItIs()
{
    Test::ManualTimeSystem time;
    TimeView view(time);
    QSignalSpy live(&view, &TimeView::liveChanged);
    const double end = view.end();

    view.pause();
    time.advance(60s);
    view.tick();

    QCOMPARE(view.end(), end);
    QCOMPARE(live.count(), 1);
    QCOMPARE(live.first().first().toBool(), false);
    view.goLive();
    QCOMPARE(view.end(), end + 60);
}

void TimeViewTest::zoomKeepsTheAnchorInPlace()
{
    Test::ManualTimeSystem time;
    TimeView view(time);
    const double anchor = view.end() - 0.4 * view.span();

    view.zoom(0.5, anchor);

    QCOMPARE(view.span(), 450.0);
    QVERIFY(qAbs((view.end() - anchor) / view.span() - 0.4) < 1e-6);
    QVERIFY(!view.isLive());
}

void TimeViewTest::zoomAtTheRightEdgeStaysLive()
{
    Test::ManualTimeSystem time;
    TimeView view(time);

    view.zoom(0.5, view.end() - 10);

    QVERIFY(view.isLive());
    QCOMPARE(view.span(), 450.0);
    QCOMPARE(view.end(), view.now());
}

void TimeViewTest::zoomStopsAtItsLimits()
{
    Test::ManualTimeSystem time;
    TimeView view(time);

    view.zoom(1e-6, view.end());
    QCOMPARE(view.span(), TimeView::shortestSpan);
    view.zoom(1e9, view.end());
    QCOMPARE(view.span(), TimeView::longestSpan);
}

void TimeViewTest::panningLeavesLiveAndComesBack()
{
    Test::ManualTimeSystem time;
    TimeView view(time);

    view.panBy(-100);
    QVERIFY(!view.isLive());
    QCOMPARE(view.end(), view.now() - 100);
    view.panBy(150);

    QVERIFY(view.isLive());
    QCOMPARE(view.end(), view.now());
}

void TimeViewTest::panningEndsWhereHistoryBegins()
{
    Test::ManualTimeSystem time;
    TimeView view(time);

    view.panBy(-1e9);

    QCOMPARE(view.start(), view.now() - TimeView::longestSpan);
}

void TimeViewTest::arrivingAtNowIsLive()
{
    Test::ManualTimeSystem time;
    TimeView view(time);

    view.setRange(view.now() - 60, view.now() + 5);
    QVERIFY(view.isLive());
    QCOMPARE(view.span(), 65.0);

    view.setRange(view.now() - 60, view.now() - 5);
    QVERIFY(!view.isLive());
}

void TimeViewTest::zoomBackUndoesStepByStep()
{
    Test::ManualTimeSystem time;
    TimeView view(time);
    view.setRange(view.now() - 600, view.now() - 300);
    view.setRange(view.now() - 500, view.now() - 400);

    view.zoomBack();

    QCOMPARE(view.span(), 300.0);
    QCOMPARE(view.end(), view.now() - 300);
}

void TimeViewTest::zoomBackReturnsToLive()
{
    Test::ManualTimeSystem time;
    TimeView view(time);
    view.setRange(view.now() - 600, view.now() - 300);
    time.advance(20s);

    view.zoomBack();
    QVERIFY(view.isLive());
    QCOMPARE(view.span(), 900.0);
    QCOMPARE(view.end(), view.now());

    view.zoomBack(); // nothing is left to undo
    QCOMPARE(view.span(), 900.0);
}

void TimeViewTest::markersNeedAFirst()
{
    Test::ManualTimeSystem time;
    TimeView view(time);

    view.setMarkerB(5);
    QVERIFY(!view.markerB());
    view.setMarkerA(3);
    view.setMarkerB(5);
    QCOMPARE(view.markerB(), std::optional(5.0));

    view.setMarkerA(std::nullopt);
    QVERIFY(!view.markerB());
}

void TimeViewTest::nothingChangedSaysNothing()
{
    Test::ManualTimeSystem time;
    TimeView view(time);
    QSignalSpy moved(&view, &TimeView::rangeChanged);
    QSignalSpy crossed(&view, &TimeView::crossChanged);

    view.setSpan(900);
    view.setCross(std::nullopt);
    view.setCrossMode(TimeView::CrossMode::Crosshair);

    QCOMPARE(moved.count(), 0);
    QCOMPARE(crossed.count(), 0);
}

BREAKWATER_TEST(TimeViewTest)
#include "tst_timeview.moc"
