// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/statebands.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace Breakwater::Ui;

namespace {

//! 100 pixels from 10 on, 10 s each.
PlotGeometry geometry()
{
    return {.plot = QRect(10, 0, 100, 50), .start = 1000, .end = 2000};
}

} // namespace

class StateBandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansBecomePixels();
    void aMomentIsTwoPixelsWide();
    void theWorstOfAPixelShows();
    void anOpenEndReachesTheEdge();
    void whatLiesOutsideIsLeftOut();
};

void StateBandsTest::spansBecomePixels()
{
    const std::vector<StateBand> bands = stateBands(
        {{BreakerState::Closed, 900, 1200}, {BreakerState::Open, 1200, 1500}}, geometry());

    QCOMPARE(bands.size(), 2U);
    QCOMPARE(bands[0].left, 10);
    QCOMPARE(bands[0].right, 30);
    QCOMPARE(bands[1].state, std::optional(BreakerState::Open));
    QCOMPARE(bands[1].right, 60);
}

void StateBandsTest::aMomentIsTwoPixelsWide()
{
    const std::vector<StateBand> bands = stateBands({{BreakerState::Closed, 1000, 1500},
                                                     {BreakerState::Open, 1500, 1500.2},
                                                     {BreakerState::Closed, 1500.2, std::nullopt}},
                                                    geometry());

    QCOMPARE(bands.size(), 3U);
    QCOMPARE(bands[1].state, std::optional(BreakerState::Open));
    QCOMPARE(bands[1].right - bands[1].left, 2);
}

void StateBandsTest::theWorstOfAPixelShows()
{
    const std::vector<StateBand> bands = stateBands({{BreakerState::HalfOpen, 1500, 1505},
                                                     {BreakerState::Open, 1505, 1508},
                                                     {BreakerState::HalfOpen, 1508, 1510}},
                                                    geometry());

    QCOMPARE(bands.size(), 1U);
    QCOMPARE(bands[0].state, std::optional(BreakerState::Open));
}

void StateBandsTest::anOpenEndReachesTheEdge()
{
    const std::vector<StateBand> bands
        = stateBands({{std::nullopt, 1900, std::nullopt}}, geometry());

    QCOMPARE(bands.size(), 1U);
    QVERIFY(!bands[0].state);
    QCOMPARE(bands[0].right, 110);
}

void StateBandsTest::whatLiesOutsideIsLeftOut()
{
    QVERIFY(stateBands({{BreakerState::Open, 100, 200}}, geometry()).empty());
    QVERIFY(stateBands({{BreakerState::Open, 3000, 4000}}, geometry()).empty());
    QVERIFY(stateBands({}, geometry()).empty());
}

BREAKWATER_TEST(StateBandsTest)
#include "tst_statebands.moc"
