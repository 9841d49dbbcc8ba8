// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/breakercalls.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

#include <optional>

using namespace std::chrono_literals;
using namespace Breakwater;

class BreakerCallsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aConnectNeedsTheBreakersLeave();
    void aConnectAndItsFirstPingAreOneCall();
    void theAnswerOfAnOlderPingEndsNothing();
    void aPingWithoutAPermitCountsForNothing();
    void aFailedPeerIsOneFailureWhateverIsOut();
    void anEndedCallCountsNoMore();
    void cancellingGivesTheSlotBackWithoutAVerdict();
    void whoAnswersNoPingsIsProvenByConnecting();

private:
    BreakerCalls &calls() { return *m_calls; }
    void open();
    void halfOpen();

    StabilityConfig::CircuitBreaker m_config;
    Test::FixedRandom m_random;
    BreakerCounters m_breakerCounters;
    CallCounters m_counters;
    std::optional<CircuitBreaker> m_breaker;
    std::optional<BreakerCalls> m_calls;
    MonotonicTime m_now{1h};
    const QString m_why = QStringLiteral("it failed");
};

void BreakerCallsTest::init()
{
    m_config = {};
    m_config.failureThreshold = 3;
    m_config.successThreshold = 3;
    m_config.halfOpenMaxCalls = 1;
    m_counters = {};
    m_calls.reset();
    m_breaker.emplace(m_config, m_random, m_breakerCounters, m_now);
    m_calls.emplace(*m_breaker, m_counters);
}

void BreakerCallsTest::open()
{
    for (int i = 0; i < 3; ++i)
        m_breaker->recordFailure(m_now, m_why);
    QCOMPARE(toString(m_breaker->state()), toString(BreakerState::Open));
}

void BreakerCallsTest::halfOpen()
{
    open();
    m_now = *m_breaker->openUntil();
    m_breaker->onTimer(m_now);
    QCOMPARE(toString(m_breaker->state()), toString(BreakerState::HalfOpen));
}

void BreakerCallsTest::aConnectNeedsTheBreakersLeave()
{
    QVERIFY(calls().beginConnect(m_now));
    calls().connectFailed(m_now, m_why);
    QCOMPARE(m_counters.failures, 1u);
    QCOMPARE(m_breaker->consecutiveFailures(), 1);

    open();

    QVERIFY(!calls().beginConnect(m_now));
    calls().connectFailed(m_now, m_why);
    QCOMPARE(m_counters.failures, 1u);
}

void BreakerCallsTest::aConnectAndItsFirstPingAreOneCall()
{
    QVERIFY(calls().beginConnect(m_now));
    calls().beginPing(m_now);

    calls().pingSucceeded(m_now, m_now);
    QCOMPARE(m_counters.successes, 0u);
    calls().connectSucceeded(m_now);

    QCOMPARE(m_counters.successes, 1u);
    calls().beginPing(m_now);
    calls().pingSucceeded(m_now, m_now);
    QCOMPARE(m_counters.successes, 2u);
}

void BreakerCallsTest::theAnswerOfAnOlderPingEndsNothing()
{
    calls().beginPing(m_now);

    calls().pingSucceeded(m_now + 1s, m_now - 1ms);
    QCOMPARE(m_counters.successes, 0u);
    calls().pingSucceeded(m_now + 1s, m_now);

    QCOMPARE(m_counters.successes, 1u);
}

void BreakerCallsTest::aPingWithoutAPermitCountsForNothing()
{
    open();
    calls().beginPing(m_now);

    calls().pingSucceeded(m_now, m_now);
    calls().pingFailed(m_now, m_why);

    QCOMPARE(m_counters.successes, 0u);
    QCOMPARE(m_counters.failures, 0u);
}

void BreakerCallsTest::aFailedPeerIsOneFailureWhateverIsOut()
{
    calls().peerFailed(m_now, m_why); // nothing is out
    QCOMPARE(m_counters.failures, 1u);
    QCOMPARE(m_breaker->consecutiveFailures(), 1);

    QVERIFY(calls().beginConnect(m_now));
    calls().peerFailed(m_now, m_why);
    calls().connectFailed(m_now, m_why);

    QCOMPARE(m_counters.failures, 2u);
    QCOMPARE(m_breaker->consecutiveFailures(), 2);
}

void BreakerCallsTest::anEndedCallCountsNoMore()
{
    QVERIFY(calls().beginConnect(m_now));
    calls().connectSucceeded(m_now);
    calls().connectFailed(m_now, m_why);
    calls().beginPing(m_now);
    calls().pingCancelled();
    calls().pingFailed(m_now, m_why);

    QCOMPARE(m_counters.successes, 1u);
    QCOMPARE(m_counters.failures, 0u);
    QCOMPARE(m_breaker->consecutiveFailures(), 0);
}

void BreakerCallsTest::cancellingGivesTheSlotBackWithoutAVerdict()
{
    // A slot that is not given back wedges half-open for ever.
    halfOpen();
    QVERIFY(calls().beginConnect(m_now));
    QCOMPARE(m_breaker->permitsOut(), 1);

    calls().cancelAll();

    QCOMPARE(m_breaker->permitsOut(), 0);
    QCOMPARE(m_breaker->probeSuccesses(), 0);
    QCOMPARE(toString(m_breaker->state()), toString(BreakerState::HalfOpen));
    QCOMPARE(m_counters.successes + m_counters.failures, 0u);
    calls().beginPing(m_now);
    QCOMPARE(m_breaker->permitsOut(), 1);
    calls().cancelAll();
    QCOMPARE(m_breaker->permitsOut(), 0);
}

void BreakerCallsTest::whoAnswersNoPingsIsProvenByConnecting()
{
    halfOpen();
    QVERIFY(calls().beginConnect(m_now));

    calls().connectIsProofEnough(m_now, m_config.successThreshold);

    QVERIFY(m_breaker->isRecovering());
    QCOMPARE(m_counters.successes, 3u);
    QCOMPARE(m_breaker->permitsOut(), 0);
}

BREAKWATER_TEST(BreakerCallsTest)
#include "tst_breakercalls.moc"
