// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/randomsource.h>
#include <core/delivery/dedupindex.h>
#include <core/delivery/deduplicator.h>

#include <tests/support/testmain.h>

#include <algorithm>
#include <map>
#include <string>

using namespace std::chrono_literals;
using namespace Breakwater;
using Verdict = Deduplicator::Verdict;

namespace {

constexpr MonotonicTime start{1h};

std::vector<std::uint32_t> positionsUnder(const DedupIndex &index, std::uint64_t hash,
                                          const DedupEntries &entries)
{
    std::vector<std::uint32_t> positions;
    index.visit(hash, entries, [&](std::uint32_t position) {
        if (entries.hashAt(position) == hash)
            positions.push_back(position);
        return true;
    });
    std::sort(positions.begin(), positions.end());
    return positions;
}

//! Entries, their index, and what both should say.
struct Both
{
    void add(std::uint64_t hash)
    {
        const std::uint32_t position = entries.append({hash, 0}, start);
        index.insert(position, entries);
        expected.emplace(position, hash);
    }
    //! Nobody tells the index.
    void dropOldest()
    {
        expected.erase(entries.first());
        entries.dropOldest();
    }
    void forget(std::uint32_t position)
    {
        index.erase(position, entries);
        forgotten = entries.hashAt(position);
        entries.forget(position);
        expected.erase(position);
    }
    bool agree() const
    {
        bool isGone = true; // what was forgotten last
        index.visit(forgotten, entries, [&](std::uint32_t position) {
            isGone = isGone && entries.hashAt(position) != forgotten;
            return true;
        });
        return isGone && std::all_of(expected.begin(), expected.end(), [&](const auto &known) {
                   const auto found = positionsUnder(index, known.second, entries);
                   return found == std::vector{known.first};
               });
    }

    DedupEntries entries{0xffff'ff00}; // positions wrap around
    DedupIndex index;
    std::map<std::uint32_t, std::uint64_t> expected;
    std::uint64_t forgotten = 0; // a hash that nobody else has
};

} // namespace

//! What the deduplicator costs, and whether its index agrees with a simple one.
class DedupMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnusedOneCostsNextToNothing();
    void anEntryCostsAtMost48Bytes();
    void aBurstGivesItsMemoryBack();
    void noCheckDropsMoreThanAFew();
    void theIndexAgreesWithAMap();
    void theNewestMayComeAndGoWithoutEnd();
    void aSteadyFlowTakesNoMoreMemory();
    void manyUnderOneHashAreAllFound();
    void anyOrderOfCallsAgreesWithTheRule();
};

void DedupMemoryTest::anUnusedOneCostsNextToNothing()
{
    Deduplicator dedup({});
    QVERIFY(dedup.bytes() <= 256);

    dedup.check(start, "1", "payload");

    QVERIFY(dedup.bytes() <= 2048);
}

void DedupMemoryTest::anEntryCostsAtMost48Bytes()
{
    Deduplicator dedup({.ttl = 24h});
    for (int i = 1; i <= 700'000; ++i) {
        dedup.check(start, std::to_string(i), "payload");
        if (i >= 10'000 && i % 997 == 0) {
            const auto each = dedup.bytes() / static_cast<double>(i);
            QVERIFY2(each <= 48, qPrintable(u"%1 bytes at %2"_qs.arg(each).arg(i)));
        }
    }
}

void DedupMemoryTest::aBurstGivesItsMemoryBack()
{
    Deduplicator dedup({.ttl = 10s});
    for (int i = 0; i < 100'000; ++i)
        dedup.check(start, std::to_string(i), "payload");
    QVERIFY(dedup.bytes() > 1'000'000);

    int rounds = 1;
    while (!dedup.dropExpired(start + 10s))
        ++rounds;

    QCOMPARE(rounds, 50);
    QCOMPARE(dedup.size(), 0);
    QVERIFY(dedup.bytes() <= 2048);
}

void DedupMemoryTest::noCheckDropsMoreThanAFew()
{
    Deduplicator dedup({.ttl = 10s});
    for (int i = 0; i < 1000; ++i)
        dedup.check(start, std::to_string(i), "payload");

    // Past their TTL they no longer count, long before they are gone.
    QCOMPARE(dedup.check(start + 1h, "999", "payload").verdict, Verdict::Fresh);
    QCOMPARE(dedup.size(), 1000 - 8 + 1);
    QCOMPARE(dedup.check(start + 1h, "998", "other").verdict, Verdict::Fresh);
}

void DedupMemoryTest::theIndexAgreesWithAMap()
{
    SeededRandom random(41);
    Both both;
    for (int step = 0; step < 240'000; ++step) {
        const bool grows = step < 160'000;
        if (random.next() % 4 < (grows ? 3U : 1U))
            both.add(random.next());
        else if (!both.entries.isEmpty())
            both.dropOldest();
        if (step % 10 == 0 && !both.entries.isEmpty()) {
            const auto place = static_cast<std::uint32_t>(random.next() % both.entries.size());
            const std::uint32_t position = both.entries.first() + place;
            if (!both.entries.at(position).isForgotten())
                both.forget(position);
        }
        if (step % 60'000 == 0)
            QVERIFY(both.agree());
    }

    QVERIFY(both.expected.size() > 30'000);
    QVERIFY(both.agree());
    for (int i = 0; i < 1000; ++i)
        QVERIFY(positionsUnder(both.index, random.next(), both.entries).empty());
    both.index.clear();
    QCOMPARE(both.index.bytes(), 0U);
}

void DedupMemoryTest::theNewestMayComeAndGoWithoutEnd()
{
    SeededRandom random(43);
    Both both;
    for (int i = 0; i < 100; ++i)
        both.add(random.next());
    const std::size_t before = both.index.bytes();

    for (int i = 0; i < 100'000; ++i) {
        both.add(random.next());
        both.forget(both.entries.end() - 1);
    }

    QCOMPARE(both.entries.size(), 100U);
    QCOMPARE(both.index.bytes(), before);
    QVERIFY(both.agree());
}

void DedupMemoryTest::aSteadyFlowTakesNoMoreMemory()
{
    Deduplicator dedup({.ttl = 24h, .maxEntries = 20'000});
    std::int64_t most = 0;
    for (int i = 0; i < 500'000; ++i) {
        dedup.check(start, std::to_string(i), "payload");
        if (i == 100'000)
            most = dedup.bytes() * 11 / 10;
    }

    QVERIFY2(dedup.bytes() <= most, qPrintable(u"%1 > %2"_qs.arg(dedup.bytes()).arg(most)));
    QCOMPARE(dedup.size(), 20'000);
    QVERIFY(dedup.dropExpired(start)); // nothing comes in, so nothing has to make room
    QCOMPARE(dedup.size(), 20'000);
    QCOMPARE(dedup.check(start, "480001", "payload").verdict, Verdict::Duplicate);
}

void DedupMemoryTest::manyUnderOneHashAreAllFound()
{
    Both both;
    for (int i = 0; i < 800; ++i)
        both.add(7);
    const std::uint32_t first = both.entries.first();
    for (std::uint32_t i = 0; i < 800; i += 2)
        both.forget(first + i);

    const auto found = positionsUnder(both.index, 7, both.entries);

    QCOMPARE(found.size(), 400U);
    QVERIFY(std::all_of(found.begin(), found.end(),
                        [&](std::uint32_t position) { return (position - first) % 2 == 1; }));
}

void DedupMemoryTest::anyOrderOfCallsAgreesWithTheRule()
{
    SeededRandom random(42);
    Deduplicator dedup({.ttl = 20s}, random.next());
    std::map<std::pair<std::string, QByteArray>, MonotonicTime> accepted;
    MonotonicTime now = start;

    for (int step = 0; step < 50'000; ++step) {
        now += random.uniform(0ms, 10ms);
        const auto id = std::to_string(random.next() % 3000);
        const auto payload = QByteArray::number(random.next() % 3);
        const auto isKnown = [&](const QByteArray &content) {
            const auto it = accepted.find({id, content});
            return it != accepted.end() && now - it->second < 20s;
        };
        const bool isConflict = isKnown("0") || isKnown("1") || isKnown("2");
        const auto expected = isKnown(payload) ? Verdict::Duplicate
            : isConflict                       ? Verdict::IdConflict
                                               : Verdict::Fresh;

        const auto result = dedup.check(now, id, payload);

        QCOMPARE(result.verdict, expected);
        if (expected != Verdict::Duplicate)
            accepted[{id, payload}] = now;
        if (random.next() % 10 == 0) {
            dedup.withdraw(result.key, accepted[{id, payload}]);
            accepted.erase({id, payload});
        }
    }
}

BREAKWATER_TEST(DedupMemoryTest)
#include "tst_dedupmemory.moc"
