// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/models/lampstate.h>

#include <tests/support/manualtimesystem.h>
#include <tests/support/snapshotbuilder.h>
#include <tests/support/testmain.h>
#include <ui/models/snapshotfeed.h>

using namespace Breakwater;
using namespace Breakwater::Test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Breakwater::Ui::LampState;
using Breakwater::Ui::lampState;
using Breakwater::Ui::SnapshotFeed;

class TestLampState final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_time = std::make_unique<ManualTimeSystem>();
        m_feed = std::make_unique<SnapshotFeed>(*m_time);
    }
    void cleanup() { m_feed.reset(); }
    void isUnknownBeforeTheFirstFrame();
    void countsDownBetweenFrames();
    void saysHowManyProbesTheConfigurationWants();
    void recoversStepByStepAndSaysHowFar();
    void speaksOnlyOfRulesThatAreConfigured();
    void showsAnOverrideInsteadOfTheState();
    void saysWhenTheBreakerIsOff();
    void saysOfWhatTheTimeIs_data();
    void saysOfWhatTheTimeIs();
    void countsFromTheClosingOnOnly();
    void showsTheWorstOfAllByName();
    void isUnknownWithoutSessions();
    void whenTheStreamDropsNoStateStays();
    void isNotGreenWithoutALink();
    void saysThatMessagesFlowOnlyWhenTheyDo();
    void theSumIsGreenWhenOneIsConnected();

private:
    LampState show(const SessionSnapshot &session)
    {
        m_feed->accept(SnapshotBuilder(++m_sequence).session(session).build());
        m_feed->select(session.id);
        return lampState(*m_feed);
    }
    std::unique_ptr<ManualTimeSystem> m_time;
    std::unique_ptr<SnapshotFeed> m_feed;
    std::uint64_t m_sequence = 0;
};

void TestLampState::isUnknownBeforeTheFirstFrame()
{
    m_time->advance(4s);

    QVERIFY(!lampState(*m_feed).state);
    QCOMPARE(lampState(*m_feed).word(), u"UNKNOWN"_s);
    QVERIFY(lampState(*m_feed).now.contains(u'4'));
}

void TestLampState::countsDownBetweenFrames()
{
    LampState lamp = show(SessionBuilder(u"a"_s).open(12s, u"5 consecutive failures"_s));
    QCOMPARE(lamp.word(), u"OPEN"_s);
    QCOMPARE(lamp.reason, u"5 consecutive failures"_s);
    QVERIFY2(lamp.next.contains(u"12"_s), qPrintable(lamp.next));

    m_time->advance(1s);

    QVERIFY2(lampState(*m_feed).next.contains(u"11"_s), qPrintable(lampState(*m_feed).next));
}

void TestLampState::saysHowManyProbesTheConfigurationWants()
{
    const LampState lamp = show(SessionBuilder(u"a"_s).halfOpen(1, 4));

    QVERIFY2(lamp.now.contains(u"probes 1 of 4 ok"_s), qPrintable(lamp.now));
    QVERIFY2(lamp.next.contains(u'4'), qPrintable(lamp.next));
}

void TestLampState::recoversStepByStepAndSaysHowFar()
{
    SessionSnapshot session = SessionBuilder(u"a"_s).halfOpen(2, 2);
    session.breaker.isRecovering = true;
    session.breaker.recoveryShare = 0.2;

    LampState lamp = show(session);

    QCOMPARE(lamp.word(), u"RECOVERING"_s);
    QVERIFY(lamp.shape() == BreakerState::HalfOpen); // yellow, a diamond
    QVERIFY2(lamp.now.endsWith(u" · 20\u202F% of the window"_s), qPrintable(lamp.now));
    QVERIFY2(lamp.next.contains(u"a failure reopens"_s), qPrintable(lamp.next));

    session.breaker.override_ = BreakerOverride::ForcedOpen;
    lamp = show(session);
    QCOMPARE(lamp.word(), u"FORCED-OPEN"_s);
    QCOMPARE(lamp.now, u"would be RECOVERING"_s);
}

void TestLampState::speaksOnlyOfRulesThatAreConfigured()
{
    BreakerSnapshot breaker;
    breaker.failureThreshold = 5;
    breaker.failureRateThreshold = 0.5;
    breaker.window = 10s;
    QCOMPARE(show(SessionBuilder(u"a"_s).breaker(breaker)).next,
             u"opens at 5 in a row or 50\u202F%"_s);

    breaker.failureRateThreshold = 0;

    QCOMPARE(show(SessionBuilder(u"a"_s).breaker(breaker)).next, u"opens at 5 failures in a row"_s);
}

void TestLampState::showsAnOverrideInsteadOfTheState()
{
    const LampState lamp
        = show(SessionBuilder(u"a"_s).forced(BreakerOverride::ForcedOpen, u"maintenance"_s));

    QCOMPARE(lamp.state, std::optional(BreakerState::Open));
    QCOMPARE(lamp.word(), u"FORCED-OPEN"_s);
    QCOMPARE(lamp.reason, u"maintenance"_s);
    QVERIFY2(lamp.now.contains(u"CLOSED"_s), qPrintable(lamp.now));
}

void TestLampState::saysWhenTheBreakerIsOff()
{
    BreakerSnapshot breaker;
    breaker.enabled = false;

    QCOMPARE(show(SessionBuilder(u"a"_s).breaker(breaker)).word(), u"DISABLED"_s);
}

void TestLampState::saysOfWhatTheTimeIs_data()
{
    QTest::addColumn<BreakerState>("state");
    QTest::addColumn<bool>("isRecovering");
    QTest::addColumn<double>("failed");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("now");
    QTest::newRow("no failure") << BreakerState::Closed << false << 0.0
                                << u"no failure in the last 10 s"_s << u"closed for 12 s"_s;
    QTest::newRow("some failed") << BreakerState::Closed << false << 0.25
                                 << u"25.0 % failed in the last 10 s"_s << u"closed for 12 s"_s;
    QTest::newRow("open") << BreakerState::Open << false << 1.0 << QString() << u"open for 12 s"_s;
    QTest::newRow("half-open") << BreakerState::HalfOpen << false << 1.0 << QString()
                               << u"half-open for 12 s · probes 0 of 2 ok"_s;
    QTest::newRow("recovering") << BreakerState::HalfOpen << true << 1.0 << QString()
                                << u"recovering for 12 s · 20 % of the window"_s;
}

void TestLampState::saysOfWhatTheTimeIs()
{
    QFETCH(BreakerState, state);
    QFETCH(bool, isRecovering);
    QFETCH(double, failed);
    BreakerSnapshot breaker;
    breaker.state = state;
    breaker.isRecovering = isRecovering;
    breaker.recoveryShare = 0.2;
    breaker.probesNeeded = 2;
    breaker.failureRate = failed;
    breaker.window = 10s;
    breaker.inState = 12s;

    const LampState lamp = show(SessionBuilder(u"a"_s).breaker(breaker));

    QTEST(QString(lamp.reason).replace(u'\u202F', u' '), "reason");
    QTEST(QString(lamp.now).replace(u'\u202F', u' '), "now");
}

// "No failure in the last 10 s" stood there two seconds after an outage.
void TestLampState::countsFromTheClosingOnOnly()
{
    BreakerSnapshot breaker;
    breaker.failureRate = 0;
    breaker.window = 10s;
    breaker.inState = 2s;

    QCOMPARE(show(SessionBuilder(u"a"_s).breaker(breaker)).reason, u"no failure so far"_s);

    breaker.lastTransitionAt = m_time->wallNow();
    const LampState lamp = show(SessionBuilder(u"a"_s).breaker(breaker));

    QCOMPARE(lamp.reason, u"no failure since it closed"_s);
    QCOMPARE(QString(lamp.now).replace(u'\u202F', u' '), u"closed for 2 s"_s);
}

void TestLampState::showsTheWorstOfAllByName()
{
    m_feed->accept(SnapshotBuilder(1)
                       .session(SessionBuilder(u"a"_s))
                       .session(SessionBuilder(u"b"_s).open(3s, u"5 consecutive failures"_s))
                       .session(SessionBuilder(u"c"_s).halfOpen(0, 2))
                       .build());

    QCOMPARE(lampState(*m_feed).state, std::optional(BreakerState::Open));
    QCOMPARE(lampState(*m_feed).reason, u"b: 5 consecutive failures"_s);
}

void TestLampState::isUnknownWithoutSessions()
{
    m_feed->accept(SnapshotBuilder(1).build());

    QVERIFY(!lampState(*m_feed).state);
}

void TestLampState::whenTheStreamDropsNoStateStays()
{
    show(SessionBuilder(u"a"_s));
    m_time->advance(5s);
    QCOMPARE(lampState(*m_feed).state, std::optional(BreakerState::Closed));
    QVERIFY(lampState(*m_feed).now.contains(u"no data for 5"_s));

    m_time->advance(5s);

    const LampState lamp = lampState(*m_feed);
    QVERIFY(!lamp.state);
    QVERIFY2(lamp.now.contains(u"10"_s), qPrintable(lamp.now));
    QVERIFY(lamp.next.isEmpty());
}

void TestLampState::isNotGreenWithoutALink()
{
    LampState lamp = show(SessionBuilder(u"a"_s).connection(ConnectionState::Connecting));
    QCOMPARE(lamp.word(), u"CLOSED"_s);
    QCOMPARE(lamp.reason, u"breaker closed; not connected yet"_s);
    QVERIFY(!lamp.shape());

    lamp = show(SessionBuilder(u"a"_s).connection(ConnectionState::Refused));
    QCOMPARE(lamp.reason, u"breaker closed; refused by the server"_s);
    QVERIFY(!lamp.shape());

    lamp = show(SessionBuilder(u"a"_s));
    QVERIFY(lamp.shape() == BreakerState::Closed);
    // An alarm stays one, link or not.
    lamp = show(SessionBuilder(u"a"_s).connection(ConnectionState::BreakerOpen).open(3s));
    QVERIFY(lamp.shape() == BreakerState::Open);
}

void TestLampState::saysThatMessagesFlowOnlyWhenTheyDo()
{
    BreakerSnapshot breaker;
    breaker.failureThreshold = 5;

    const QString idle = show(SessionBuilder(u"a"_s).breaker(breaker).rates(0, 0)).reason;
    const QString busy = show(SessionBuilder(u"a"_s).breaker(breaker).rates(0, 4)).reason;

    QCOMPARE(idle, u"0 of 5 failures in a row"_s);
    QCOMPARE(busy, u"messages flow"_s);
}

void TestLampState::theSumIsGreenWhenOneIsConnected()
{
    const auto away = SessionBuilder(u"a"_s).connection(ConnectionState::Connecting);
    m_feed->accept(SnapshotBuilder(1).session(away).session(SessionBuilder(u"b"_s)).build());
    QVERIFY(lampState(*m_feed).shape() == BreakerState::Closed);
    QCOMPARE(lampState(*m_feed).reason, u"1 of 2 connected"_s);

    m_feed->accept(SnapshotBuilder(2).session(away).build());
    QVERIFY(!lampState(*m_feed).shape());
}

BREAKWATER_TEST(TestLampState)
#include "tst_lampstate.moc"
