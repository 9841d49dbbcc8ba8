// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/trafficgenerator.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/manualtimesystem.h>
#include <tests/support/testmain.h>

#include <limits>

using namespace std::chrono_literals;
using namespace Breakwater;

class TrafficGeneratorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsTheFirstAtOnceAndThenAtTheRate();
    void keepsAHighRateInTurns();
    void neverGoesFasterThanAMillionASecond_data();
    void neverGoesFasterThanAMillionASecond();
    void theSlowestRateSendsOnceAndHardlyWakes();
    void fillsInSequenceIdAndTime();

private:
    int countAfter(double perSecond, Duration time);
};

int TrafficGeneratorTest::countAfter(double perSecond, Duration length)
{
    Test::ManualTimeSystem time;
    Test::FixedRandom random;
    int count = 0;
    TrafficGenerator generator({u"x"_qs, perSecond}, time, random,
                               [&](TrafficGenerator &, int due) { count += due; });
    time.advance(length);
    return count;
}

void TrafficGeneratorTest::sendsTheFirstAtOnceAndThenAtTheRate()
{
    QCOMPARE(countAfter(2, 0s), 1);
    QCOMPARE(countAfter(2, 10s), 21);
    QCOMPARE(countAfter(0.1, 9s), 1);
}

void TrafficGeneratorTest::keepsAHighRateInTurns()
{
    const int count = countAfter(50'000, 2s);

    QVERIFY2(qAbs(count - 100'000) <= 300, qPrintable(QString::number(count)));
}

void TrafficGeneratorTest::neverGoesFasterThanAMillionASecond_data()
{
    QTest::addColumn<double>("perSecond");
    QTest::newRow("a million") << 1e6;
    QTest::newRow("more") << 2e6;
    QTest::newRow("more than an int holds") << 1e12;
    QTest::newRow("the largest number") << std::numeric_limits<double>::max();
}

void TrafficGeneratorTest::neverGoesFasterThanAMillionASecond()
{
    QFETCH(double, perSecond);

    QCOMPARE(countAfter(perSecond, 10ms), 10'001);
}

void TrafficGeneratorTest::theSlowestRateSendsOnceAndHardlyWakes()
{
    Test::ManualTimeSystem time;
    Test::FixedRandom random;
    int count = 0;
    TrafficGenerator generator({u"x"_qs, std::numeric_limits<double>::denorm_min()}, time, random,
                               [&](TrafficGenerator &, int due) { count += due; });

    time.advance(24h * 365); // which counts timers and fails after a million

    QCOMPARE(count, 1);
}

void TrafficGeneratorTest::fillsInSequenceIdAndTime()
{
    Test::ManualTimeSystem time;
    SeededRandom random(1);
    QList<OutgoingMessage> sent;
    TrafficGenerator generator({u"{sequence} {id} {time}"_qs, 1}, time, random,
                               [&](TrafficGenerator &traffic, int due) {
                                   for (int i = 0; i < due; ++i)
                                       sent += traffic.next();
                               });

    time.advance(1s);

    QCOMPARE(sent.size(), 2);
    QVERIFY(sent[0].payload.startsWith("1 "));
    QVERIFY(sent[0].payload.endsWith(" 2026-01-01T00:00:00.000Z"));
    QVERIFY(sent[0].explicitId.has_value());
    QVERIFY(sent[0].explicitId != sent[1].explicitId);
}

BREAKWATER_TEST(TrafficGeneratorTest)
#include "tst_trafficgenerator.moc"
