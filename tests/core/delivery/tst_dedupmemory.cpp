// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/randomsource.h>
#include <core/delivery/dedupindex.h>
#include <core/delivery/deduplicator.h>

#include <tests/support/testmain.h>

#include <algorithm>
#include <deque>
#include <map>
#include <string>

using namespace std::chrono_literals;
using namespace Breakwater;
using Verdict = Deduplicator::Verdict;

namespace {

constexpr MonotonicTime start{1h};

std::vector<std::uint32_t> positionsUnder(const DedupIndex &index, std::uint64_t hash,
                                          DedupIndex::Held held)
{
    std::vector<std::uint32_t> positions;
    index.visit(hash, held, [&](std::uint32_t position) {
        positions.push_back(position);
        return true;
    });
    std::sort(positions.begin(), positions.end());
    return positions;
}

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
    void theIndexAgreesWithAMultimap();
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
    for (int i = 1; i <= 300'000; ++i) {
        dedup.check(start, std::to_string(i), "payload");
        if (i >= 10'000 && i % 1000 == 0) {
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

void DedupMemoryTest::theIndexAgreesWithAMultimap()
{
    SeededRandom random(41);
    DedupIndex index;
    std::map<std::uint64_t, std::uint32_t> expected;
    std::deque<std::uint64_t> order;
    DedupIndex::Held held{0xffff'ff00, 0}; // positions wrap around

    for (int step = 0; step < 180'000; ++step) {
        const bool grows = step < 100'000;
        if (random.next() % 4 < (grows ? 3U : 1U)) {
            const std::uint64_t hash = random.next();
            const std::uint32_t position = held.first + held.size++;
            index.insert(hash, position, held);
            expected.emplace(hash, position);
            order.push_back(hash);
        } else if (!order.empty()) { // the oldest leaves, and nobody says so
            expected.erase(order.front());
            order.pop_front();
            ++held.first;
            --held.size;
        }
        if (step % 10 == 0 && !order.empty()) {
            const auto leaving = expected.find(order[random.next() % order.size()]);
            if (leaving != expected.end()) {
                index.erase(leaving->first, leaving->second);
                expected.erase(leaving);
            }
        }
        index.erase(random.next(), held.first); // never there
    }

    QVERIFY(!expected.empty());
    for (const std::uint64_t hash : order) {
        const auto known = expected.find(hash);
        const auto found = positionsUnder(index, hash, held);
        QCOMPARE(found.size(), known == expected.end() ? 0U : 1U);
        if (!found.empty())
            QCOMPARE(found.front(), known->second);
    }
    index.clear();
    QCOMPARE(index.bytes(), 0);
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
    DedupIndex index;
    DedupIndex::Held held;
    for (; held.size < 5000; ++held.size) // more than a segment holds
        index.insert(0, held.size, {0, held.size + 1});
    for (std::uint32_t i = 0; i < 5000; i += 2)
        index.erase(0, i);

    const auto found = positionsUnder(index, 0, held);

    QCOMPARE(found.size(), 2500U);
    QCOMPARE(found.front(), 1U);
    QCOMPARE(found.back(), 4999U);
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
