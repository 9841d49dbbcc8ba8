// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/renewalturns.h>

#include <tests/support/testmain.h>

#include <map>

using namespace std::chrono_literals;
using namespace Breakwater;

class RenewalTurnsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLinkHasItsTurnOnceInAnAggregatePeriod();
    void linksTakeTurnsInsteadOfAllAtOnce();
    void whereTheTiersAreOneEverybodysTurnIsAlways();
    void otherPeriodsTakeEffectAtOnce();
};

namespace {

constexpr StabilityConfig::Refresh usual{.realtime = 1s, .performance = 5s, .aggregate = 30s};
constexpr int linkCount = 600;

SessionId link(int number)
{
    return {QStringLiteral("link-%1").arg(number)};
}

int atOnce(const RenewalTurns &turns)
{
    int result = 0;
    for (int i = 0; i < linkCount; ++i)
        result += turns.of(link(i)) == Quantiles::Exact ? 1 : 0;
    return result;
}

} // namespace

void RenewalTurnsTest::eachLinkHasItsTurnOnceInAnAggregatePeriod()
{
    RenewalTurns turns;
    std::map<int, int> renewed;

    for (int period = 0; period < 6; ++period) {
        turns.next(usual);
        for (int i = 0; i < linkCount; ++i)
            renewed[i] += turns.of(link(i)) == Quantiles::Exact ? 1 : 0;
    }

    for (int i = 0; i < linkCount; ++i)
        QCOMPARE(renewed[i], 1);
}

void RenewalTurnsTest::linksTakeTurnsInsteadOfAllAtOnce()
{
    RenewalTurns turns;

    for (int period = 0; period < 6; ++period) {
        turns.next(usual);
        QVERIFY2(atOnce(turns) > 50 && atOnce(turns) < 150,
                 qPrintable(QString::number(atOnce(turns))));
    }
}

void RenewalTurnsTest::whereTheTiersAreOneEverybodysTurnIsAlways()
{
    RenewalTurns turns;

    for (int period = 0; period < 3; ++period) {
        turns.next({.realtime = 1s, .performance = 5s, .aggregate = 5s});
        QCOMPARE(atOnce(turns), linkCount);
    }
}

void RenewalTurnsTest::otherPeriodsTakeEffectAtOnce()
{
    RenewalTurns turns;
    for (int period = 0; period < 5; ++period)
        turns.next(usual);

    turns.next({.realtime = 1s, .performance = 5s, .aggregate = 5s});

    QCOMPARE(atOnce(turns), linkCount);
}

BREAKWATER_TEST(RenewalTurnsTest)
#include "tst_renewalturns.moc"
