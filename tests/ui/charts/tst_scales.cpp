// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/plotgeometry.h>
#include <ui/charts/timeticks.h>
#include <ui/charts/valuescale.h>

#include <tests/support/testmain.h>
#include <ui/format/scalelabel.h>

using namespace Breakwater::Ui;
using namespace Qt::StringLiterals;

class ScalesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timeStepsAreRound_data();
    void timeStepsAreRound();
    void timeTicksStayWhereTheyAre();
    void midnightIsTheDay();
    void theLadderIsOneTwoFive_data();
    void theLadderIsOneTwoFive();
    void lengthsOfTimeHaveWholeLabels_data();
    void lengthsOfTimeHaveWholeLabels();
    void growsAtOnceAndShrinksAfterPatience();
    void aStillPictureFitsAtOnce();
    void lockedStays();
    void neverAboveTheLargestTop();
    void logarithmicScalesHaveDecades();
    void ticksDivideTheScale();
    void picturesMoveByWholePixels();
};

void ScalesTest::timeStepsAreRound_data()
{
    QTest::addColumn<double>("span");
    QTest::addColumn<double>("expected");
    QTest::newRow("10 s") << 10.0 << 2.0;
    QTest::newRow("1 m") << 60.0 << 15.0;
    QTest::newRow("15 m") << 900.0 << 300.0;
    QTest::newRow("1 h") << 3600.0 << 900.0;
    QTest::newRow("24 h") << 86'400.0 << 21'600.0;
}

void ScalesTest::timeStepsAreRound()
{
    QFETCH(double, span);
    QFETCH(double, expected);

    QCOMPARE(timeStep(span / 400, 70), expected);
}

void ScalesTest::timeTicksStayWhereTheyAre()
{
    const std::vector<TimeTick> before = timeTicks(1'800'000'010, 1'800'000'910, 300);
    const std::vector<TimeTick> after = timeTicks(1'800'000'011, 1'800'000'911, 300);

    QCOMPARE(before.size(), 3U);
    QCOMPARE(before[0].second, 1'800'000'300.0);
    QCOMPARE(before[0].label, u"08:05"_s); // tests run in UTC
    QCOMPARE(after[0].second, before[0].second);
    QCOMPARE(timeTicks(1'800'000'010, 1'800'000'020, 5)[0].label, u"08:00:15"_s);
}

void ScalesTest::midnightIsTheDay()
{
    const std::vector<TimeTick> ticks = timeTicks(1'800'050'000, 1'800'060'000, 3600);

    QVERIFY(std::any_of(ticks.begin(), ticks.end(),
                        [](const TimeTick &tick) { return tick.label == u"Sat 16"_s; }));
}

void ScalesTest::theLadderIsOneTwoFive_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("expected");
    QTest::newRow("on a step") << 500.0 << 500.0;
    QTest::newRow("above it") << 501.0 << 1000.0;
    QTest::newRow("two") << 1.3 << 2.0;
    QTest::newRow("small") << 0.03 << 0.05;
    QTest::newRow("ten") << 7.0 << 10.0;
    QTest::newRow("power") << 1000.0 << 1000.0;
}

void ScalesTest::theLadderIsOneTwoFive()
{
    QFETCH(double, value);
    QFETCH(double, expected);

    QVERIFY(qFuzzyCompare(ValueScale::ladder(value), expected));
}

void ScalesTest::lengthsOfTimeHaveWholeLabels_data()
{
    QTest::addColumn<double>("highest");
    QTest::addColumn<QStringList>("labels");
    QTest::newRow("seconds") << 30.0 << QStringList{u"0"_s, u"50\u202Fs"_s};
    QTest::newRow("a minute") << 55.0 << QStringList{u"0"_s, u"60\u202Fs"_s};
    QTest::newRow("two") << 100.0 << QStringList{u"0"_s, u"120\u202Fs"_s};
    QTest::newRow("minutes") << 200.0 << QStringList{u"0"_s, u"5\u202Fm"_s};
    QTest::newRow("many") << 900.0 << QStringList{u"0"_s, u"20\u202Fm"_s};
}

void ScalesTest::lengthsOfTimeHaveWholeLabels()
{
    QFETCH(double, highest);
    QFETCH(QStringList, labels);
    ValueScale scale(1);
    scale.setSeconds(true);

    scale.update(highest, 0, true);

    QStringList all;
    for (const double tick : scale.ticks())
        all += Format::scaleLabel(tick, scale.step(), scale.top(), Format::Unit::Seconds);
    QCOMPARE((QStringList{all.first(), all.last()}), labels);
    QVERIFY2(all.filter(u"."_s).isEmpty(), qPrintable(all.join(u' ')));
}

void ScalesTest::growsAtOnceAndShrinksAfterPatience()
{
    ValueScale scale(1);
    scale.update(90, 0, true);
    QCOMPARE(scale.top(), 100.0);
    scale.update(150, 1, true);
    QCOMPARE(scale.top(), 200.0);

    scale.update(10, 2, true);
    scale.update(40, 15, true);
    scale.update(10, 31, true);
    QCOMPARE(scale.top(), 200.0);
    scale.update(10, 32, true);

    QCOMPARE(scale.top(), 50.0); // what the waiting needed, not what the last moment did
}

void ScalesTest::aStillPictureFitsAtOnce()
{
    ValueScale scale(1);
    scale.update(150, 0, true);

    scale.update(3, 1, false);

    QCOMPARE(scale.top(), 5.0);
}

void ScalesTest::lockedStays()
{
    ValueScale scale(1);
    scale.update(150, 0, true);
    scale.setLocked(true);

    scale.update(9000, 1, true);
    QCOMPARE(scale.top(), 200.0);

    scale.setLocked(false);
    scale.update(9000, 2, true);
    QCOMPARE(scale.top(), 10'000.0);
}

void ScalesTest::neverAboveTheLargestTop()
{
    ValueScale scale(0.05, 1);

    scale.update(1.0, 0, true);
    QCOMPARE(scale.top(), 1.0);
    scale.update(std::nullopt, 1, false);
    QCOMPARE(scale.top(), 0.05);
}

void ScalesTest::logarithmicScalesHaveDecades()
{
    ValueScale scale(1);
    scale.setLogarithmic(true);

    scale.update(460, 0, true);

    QCOMPARE(scale.top(), 1000.0);
    QCOMPARE(scale.ticks().size(), 5U);
    QVERIFY(qFuzzyCompare(scale.bottom(), 0.1));
    PlotGeometry geometry{.plot = QRect(0, 0, 100, 104),
                          .bottom = scale.bottom(),
                          .top = 1000,
                          .isLogarithmic = true};
    QCOMPARE(geometry.y(10), geometry.y(0.1) - 50);
    QCOMPARE(geometry.y(0), geometry.y(0.1)); // zero has no logarithm
}

void ScalesTest::ticksDivideTheScale()
{
    for (const double top : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 0.05}) {
        ValueScale scale(top);
        const std::vector<double> ticks = scale.ticks();
        QCOMPARE(ticks.front(), 0.0);
        QVERIFY(qFuzzyCompare(ticks.back(), top));
        QVERIFY(ticks.size() == 5 || ticks.size() == 6);
    }
}

void ScalesTest::picturesMoveByWholePixels()
{
    const QRect plot(58, 4, 300, 200); // 3 s a pixel
    const PlotGeometry first = PlotGeometry::snapped(plot, 1'800'000'000, 900);

    QCOMPARE(PlotGeometry::snapped(plot, 1'799'999'998, 900), first);
    const PlotGeometry next = PlotGeometry::snapped(plot, 1'800'000'001, 900);
    QCOMPARE(next.end - first.end, 3.0);
    QCOMPARE(first.x(first.end), double(plot.right() + 1));
    QCOMPARE(first.second(first.x(1'799'999'500)), 1'799'999'500.0);
}

BREAKWATER_TEST(ScalesTest)
#include "tst_scales.moc"
