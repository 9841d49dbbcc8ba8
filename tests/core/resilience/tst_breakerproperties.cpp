// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/core/resilience/breakerfixture.h>

#include <core/base/randomsource.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Breakwater::Test::BreakerFixture;

class BreakerPropertiesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyOrderOfEventsTakesOnlyLegalEdges_data();
    void anyOrderOfEventsTakesOnlyLegalEdges();
};

void BreakerPropertiesTest::anyOrderOfEventsTakesOnlyLegalEdges_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 0; seed < 20; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

void BreakerPropertiesTest::anyOrderOfEventsTakesOnlyLegalEdges()
{
    QFETCH(int, seed);
    SeededRandom random(static_cast<std::uint64_t>(seed));
    BreakerFixture f;
    const auto choose = [&](std::uint64_t count) { return random.next() % count; };
    std::vector<CircuitBreaker::Permit> held;
    std::uint64_t given = 0;
    std::uint64_t verdicts = 0;
    bool wasRecovering = false;
    int reopenedInRamp = 0;
    const auto endOne = [&](auto &&how) {
        if (held.empty())
            return;
        const auto i = static_cast<std::ptrdiff_t>(choose(held.size()));
        how(held[static_cast<std::size_t>(i)]);
        held.erase(held.begin() + i);
    };

    for (int step = 0; step < 20'000; ++step) {
        const bool isServerUp = step / 1000 % 2 == 0 && choose(15) != 0;
        switch (choose(10)) {
        case 0:
        case 1:
        case 2:
            if (auto permit = f.breaker.tryAcquire(f.now)) {
                held.push_back(std::move(*permit));
                ++given;
            } else {
                QVERIFY(f.breaker.state() != BreakerState::Closed);
                QVERIFY(permit.error().retryAfter >= Duration::zero());
            }
            break;
        case 3:
        case 4:
            endOne([&](auto &permit) {
                ++verdicts;
                isServerUp ? permit.succeed(f.now) : permit.fail(f.now, u"down"_qs);
            });
            break;
        case 5: endOne([](auto &permit) { permit.cancel(); }); break;
        case 6: f.advance(random.uniform(0s, wasRecovering ? 1s : 5s)); break;
        case 7:
            if (!isServerUp && choose(20) == 0)
                f.breaker.recordFailure(f.now, u"cut"_qs);
            break;
        case 8: // what waited has been delivered
            if (choose(20) == 0)
                f.breaker.finishRecovery(f.now);
            break;
        default:
            if (choose(100) == 0)
                f.breaker.peerReturned(f.now);
        }
        const int out = f.breaker.permitsOut();
        QVERIFY(out >= 0 && out <= f.config.halfOpenMaxCalls);
        QVERIFY(out <= static_cast<int>(held.size()));
        QVERIFY(f.breaker.state() != BreakerState::Open || f.breaker.nextWake().has_value());
        const bool isRecovering = f.breaker.isRecovering();
        QVERIFY(!isRecovering
                || (f.breaker.state() == BreakerState::HalfOpen && f.breaker.nextWake()));
        reopenedInRamp += wasRecovering && f.breaker.state() == BreakerState::Open ? 1 : 0;
        wasRecovering = isRecovering;
        const double share = f.breaker.recoveryShare(f.now);
        QCOMPARE(share == 0, f.breaker.state() != BreakerState::Closed && !isRecovering);
        QVERIFY(share < 1 || f.breaker.state() == BreakerState::Closed);
    }

    BreakerState state = BreakerState::Closed;
    for (const auto &change : f.told) {
        QCOMPARE(toString(change.from), toString(state));
        QVERIFY(change.from != change.to);
        QVERIFY(!(change.from == BreakerState::Open && change.to == BreakerState::Closed));
        QVERIFY(!(change.from == BreakerState::Closed && change.to == BreakerState::HalfOpen));
        QVERIFY(!change.detail.isEmpty());
        state = change.to;
    }
    QCOMPARE(toString(f.breaker.state()), toString(state));
    QCOMPARE(f.told.size(), f.counters.opens + f.counters.halfOpens + f.counters.closes);
    QVERIFY2(f.counters.closes > 0 && f.counters.lateResults > 0, "the run reached too little");
    QVERIFY2(reopenedInRamp > 0, "the run reached too little");
    QVERIFY(given >= verdicts);
    held.clear();
    QCOMPARE(f.breaker.permitsOut(), 0);
}

BREAKWATER_TEST(BreakerPropertiesTest)
#include "tst_breakerproperties.moc"
