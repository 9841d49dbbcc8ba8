// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/outagescript.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace std::chrono_literals;

class OutageScriptTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstOutageComesAfterAboutTwentySeconds_data();
    void firstOutageComesAfterAboutTwentySeconds();
    void aRestartGoesDownThenWarmsUpThenServes();
    void silenceComesBeforeTheLinksBreak();
    void kindsTakeTurns();
    void nextOutageComesAboutAMinuteAfterTheLast();
    void aLongSleepReplaysNoOutage();
    void testingBreakerSeesAllColours();
    void longBreakerPeriodsDoNotMakeLongOutages();
};

namespace {

const MonotonicTime start{1000s};

//! Goes to the next step, wherever it is.
OutageScript::Step next(OutageScript &script)
{
    const auto step = script.onTimer(script.nextWake());
    return step.value_or(OutageScript::Step{});
}

} // namespace

void OutageScriptTest::firstOutageComesAfterAboutTwentySeconds_data()
{
    QTest::addColumn<double>("share");
    QTest::addColumn<qint64>("milliseconds");
    QTest::newRow("earliest") << 0.0 << qint64{18'000};
    QTest::newRow("middle") << 0.5 << qint64{20'000};
    QTest::newRow("latest") << 1.0 << qint64{22'000};
}

void OutageScriptTest::firstOutageComesAfterAboutTwentySeconds()
{
    QFETCH(double, share);
    QFETCH(qint64, milliseconds);
    Test::FixedRandom random(share);
    OutageScript script({}, random, start);
    const MonotonicTime due = start + std::chrono::milliseconds(milliseconds);

    QVERIFY(!script.onTimer(due - 1ms));
    QVERIFY(script.onTimer(due).has_value());
}

void OutageScriptTest::aRestartGoesDownThenWarmsUpThenServes()
{
    Test::FixedRandom random;
    OutageScript script({}, random, start);
    QCOMPARE(script.untilOutage(start + 8s), std::optional<Duration>(12s));

    QVERIFY(next(script).to == ServePhase::Down);
    QVERIFY(!script.untilOutage(start + 20s));
    QCOMPARE(script.nextWake(), start + 20s + 2200ms);
    QVERIFY(next(script).to == ServePhase::Warming);
    QCOMPARE(script.nextWake(), start + 20s + 6500ms);
    QVERIFY(next(script).to == ServePhase::Serving);
    QVERIFY(script.phase() == ServePhase::Serving);
}

void OutageScriptTest::silenceComesBeforeTheLinksBreak()
{
    Test::FixedRandom random;
    OutageScript script({}, random, start);
    while (script.kind() != OutageKind::Silence)
        next(script);

    QVERIFY(next(script).to == ServePhase::Silent);
    const MonotonicTime silentSince = script.nextWake() - 3s;
    const auto down = script.onTimer(silentSince + 3s);
    QVERIFY(down.has_value());
    QVERIFY(down->to == ServePhase::Down);
    QVERIFY(down->kind == OutageKind::Silence);
}

void OutageScriptTest::kindsTakeTurns()
{
    Test::FixedRandom random;
    OutageScript script({}, random, start);
    std::vector<OutageKind> kinds;

    while (kinds.size() < 4) {
        const auto step = next(script);
        if (step.to == ServePhase::Down)
            kinds.push_back(step.kind);
    }

    const std::vector<OutageKind> expected{OutageKind::Restart, OutageKind::Drop,
                                           OutageKind::Silence, OutageKind::Restart};
    QVERIFY(kinds == expected);
}

void OutageScriptTest::nextOutageComesAboutAMinuteAfterTheLast()
{
    Test::FixedRandom random;
    OutageScript script({}, random, start);
    while (next(script).to != ServePhase::Serving) { }

    QCOMPARE(script.nextWake(), start + 20s + 6500ms + 60s);
}

void OutageScriptTest::aLongSleepReplaysNoOutage()
{
    Test::FixedRandom random;
    OutageScript script({}, random, start);
    const MonotonicTime late = start + 1h;

    int steps = 0;
    while (script.onTimer(late) && steps < 100)
        ++steps;

    QCOMPARE(steps, 3);
    QVERIFY(script.phase() == ServePhase::Serving);
    QCOMPARE(script.nextWake(), late + 60s);
}

void OutageScriptTest::testingBreakerSeesAllColours()
{
    StabilityConfig::CircuitBreaker breaker;
    breaker.timeout = 5s;

    const auto times = OutageScript::Times::forBreaker(breaker);

    QVERIFY2(times.down >= 1500ms, "two refused attempts, 750 ms apart at most, must fit in");
    QVERIFY2(times.down < 2500ms, "the earliest probe must not be refused");
    QVERIFY2(times.down + times.warming >= 6s, "the latest probe must be seen waiting");
    QVERIFY2(times.down + times.warming + times.silent < 15s, "and all of it within 15 s");
}

void OutageScriptTest::longBreakerPeriodsDoNotMakeLongOutages()
{
    StabilityConfig::CircuitBreaker breaker;
    breaker.timeout = 300s;

    const auto times = OutageScript::Times::forBreaker(breaker);

    QVERIFY(times.down + times.warming < 15s);
}

BREAKWATER_TEST(OutageScriptTest)
#include "tst_outagescript.moc"
