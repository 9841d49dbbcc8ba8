// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/script.h>
#include <tests/support/testmain.h>

#include <QtTest/QTest>

using namespace std::chrono_literals;
using namespace Breakwater;
using namespace Breakwater::Simulation;

//! A harness that cannot see loss proves nothing. The mutants show the rest.
class OracleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void seesLossWhereTheServerStoresLate();
    void seesNoneWhereTheServersProgramAcknowledgesWhatItHasStored();
    void theSameSeedDoesTheSameAndAnotherDoesNot();
    void plansDiffer();

private:
    static RunResult runLate(std::uint64_t seed, ConfirmMode confirm)
    {
        Plan plan = Plan::drawn(seed);
        plan.manners.storeDelay = 200ms;
        plan.config.delivery.confirm = confirm;
        plan.config.delivery.ackPointer
            = confirm == ConfirmMode::App ? QStringLiteral("/ack") : QString();
        plan.manners.acknowledges = confirm == ConfirmMode::App;
        plan.sending.repeated = 1;
        return runPlan(plan);
    }
};

void OracleTest::seesLossWhereTheServerStoresLate()
{
    int seen = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const RunResult result = runLate(seed, ConfirmMode::Hop);
        if (result.finding && QByteArray(result.finding->invariant) == "I2")
            ++seen;
    }

    QVERIFY2(seen >= 30, QByteArray::number(seen));
}

void OracleTest::seesNoneWhereTheServersProgramAcknowledgesWhatItHasStored()
{
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const RunResult result = runLate(seed, ConfirmMode::App);
        QVERIFY2(!result.finding,
                 qPrintable(QStringLiteral("seed %1: %2")
                                .arg(seed)
                                .arg(result.finding ? result.finding->sentence : QString())));
    }
}

void OracleTest::theSameSeedDoesTheSameAndAnotherDoesNot()
{
    const RunResult first = runSeed(11);
    const RunResult again = runSeed(11);
    const RunResult other = runSeed(12);

    QCOMPARE(first.hash, again.hash);
    QCOMPARE(first.steps, again.steps);
    QVERIFY(first.hash != other.hash);
}

void OracleTest::plansDiffer()
{
    std::set<std::int64_t> limits;
    std::set<int> personalities;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Plan plan = Plan::drawn(seed);
        limits.insert(plan.config.queue.maxMessages);
        personalities.insert(static_cast<int>(plan.manners.pongs));
        QVERIFY(plan.config.circuitBreaker.successThreshold
                <= plan.config.circuitBreaker.halfOpenMaxCalls);
        QVERIFY(plan.config.connection.heartbeatInterval < plan.config.connection.timeout);
    }

    QVERIFY(limits.size() > 20);
    QCOMPARE(personalities.size(), std::size_t(5));
}

BREAKWATER_TEST(OracleTest)
#include "tst_oracle.moc"
