// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/poisonguard.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

using namespace std::chrono_literals;
using namespace Breakwater;

class PoisonGuardTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trustsUntilSomebodyIsBlamed();
    void theBlamedOneWaitsItsBackoff_data();
    void theBlamedOneWaitsItsBackoff();
    void isGivenUpAtTheLastAttempt();
    void givingUpEndsTheBackoffOfTheOneBefore();
    void staysCautiousUntilAllSuspectsAreThrough();
    void anOlderSuspicionShortensNone();
    void newSettingsCountFromTheNextBlame();

private:
    static StabilityConfig::Retry config()
    {
        return {.maxAttempts = 10, .baseDelay = 1s, .maxDelay = 5s};
    }

    const MonotonicTime m_now{1h};
    Test::FixedRandom m_longest{1};
};

void PoisonGuardTest::trustsUntilSomebodyIsBlamed()
{
    PoisonGuard guard(config());

    QVERIFY(!guard.isCautious());
    QVERIFY(!guard.holdsBack(m_now));
    QVERIFY(!guard.nextWake());
    guard.proven({});
    guard.onTimer(m_now);
    QVERIFY(!guard.isCautious());
}

void PoisonGuardTest::theBlamedOneWaitsItsBackoff_data()
{
    QTest::addColumn<quint32>("refusals");
    QTest::addColumn<int>("seconds");

    QTest::newRow("first") << 1u << 1;
    QTest::newRow("second") << 2u << 2;
    QTest::newRow("third") << 3u << 4;
    QTest::newRow("at the longest") << 4u << 5;
    QTest::newRow("far beyond") << 9u << 5;
}

void PoisonGuardTest::theBlamedOneWaitsItsBackoff()
{
    QFETCH(quint32, refusals);
    QFETCH(int, seconds);
    PoisonGuard guard(config());

    QVERIFY(!guard.blame(m_now, refusals, {3}, m_longest));

    const MonotonicTime longest = m_now + std::chrono::seconds(seconds);
    QVERIFY(guard.nextWake() && *guard.nextWake() <= longest);
    QVERIFY(*guard.nextWake() > longest - 1ms);
    QVERIFY(guard.holdsBack(longest - 1ms));
    guard.onTimer(longest - 1ms);
    QVERIFY(guard.nextWake());
    QVERIFY(!guard.holdsBack(longest));
    guard.onTimer(longest);
    QVERIFY(!guard.nextWake());
    QVERIFY(guard.isCautious()); // it may go, but alone

    Test::FixedRandom none(0);
    guard.blame(m_now, refusals, {3}, none);
    QVERIFY(!guard.holdsBack(m_now));
}

void PoisonGuardTest::isGivenUpAtTheLastAttempt()
{
    PoisonGuard guard(config());

    QVERIFY(!guard.blame(m_now, 9, {3}, m_longest));
    QVERIFY(guard.blame(m_now, 10, {3}, m_longest));
    QVERIFY(guard.blame(m_now, 11, {3}, m_longest));
}

void PoisonGuardTest::givingUpEndsTheBackoffOfTheOneBefore()
{
    // The next in line would wait for a time that was not its own.
    PoisonGuard guard(config());
    guard.blame(m_now, 1, {3}, m_longest);

    guard.blame(m_now, 10, {3}, m_longest);

    QVERIFY(!guard.holdsBack(m_now));
    QVERIFY(guard.isCautious());
}

void PoisonGuardTest::staysCautiousUntilAllSuspectsAreThrough()
{
    PoisonGuard guard(config());
    guard.suspect({5});

    QVERIFY(!guard.nextWake()); // nobody is blamed: no backoff
    guard.proven(MessageId{4});
    QVERIFY(guard.isCautious());
    guard.proven(MessageId{5});
    QVERIFY(guard.isCautious());
    guard.proven(MessageId{6});
    QVERIFY(!guard.isCautious());

    guard.suspect({5});
    guard.proven({}); // nothing is left
    QVERIFY(!guard.isCautious());
}

void PoisonGuardTest::anOlderSuspicionShortensNone()
{
    PoisonGuard guard(config());
    guard.suspect({9});
    guard.suspect({2});
    guard.blame(m_now, 1, {3}, m_longest);

    guard.proven(MessageId{9});

    QVERIFY(guard.isCautious());
}

void PoisonGuardTest::newSettingsCountFromTheNextBlame()
{
    PoisonGuard guard(config());
    guard.blame(m_now, 1, {3}, m_longest);
    const auto due = guard.nextWake();

    guard.configure({.maxAttempts = 2, .baseDelay = 1s, .maxDelay = 5s});

    QVERIFY(guard.nextWake() == due);
    QVERIFY(guard.blame(m_now, 2, {3}, m_longest));
}

BREAKWATER_TEST(PoisonGuardTest)
#include "tst_poisonguard.moc"
