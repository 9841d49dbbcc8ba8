// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/streampatience.h>

#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

using Verdict = StreamPatience::Verdict;
constexpr Duration period = 10s;
const MonotonicTime start{100s};
const StabilityConfig config; // timeout 120 s, probe timeout 5 s

int verdictOf(const StreamPatience &patience, Duration after)
{
    return static_cast<int>(patience.onTimer(start + after, period));
}

} // namespace

class StreamPatienceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksAfterTwoPeriods();
    void givesUpAfterThreeWhoeverAnsweredBefore();
    void whoeverNeverAnsweredHasTheWholeTimeout();
    void wakesExactlyWhenSomethingIsDue();
    void aShortPeriodLeavesTimeToAnswer();
};

void StreamPatienceTest::asksAfterTwoPeriods()
{
    StreamPatience patience(config);
    QVERIFY(!patience.nextWake(period));
    patience.opened(start);

    QCOMPARE(verdictOf(patience, 19s), int(Verdict::Nothing));
    QCOMPARE(verdictOf(patience, 20s), int(Verdict::PingDue));
    patience.pinged(start + 20s);
    QCOMPARE(verdictOf(patience, 20s), int(Verdict::Nothing));
}

void StreamPatienceTest::givesUpAfterThreeWhoeverAnsweredBefore()
{
    StreamPatience patience(config);
    patience.opened(start);
    patience.pong(start);
    patience.pinged(start + 20s);

    QCOMPARE(verdictOf(patience, 29s), int(Verdict::Nothing));
    QCOMPARE(verdictOf(patience, 30s), int(Verdict::Unanswered));
    patience.pong(start + 30s);
    QCOMPARE(verdictOf(patience, 30s), int(Verdict::Nothing));
}

void StreamPatienceTest::whoeverNeverAnsweredHasTheWholeTimeout()
{
    StreamPatience patience(config);
    patience.opened(start);
    patience.pinged(start);

    QCOMPARE(verdictOf(patience, 119s), int(Verdict::Nothing));
    QCOMPARE(verdictOf(patience, 120s), int(Verdict::Silent));
    patience.closed();
    QCOMPARE(verdictOf(patience, 120s), int(Verdict::Nothing));
}

void StreamPatienceTest::wakesExactlyWhenSomethingIsDue()
{
    StreamPatience patience(config);
    patience.opened(start);
    QVERIFY(*patience.nextWake(period) == start + 20s);
    patience.pinged(start + 20s);
    QVERIFY(*patience.nextWake(period) == start + 120s);
    patience.pong(start + 21s);
    QVERIFY(*patience.nextWake(period) == start + 41s);
    patience.pinged(start + 41s);
    QVERIFY(*patience.nextWake(period) == start + 51s);
}

void StreamPatienceTest::aShortPeriodLeavesTimeToAnswer()
{
    StreamPatience patience(config);
    patience.opened(start);
    patience.pong(start);
    patience.pinged(start + 200ms);

    QVERIFY(*patience.nextWake(100ms) == start + 5200ms);
}

BREAKWATER_TEST(StreamPatienceTest)

#include "tst_streampatience.moc"
