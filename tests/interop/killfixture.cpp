// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/interop/killfixture.h>

#include <tests/interop/killharness.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

#include <random>

Q_DECLARE_METATYPE(Breakwater::Test::KillPlan)

namespace Breakwater::Test {

using namespace Qt::StringLiterals;

namespace {

std::uint64_t wantedSeed()
{
    bool isNumber = false;
    const auto seed = qEnvironmentVariable("BREAKWATER_TEST_SEED").toULongLong(&isNumber);
    return isNumber ? seed : std::random_device{}();
}

QString commandFor(const char *testClass, std::uint64_t seed)
{
    return u"BREAKWATER_TEST_SEED=%1 %2 %3 '%4:%5'"_qs.arg(seed).arg(
        QCoreApplication::applicationFilePath(), QString::fromUtf8(testClass),
        QString::fromUtf8(QTest::currentTestFunction()),
        QString::fromUtf8(QTest::currentDataTag()));
}

} // namespace

void addPlans(KillPlan::Group group)
{
    QTest::addColumn<KillPlan>("plan");
    for (const KillPlan &plan : KillPlan::all()) {
        if (plan.group == group && plan.expected != KillPlan::Expected::SomeLoss)
            QTest::newRow(qPrintable(plan.title())) << plan;
    }
}

void runPlanOfThisRow(const char *testClass)
{
    QFETCH(KillPlan, plan);
    if (qEnvironmentVariableIsSet("BREAKWATER_TEST_FULL"))
        plan.blows *= 5;

    QTest::failOnWarning(QRegularExpression(u"^Q[A-Z]"_qs)); // Qt: misused sockets, above all
    const KillReport report = KillHarness(plan, wantedSeed()).run();

    qInfo("%s", qPrintable(report.summary()));
    QVERIFY2(
        report.isAsExpected(),
        qPrintable(u"%1; %2; again: %3"_qs.arg(report.complaints.join(u", "_qs), report.summary(),
                                               commandFor(testClass, report.seed))));
}

} // namespace Breakwater::Test
