// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streampulse.h>

#include <tests/support/testmain.h>

using namespace Breakwater;
using namespace std::chrono_literals;

namespace {

using Verdict = StreamPulse::Verdict;

constexpr MonotonicTime start{1h};

StabilityConfig::Connection rules()
{
    StabilityConfig::Connection rules;
    rules.heartbeatInterval = 10s;
    rules.heartbeatMisses = 2;
    rules.timeout = 60s;
    return rules;
}

} // namespace

class StreamPulseTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void twoPingsWithoutAnAnswerAreTheEnd();
    void anyAnswerBeginsAnew();
    void theTimeoutEndsItWhateverTheMisses();
    void whoWeCouldNotListenToIsAskedAgain();
    void nothingIsAskedBeforeItOpensAndAfterItCloses();
};

void StreamPulseTest::twoPingsWithoutAnAnswerAreTheEnd()
{
    StreamPulse pulse(rules());
    pulse.opened(start);

    QVERIFY(pulse.nextWake() == start + 10s);
    QVERIFY(pulse.onTimer(start + 9s) == Verdict::Nothing);
    QVERIFY(pulse.onTimer(start + 10s) == Verdict::PingDue);
    QVERIFY(pulse.onTimer(start + 20s) == Verdict::PingDue);
    QVERIFY(pulse.onTimer(start + 29s) == Verdict::Nothing);
    QVERIFY(pulse.onTimer(start + 30s) == Verdict::Gone);
}

void StreamPulseTest::anyAnswerBeginsAnew()
{
    StreamPulse pulse(rules());
    MonotonicTime now = start;
    pulse.opened(now);

    for (int i = 0; i < 100; ++i) {
        now += 10s;
        QVERIFY(pulse.onTimer(now) == Verdict::PingDue);
        now += 1s;
        pulse.heard(now);
    }
}

void StreamPulseTest::theTimeoutEndsItWhateverTheMisses()
{
    StabilityConfig::Connection patient = rules();
    patient.heartbeatMisses = 100;
    patient.timeout = 25s;
    StreamPulse pulse(patient);
    pulse.opened(start);

    QVERIFY(pulse.onTimer(start + 10s) == Verdict::PingDue);
    QVERIFY(pulse.onTimer(start + 20s) == Verdict::PingDue);
    QVERIFY(pulse.nextWake() == start + 25s);
    QVERIFY(pulse.onTimer(start + 25s) == Verdict::Gone);
}

void StreamPulseTest::whoWeCouldNotListenToIsAskedAgain()
{
    StreamPulse pulse(rules());
    pulse.opened(start);

    QVERIFY(pulse.onTimer(start + 1h) == Verdict::PingDue); // we slept
    QVERIFY(pulse.onTimer(start + 1h + 10s) == Verdict::PingDue);
    QVERIFY(pulse.onTimer(start + 1h + 20s) == Verdict::Gone);
}

void StreamPulseTest::nothingIsAskedBeforeItOpensAndAfterItCloses()
{
    StreamPulse pulse(rules());
    QVERIFY(!pulse.nextWake());
    QVERIFY(pulse.onTimer(start) == Verdict::Nothing);
    pulse.opened(start);
    pulse.closed();
    QVERIFY(!pulse.nextWake());
    QVERIFY(pulse.onTimer(start + 1h) == Verdict::Nothing);
}

BREAKWATER_TEST(StreamPulseTest)

#include "tst_streampulse.moc"
