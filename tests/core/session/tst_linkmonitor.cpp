// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/linkmonitor.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;
using Verdict = LinkMonitor::Verdict;

class LinkMonitorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void measuresRttFromItsOwnPing();
    void aPongCarriesTheBarrierOfItsPing();
    void aForgedOrStalePongProvesNothing();
    void aPongOfAnEarlierLinkProvesNothing();
    void aLatePongOfAMissedPingStillCounts();
    void heartbeatsLeaveAfterTheInterval();
    void twoMissesInARowAreDeath();
    void anyInboundByteDefersTheMiss();
    void aPeerThatTalksButLostOurPingIsAskedAgain();
    void aPeerThatTalksButAnswersNoMoreIsGivenUp();
    void aKernelThatStillTakesBytesDefersTheConfirmation();
    void drainingProvesThatThePeerIsAlive();
    void aShortConfirmTimeoutComesBeforeTheHeartbeat();
    void withoutAPongThePeerIsNotCutForIt();
    void aLatePongRestoresTheProbe();
    void silenceForTheWholeTimeoutEndsTheLink();
    void remembersABoundedNumberOfPings();
    void aPingThatIsOutForAMomentIsNoNews();
    void timeAsleepIsNeverAMissedHeartbeat();
    void missesBeforeAPauseAreForgotten();
    void afterAPauseSilenceIsJudgedAsBefore();
    void aPongThatWaitedForUsConfirmsButMeasuresNothing();
    void theProbeAtConnectGetsItsTimeAgainAfterAPause();
    void aPeerThatAnswersNoPingsIsNotCutAfterAPause();

private:
    MonotonicTime at(Duration since) const { return m_start + since; }
    LinkMonitor connected();

    StabilityConfig m_config;
    Test::FixedRandom m_random;
    const MonotonicTime m_start{1h};
};

void LinkMonitorTest::init()
{
    m_config = {};
    m_config.connection.heartbeatInterval = 15s;
    m_config.connection.heartbeatMisses = 2;
    m_config.connection.timeout = 120s;
    m_config.delivery.probeTimeout = 5s;
    m_config.delivery.confirmTimeout = 30s;
}

LinkMonitor LinkMonitorTest::connected()
{
    LinkMonitor monitor(m_config);
    monitor.opened(m_start, m_random);
    const QByteArray probe = monitor.ping(m_start, {});
    [[maybe_unused]] const auto answer = monitor.pong(m_start, probe);
    return monitor;
}

void LinkMonitorTest::measuresRttFromItsOwnPing()
{
    LinkMonitor monitor(m_config);
    monitor.opened(m_start, m_random);
    const QByteArray first = monitor.ping(at(0s), {});

    const auto answer = monitor.pong(at(18ms), first);

    QVERIFY(answer.has_value());
    QCOMPARE(answer->rtt, std::optional<Duration>(18ms));
    QVERIFY(answer->isFirst);
    QCOMPARE(monitor.lastRtt(), std::optional<Duration>(18ms));
    QVERIFY(monitor.canPing());
}

void LinkMonitorTest::aPongCarriesTheBarrierOfItsPing()
{
    LinkMonitor monitor = connected();
    const QByteArray ping = monitor.ping(at(1s), MessageId{7});
    QVERIFY(!monitor.canPing());

    const auto answer = monitor.pong(at(2s), ping);

    QCOMPARE(answer->barrier, std::optional(MessageId{7}));
    QVERIFY(!answer->isFirst);
}

void LinkMonitorTest::aForgedOrStalePongProvesNothing()
{
    LinkMonitor monitor = connected();
    const QByteArray ping = monitor.ping(at(1s), MessageId{7});

    QVERIFY(!monitor.pong(at(2s), QByteArray()).has_value());
    QVERIFY(!monitor.pong(at(2s), ping.left(8)).has_value());
    QVERIFY(!monitor.pong(at(2s), QByteArray(16, '\0')).has_value());
    QVERIFY(monitor.pong(at(2s), ping).has_value());
    QVERIFY(!monitor.pong(at(3s), ping).has_value());
}

void LinkMonitorTest::aPongOfAnEarlierLinkProvesNothing()
{
    LinkMonitor monitor = connected();
    const QByteArray ping = monitor.ping(at(1s), MessageId{7});
    m_random.set(0.25); // another nonce
    monitor.opened(at(2s), m_random);

    QVERIFY(!monitor.pong(at(3s), ping).has_value());
}

void LinkMonitorTest::aLatePongOfAMissedPingStillCounts()
{
    LinkMonitor monitor = connected();
    const QByteArray slow = monitor.ping(at(1s), MessageId{7});
    QCOMPARE(monitor.onTimer(at(16s)), Verdict::Missed);
    const QByteArray second = monitor.ping(at(16s), MessageId{9});

    const auto answer = monitor.pong(at(17s), slow);

    QCOMPARE(answer->barrier, std::optional(MessageId{7}));
    QCOMPARE(answer->rtt, std::optional<Duration>(16s));
    QVERIFY(!monitor.canPing()); // the second one is still out
    QCOMPARE(monitor.pong(at(18s), second)->barrier, std::optional(MessageId{9}));
}

void LinkMonitorTest::heartbeatsLeaveAfterTheInterval()
{
    LinkMonitor monitor = connected();

    QCOMPARE(monitor.nextWake(), std::optional(at(15s)));
    QCOMPARE(monitor.onTimer(at(14s)), Verdict::Nothing);
    QCOMPARE(monitor.onTimer(at(15s)), Verdict::HeartbeatDue);
}

void LinkMonitorTest::twoMissesInARowAreDeath()
{
    LinkMonitor monitor = connected();
    monitor.ping(at(15s), {});

    QCOMPARE(monitor.unansweredFor(at(27s)), std::optional<Duration>(12s));
    QCOMPARE(monitor.onTimer(at(30s)), Verdict::Missed);
    monitor.ping(at(30s), {});
    QCOMPARE(monitor.unansweredFor(at(31s)), std::optional<Duration>(16s));
    QCOMPARE(monitor.onTimer(at(45s)), Verdict::Dead);
}

void LinkMonitorTest::anyInboundByteDefersTheMiss()
{
    LinkMonitor monitor = connected();
    monitor.ping(at(15s), {});

    monitor.heard(at(25s));

    QCOMPARE(monitor.onTimer(at(30s)), Verdict::Nothing);
    QCOMPARE(monitor.onTimer(at(40s)), Verdict::Missed);
}

void LinkMonitorTest::aPeerThatTalksButLostOurPingIsAskedAgain()
{
    LinkMonitor monitor = connected();
    const QByteArray lost = monitor.ping(at(1s), MessageId{7});
    for (Duration time = 2s; time < 31s; time += 1s) {
        monitor.heard(at(time));
        QCOMPARE(monitor.onTimer(at(time)), Verdict::Nothing);
    }
    QCOMPARE(monitor.nextWake(), std::optional(at(31s)));
    monitor.heard(at(31s));

    QCOMPARE(monitor.onTimer(at(31s)), Verdict::Missed);

    QCOMPARE(monitor.missedLimit(), Duration(30s));
    QVERIFY(monitor.canPing()); // before, confirmation stood still for ever
    const QByteArray second = monitor.ping(at(31s), MessageId{9});
    QVERIFY(second != lost);
    QCOMPARE(monitor.pong(at(32s), second)->barrier, std::optional(MessageId{9}));
    QCOMPARE(monitor.onTimer(at(32s)), Verdict::Nothing);
}

void LinkMonitorTest::aPeerThatTalksButAnswersNoMoreIsGivenUp()
{
    LinkMonitor monitor = connected();
    monitor.ping(at(0s), {});
    monitor.heard(at(29s));
    QCOMPARE(monitor.onTimer(at(30s)), Verdict::Missed);
    monitor.ping(at(30s), {});
    monitor.heard(at(59s));

    QCOMPARE(monitor.onTimer(at(60s)), Verdict::Dead);
}

void LinkMonitorTest::aKernelThatStillTakesBytesDefersTheConfirmation()
{
    LinkMonitor monitor = connected();
    monitor.ping(at(0s), MessageId{7});
    monitor.drained(at(20s)); // the ping stands behind much data on a slow link
    monitor.heard(at(49s));

    QCOMPARE(monitor.onTimer(at(49s)), Verdict::Nothing);
    QCOMPARE(monitor.onTimer(at(50s)), Verdict::Missed);
}

void LinkMonitorTest::drainingProvesThatThePeerIsAlive()
{
    LinkMonitor monitor = connected();
    monitor.ping(at(0s), {});

    monitor.drained(at(10s));

    QCOMPARE(monitor.onTimer(at(24s)), Verdict::Nothing);
    QCOMPARE(monitor.onTimer(at(25s)), Verdict::Missed);
    QCOMPARE(monitor.missedLimit(), Duration(15s));
}

void LinkMonitorTest::aShortConfirmTimeoutComesBeforeTheHeartbeat()
{
    m_config.delivery.confirmTimeout = 2s;
    LinkMonitor monitor = connected();
    monitor.ping(at(1s), {});

    QCOMPARE(monitor.nextWake(), std::optional(at(3s)));
    QCOMPARE(monitor.onTimer(at(3s)), Verdict::Missed);
    QCOMPARE(monitor.missedLimit(), Duration(2s));
}

void LinkMonitorTest::withoutAPongThePeerIsNotCutForIt()
{
    LinkMonitor monitor(m_config);
    monitor.opened(m_start, m_random);
    monitor.ping(m_start, {});

    QCOMPARE(monitor.onTimer(at(5s)), Verdict::ProbeFailed);
    for (Duration time = 15s; time <= 600s; time += 15s) {
        const Verdict verdict = monitor.onTimer(at(time));
        QVERIFY(verdict == Verdict::HeartbeatDue || verdict == Verdict::Nothing);
        if (verdict == Verdict::HeartbeatDue)
            monitor.ping(at(time), {});
    }
}

void LinkMonitorTest::aLatePongRestoresTheProbe()
{
    LinkMonitor monitor(m_config);
    monitor.opened(m_start, m_random);
    const QByteArray probe = monitor.ping(m_start, {});
    QCOMPARE(monitor.onTimer(at(5s)), Verdict::ProbeFailed);

    const auto answer = monitor.pong(at(6s), probe);

    QVERIFY(answer.has_value());
    QVERIFY(answer->isFirst);
    QVERIFY(monitor.everAnswered());
}

void LinkMonitorTest::silenceForTheWholeTimeoutEndsTheLink()
{
    m_config.connection.timeout = 10s;
    LinkMonitor monitor = connected();

    QCOMPARE(monitor.onTimer(at(10s)), Verdict::Silent);
}

void LinkMonitorTest::remembersABoundedNumberOfPings()
{
    LinkMonitor monitor = connected();
    const QByteArray forgotten = monitor.ping(at(1s), {});
    for (int i = 0; i < 100; ++i)
        monitor.ping(at(2s), {});

    QVERIFY(!monitor.pong(at(3s), forgotten).has_value());
}

void LinkMonitorTest::aPingThatIsOutForAMomentIsNoNews()
{
    LinkMonitor monitor = connected();
    monitor.ping(at(1s), MessageId{1});

    QVERIFY(!monitor.unansweredFor(at(2s)).has_value());
    QCOMPARE(monitor.unansweredFor(at(4s)), std::optional<Duration>(3s));
}

void LinkMonitorTest::timeAsleepIsNeverAMissedHeartbeat()
{
    LinkMonitor monitor = connected();
    monitor.ping(at(15s), {});

    monitor.resumed(at(10min)); // the process was stopped: monotonic time went on

    QVERIFY(monitor.canPing());
    monitor.ping(at(10min), {});
    QCOMPARE(monitor.onTimer(at(10min)), Verdict::Nothing);
    QVERIFY(!monitor.unansweredFor(at(10min) + 1s).has_value());
    QCOMPARE(monitor.nextWake(), std::optional(at(10min) + 15s));
}

void LinkMonitorTest::missesBeforeAPauseAreForgotten()
{
    LinkMonitor monitor = connected();
    monitor.ping(at(15s), {});
    QCOMPARE(monitor.onTimer(at(30s)), Verdict::Missed);
    monitor.ping(at(30s), {});

    monitor.resumed(at(60s));
    monitor.ping(at(60s), {});

    QCOMPARE(monitor.onTimer(at(75s)), Verdict::Missed); // the first, not the deadly second
}

void LinkMonitorTest::afterAPauseSilenceIsJudgedAsBefore()
{
    LinkMonitor monitor = connected();
    monitor.ping(at(15s), {});
    monitor.resumed(at(60s));
    monitor.ping(at(60s), {});

    QCOMPARE(monitor.onTimer(at(75s)), Verdict::Missed);
    QCOMPARE(monitor.unansweredFor(at(75s)), std::nullopt); // nothing is asked just now
    monitor.ping(at(75s), {});
    QCOMPARE(monitor.unansweredFor(at(76s)), std::optional<Duration>(16s));
    QCOMPARE(monitor.onTimer(at(90s)), Verdict::Dead);
}

void LinkMonitorTest::aPongThatWaitedForUsConfirmsButMeasuresNothing()
{
    LinkMonitor monitor = connected();
    const auto rtt = monitor.lastRtt();
    const QByteArray old = monitor.ping(at(15s), MessageId{7});
    monitor.resumed(at(60s));
    const QByteArray fresh = monitor.ping(at(60s), MessageId{8});

    const auto answer = monitor.pong(at(60s), old);

    QCOMPARE(answer->barrier, std::optional(MessageId{7}));
    QVERIFY(!answer->rtt.has_value());
    QCOMPARE(monitor.lastRtt(), rtt);
    QCOMPARE(monitor.pong(at(61s), fresh)->rtt, std::optional<Duration>(1s));
}

void LinkMonitorTest::theProbeAtConnectGetsItsTimeAgainAfterAPause()
{
    LinkMonitor monitor(m_config);
    monitor.opened(m_start, m_random);
    monitor.ping(m_start, {});

    monitor.resumed(at(60s));
    const QByteArray second = monitor.ping(at(60s), {});

    QCOMPARE(monitor.onTimer(at(64s)), Verdict::Nothing);
    QVERIFY(monitor.pong(at(64s), second)->isFirst);
}

void LinkMonitorTest::aPeerThatAnswersNoPingsIsNotCutAfterAPause()
{
    LinkMonitor monitor(m_config);
    monitor.opened(m_start, m_random);
    monitor.ping(m_start, {});
    QCOMPARE(monitor.onTimer(at(5s)), Verdict::ProbeFailed);

    monitor.resumed(at(60s));
    monitor.ping(at(60s), {});
    monitor.heard(at(70s));

    QCOMPARE(monitor.nextWake(), std::optional(at(85s))); // no confirm_timeout either
    QCOMPARE(monitor.onTimer(at(85s)), Verdict::HeartbeatDue);
}

BREAKWATER_TEST(LinkMonitorTest)
#include "tst_linkmonitor.moc"
