// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/randomsource.h>

#include <tests/support/fixedrandom.h>
#include <tests/support/testmain.h>

#include <set>

using namespace std::chrono_literals;
using namespace Breakwater;

class RandomSourceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSeedGivesSameSequence();
    void uniformStaysInsideAndReachesBothEnds();
    void anEmptyRangeGivesItsLowest();
    void theSystemsNeverRepeats();
};

void RandomSourceTest::sameSeedGivesSameSequence()
{
    SeededRandom a(42);
    SeededRandom b(42);
    SeededRandom c(43);

    QCOMPARE(a.next(), b.next());
    QVERIFY(a.next() != c.next());
}

void RandomSourceTest::uniformStaysInsideAndReachesBothEnds()
{
    SeededRandom random(7);
    Duration lowest = 10s;
    Duration highest = 0s;

    for (int i = 0; i < 100'000; ++i) {
        const Duration value = random.uniform(1s, 2s);
        lowest = std::min(lowest, value);
        highest = std::max(highest, value);
    }

    QVERIFY(lowest >= 1s && lowest < 1001ms);
    QVERIFY(highest <= 2s && highest > 1999ms);
    QCOMPARE(Test::FixedRandom(1).uniform(1s, 2s), Duration(2s));
    QCOMPARE(Test::FixedRandom(0).uniform(1s, 2s), Duration(1s));
}

void RandomSourceTest::anEmptyRangeGivesItsLowest()
{
    SeededRandom random(7);

    QCOMPARE(random.uniform(5s, 5s), Duration(5s));
    QCOMPARE(random.uniform(5s, 1s), Duration(5s));
}

void RandomSourceTest::theSystemsNeverRepeats()
{
    SystemRandom first;
    SystemRandom second;
    std::set<std::uint64_t> seen;

    for (int i = 0; i < 10'000; ++i) {
        seen.insert(first.next());
        seen.insert(second.next());
    }

    QCOMPARE(seen.size(), std::size_t{20'000});
}

BREAKWATER_TEST(RandomSourceTest)
#include "tst_randomsource.moc"
