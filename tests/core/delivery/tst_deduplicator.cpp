// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/deduplicator.h>

#include <core/base/randomsource.h>
#include <tests/support/testmain.h>

#include <string>

using namespace std::chrono_literals;
using namespace Breakwater;
using Verdict = Deduplicator::Verdict;

Q_DECLARE_METATYPE(Breakwater::DedupHash)

namespace {

constexpr MonotonicTime start{1h};
const QByteArray buy("buy");
const QByteArray sell("sell");

} // namespace

class DeduplicatorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameIdSameContentIsADuplicate_data();
    void sameIdSameContentIsADuplicate();
    void sameIdOtherContentIsSentAndCountedAsConflict();
    void everyContentOfAnIdIsRemembered();
    void anIdUsedForEverWithNewContentStaysCheap();
    void twoSessionsMayUseTheSameId();
    void identicalHeartbeatsWithoutIdAreNoDuplicates();
    void byContentFindsThemAllTheSame();
    void anEmptyIdIsAnId();
    void whatIsOnlyAnnouncedIsNotRemembered_data() { sameIdSameContentIsADuplicate_data(); }
    void whatIsOnlyAnnouncedIsNotRemembered();
    void idAndPayloadDoNotRunIntoEachOther();
    void aWithdrawnEntryIsNotADuplicateOnRetry();
    void withdrawingTheUnknownDoesNothing();
    void anEntryLastsExactlyItsTtl();
    void ttlZeroExpiresAtOnceAndIsNotUnset();
    void withdrawingMeansTheOneOfThatTime();
    void switchedOffItRemembersNothing();
    void theOldestLeavesEarlyAndTheHorizonShows();
    void newSettingsApplyAtOnce();
};

void DeduplicatorTest::sameIdSameContentIsADuplicate_data()
{
    QTest::addColumn<DedupHash>("hash");
    QTest::newRow("xxh3") << DedupHash::Xxh3;
    QTest::newRow("sha256") << DedupHash::Sha256;
}

void DeduplicatorTest::sameIdSameContentIsADuplicate()
{
    QFETCH(DedupHash, hash);
    Deduplicator dedup({.hash = hash, .byContent = true});

    const auto first = dedup.check(start, "1", buy);
    const auto second = dedup.check(start + 1s, "1", buy);

    QCOMPARE(first.verdict, Verdict::Fresh);
    QCOMPARE(second.verdict, Verdict::Duplicate);
    QVERIFY(first.key == second.key);
    QCOMPARE(dedup.check(start, "2", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start, "2", sell).verdict, Verdict::IdConflict);
    QCOMPARE(dedup.check(start, std::nullopt, buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start, std::nullopt, buy).verdict, Verdict::Duplicate);
    QCOMPARE(dedup.size(), 4);
}

void DeduplicatorTest::sameIdOtherContentIsSentAndCountedAsConflict()
{
    Deduplicator dedup({});
    dedup.check(start, "1", buy);

    QCOMPARE(dedup.check(start, "1", sell).verdict, Verdict::IdConflict);
    QCOMPARE(dedup.check(start, "1", sell).verdict, Verdict::Duplicate);
}

void DeduplicatorTest::everyContentOfAnIdIsRemembered()
{
    Deduplicator dedup({});
    dedup.check(start, "1", buy);
    dedup.check(start, "1", sell);

    QCOMPARE(dedup.check(start, "1", buy).verdict, Verdict::Duplicate);
}

void DeduplicatorTest::anIdUsedForEverWithNewContentStaysCheap()
{
    Deduplicator dedup({});
    for (int i = 0; i < 100'000; ++i)
        QVERIFY(dedup.check(start, "always 1", QByteArray::number(i)).verdict
                != Verdict::Duplicate);

    QCOMPARE(dedup.size(), Deduplicator::contentsPerId);
    QCOMPARE(dedup.check(start, "always 1", "99999").verdict, Verdict::Duplicate);
    // The oldest are forgotten: in doubt a message is sent rather than swallowed.
    QCOMPARE(dedup.check(start, "always 1", "0").verdict, Verdict::IdConflict);
}

void DeduplicatorTest::twoSessionsMayUseTheSameId()
{
    Deduplicator one({}, 1);
    Deduplicator other({}, 2);

    const auto first = one.check(start, "1", buy);
    const auto second = other.check(start, "1", buy);

    QCOMPARE(first.verdict, Verdict::Fresh);
    QCOMPARE(second.verdict, Verdict::Fresh);
    QVERIFY(first.key.high != second.key.high && first.key.low != second.key.low);
}

void DeduplicatorTest::identicalHeartbeatsWithoutIdAreNoDuplicates()
{
    Deduplicator dedup({});

    for (int i = 0; i < 10; ++i)
        QCOMPARE(dedup.check(start, std::nullopt, "heartbeat").verdict, Verdict::Fresh);
    QCOMPARE(dedup.size(), 0);
}

void DeduplicatorTest::byContentFindsThemAllTheSame()
{
    Deduplicator dedup({.byContent = true});

    QCOMPARE(dedup.check(start, std::nullopt, buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start, std::nullopt, sell).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start, std::nullopt, buy).verdict, Verdict::Duplicate);
    QCOMPARE(dedup.check(start, "1", buy).verdict, Verdict::Fresh); // an id of its own
}

// Pitfall 1: an id that is taken for seen before it was sent swallows what comes under it.
void DeduplicatorTest::whatIsOnlyAnnouncedIsNotRemembered()
{
    QFETCH(DedupHash, hash);
    Deduplicator dedup({.hash = hash});
    const auto before = dedup.bytes();

    dedup.announce("1"); // before there is anything to ask for

    QCOMPARE(dedup.bytes(), before);
    QCOMPARE(dedup.check(start, "1", buy).verdict, Verdict::Fresh);
    dedup.announce("1");
    dedup.announce("2");
    QCOMPARE(dedup.size(), 1);
    QCOMPARE(dedup.check(start, "1", buy).verdict, Verdict::Duplicate);
    QCOMPARE(dedup.check(start, "2", buy).verdict, Verdict::Fresh);
}

void DeduplicatorTest::anEmptyIdIsAnId()
{
    Deduplicator dedup({});

    QCOMPARE(dedup.check(start, "", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start, "", buy).verdict, Verdict::Duplicate);
}

void DeduplicatorTest::idAndPayloadDoNotRunIntoEachOther()
{
    for (const auto hash : {DedupHash::Xxh3, DedupHash::Sha256}) {
        Deduplicator dedup({.hash = hash});
        dedup.check(start, "12", "3");

        QCOMPARE(dedup.check(start, "1", "23").verdict, Verdict::Fresh);
    }
}

void DeduplicatorTest::aWithdrawnEntryIsNotADuplicateOnRetry()
{
    Deduplicator dedup({});
    const auto failed = dedup.check(start, "1", buy);
    dedup.check(start, "2", buy);
    dedup.withdraw(failed.key, start);
    QCOMPARE(dedup.size(), 1);

    QCOMPARE(dedup.check(start + 1s, "1", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start + 1s, "1", buy).verdict, Verdict::Duplicate);
    QCOMPARE(dedup.check(start + 1s, "2", buy).verdict, Verdict::Duplicate);
}

void DeduplicatorTest::withdrawingTheUnknownDoesNothing()
{
    Deduplicator dedup({});
    dedup.withdraw({1, 2}, start);
    const auto known = dedup.check(start, "1", buy);

    dedup.withdraw({known.key.high, known.key.low + 1}, start);
    dedup.withdraw({}, start);
    dedup.withdraw(known.key, start + 1ns);
    QCOMPARE(dedup.size(), 1);
    dedup.withdraw(known.key, start);
    dedup.withdraw(known.key, start);

    QCOMPARE(dedup.size(), 0);
}

void DeduplicatorTest::anEntryLastsExactlyItsTtl()
{
    Deduplicator dedup({.ttl = 300s});
    dedup.check(start, "1", buy);

    QCOMPARE(dedup.check(start + 300s - 1ns, "1", buy).verdict, Verdict::Duplicate);
    QCOMPARE(dedup.check(start + 300s, "1", sell).verdict, Verdict::Fresh); // no conflict either
    QCOMPARE(dedup.size(), 1);
}

void DeduplicatorTest::ttlZeroExpiresAtOnceAndIsNotUnset()
{
    Deduplicator dedup({.ttl = 0s});

    QCOMPARE(dedup.check(start, "1", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start, "1", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start, "1", sell).verdict, Verdict::Fresh);
    QCOMPARE(dedup.horizon(start), Duration::zero());
}

void DeduplicatorTest::withdrawingMeansTheOneOfThatTime()
{
    Deduplicator dedup({.ttl = 10s});
    for (int i = 0; i < 100; ++i) // more than one check drops
        dedup.check(start, std::to_string(i), buy);
    const auto again = dedup.check(start + 10s, "99", buy);
    QCOMPARE(again.verdict, Verdict::Fresh);

    dedup.withdraw(again.key, start + 10s);

    QCOMPARE(dedup.check(start + 11s, "99", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start + 11s, "99", buy).verdict, Verdict::Duplicate);
}

void DeduplicatorTest::switchedOffItRemembersNothing()
{
    Deduplicator dedup({.enabled = false});

    QCOMPARE(dedup.check(start, "1", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start, "1", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.size(), 0);
}

void DeduplicatorTest::theOldestLeavesEarlyAndTheHorizonShows()
{
    Deduplicator dedup({.ttl = 300s, .maxEntries = 100});
    QCOMPARE(dedup.horizon(start), Duration(300s));
    MonotonicTime now = start;
    for (int i = 0; i < 150; ++i, now += 1s)
        dedup.check(now, std::to_string(i), buy);

    QCOMPARE(dedup.size(), 100);
    QCOMPARE(dedup.horizon(now), now - (start + 49s));
    QCOMPARE(dedup.check(now, "149", buy).verdict, Verdict::Duplicate);
    QCOMPARE(dedup.check(now, "49", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.horizon(now + 1h), Duration(300s));
}

void DeduplicatorTest::newSettingsApplyAtOnce()
{
    Deduplicator dedup({.ttl = 300s});
    dedup.check(start, "1", buy);

    dedup.configure({.ttl = 10s});
    QCOMPARE(dedup.check(start + 9s, "1", buy).verdict, Verdict::Duplicate);
    QCOMPARE(dedup.check(start + 10s, "1", buy).verdict, Verdict::Fresh);
    dedup.configure({.ttl = 10s, .hash = DedupHash::Sha256});

    QCOMPARE(dedup.size(), 0);
    QCOMPARE(dedup.check(start + 10s, "1", buy).verdict, Verdict::Fresh);
    QCOMPARE(dedup.check(start + 10s, "1", buy).verdict, Verdict::Duplicate);
}

BREAKWATER_TEST(DeduplicatorTest)
#include "tst_deduplicator.moc"
