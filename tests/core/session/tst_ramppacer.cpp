// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/ramppacer.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

#include <optional>

using namespace std::chrono_literals;
using namespace Breakwater;

class RampPacerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void paceIsForRecoveringBreakersOnly();
    void theWindowGrowsWithTheSteps();
    void whatIsUnconfirmedTakesRoom();
    void whatEndedAsSentCountsUntilTheNextStep();
    void theNextRampForgetsTheLast();
    void aShortQueueIsTriedToo();

private:
    void bringToRamp();
    void write(int messages);
    std::int64_t room(std::int64_t queueLimit = 100, std::int64_t most = 1024)
    {
        return m_pacer.room(m_now, *m_breaker, *m_ledger, m_counters, queueLimit, most);
    }

    StabilityConfig m_config;
    MetricSet m_metrics;
    Test::FixedRandom m_random;
    ByteBudget m_budget{1 << 30};
    MessageJournal m_journal{10};
    MessageCounters m_counters; //!< what the pacer looks at
    std::optional<CircuitBreaker> m_breaker;
    std::optional<DeliveryLedger> m_ledger;
    RampPacer m_pacer;
    MonotonicTime m_now{1h};
};

void RampPacerTest::init()
{
    m_config = {};
    m_config.circuitBreaker.successThreshold = 1;
    m_counters = {};
    m_pacer = {};
    m_breaker.emplace(m_config.circuitBreaker, m_random, m_metrics.breaker, m_now);
    m_ledger.emplace(SessionId{QStringLiteral("link")}, m_config, m_metrics,
                     DeliveryWorld{m_budget, m_random, m_journal}, m_now);
    m_ledger->setGuarantee(m_now, Guarantee::Hop);
}

void RampPacerTest::bringToRamp()
{
    while (m_breaker->state() != BreakerState::Open)
        m_breaker->recordFailure(m_now, QStringLiteral("it failed"));
    m_now = *m_breaker->openUntil();
    m_breaker->onTimer(m_now);
    m_breaker->tryAcquire(m_now)->succeed(m_now);
    QVERIFY(m_breaker->isRecovering());
}

void RampPacerTest::write(int messages)
{
    for (int i = 0; i < messages; ++i) {
        m_ledger->accept(m_now, {.payload = "x"}, true);
        m_ledger->written(m_now);
    }
}

void RampPacerTest::paceIsForRecoveringBreakersOnly()
{
    QCOMPARE(room(100, 1024), 1024);
    QCOMPARE(room(100, 3), 3);

    bringToRamp();
    QCOMPARE(room(100, 1024), 10);
    QCOMPARE(room(100, 3), 3);
    m_breaker->finishRecovery(m_now);

    QCOMPARE(room(100, 1024), 1024);
}

void RampPacerTest::theWindowGrowsWithTheSteps()
{
    bringToRamp();

    for (const std::int64_t window : {10, 20, 40, 80, 100}) {
        QCOMPARE(room(), window);
        m_now += 1s;
    }
}

void RampPacerTest::whatIsUnconfirmedTakesRoom()
{
    bringToRamp();

    write(7);
    QCOMPARE(room(), 3);
    write(5); // none goes back on the wire, and the room is never negative
    QCOMPARE(room(), 0);
    m_ledger->confirmUpTo(m_now, *m_ledger->barrier());

    QCOMPARE(room(), 10);
}

void RampPacerTest::whatEndedAsSentCountsUntilTheNextStep()
{
    m_counters.sentUnconfirmed = 500;
    bringToRamp();
    QCOMPARE(room(), 10);

    m_counters.sentUnconfirmed += 4;
    QCOMPARE(room(), 6);
    m_now += 1s;

    QCOMPARE(room(), 20);
}

void RampPacerTest::theNextRampForgetsTheLast()
{
    // Both begin with the same share: only the time of the ramp tells them apart.
    bringToRamp();
    QCOMPARE(room(), 10);
    m_counters.sentUnconfirmed += 10;
    QCOMPARE(room(), 0);
    m_breaker->recordFailure(m_now, QStringLiteral("again"));
    bringToRamp();

    QCOMPARE(room(), 10);
}

void RampPacerTest::aShortQueueIsTriedToo()
{
    bringToRamp();

    QCOMPARE(room(2), 1);
    write(1);
    QCOMPARE(room(2), 0);
}

BREAKWATER_TEST(RampPacerTest)
#include "tst_ramppacer.moc"
