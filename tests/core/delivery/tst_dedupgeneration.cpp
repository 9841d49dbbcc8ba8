// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/randomsource.h>
#include <core/delivery/dedupgeneration.h>

#include <tests/support/testmain.h>

#include <vector>

using namespace Breakwater;

namespace {

std::vector<std::uint32_t> positionsUnder(const DedupGeneration &generation, std::uint64_t hash)
{
    std::vector<std::uint32_t> positions;
    generation.visit(hash, [&](std::uint32_t position) {
        positions.push_back(position);
        return true;
    });
    return positions;
}

} // namespace

class DedupGenerationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itCoversItsRunOfPositions();
    void whatWasInsertedIsFoundEvenWhenItIsFull();
    void theFilterIsSeldomWrong();
    void whatWasErasedIsGoneAndItsNeighboursStay();
    void restartedItIsEmptyForOtherPositions();
};

void DedupGenerationTest::itCoversItsRunOfPositions()
{
    const DedupGeneration generation(0xffff'fff0, 32); // wraps around

    QVERIFY(!generation.covers(0xffff'ffef));
    QVERIFY(generation.covers(0xffff'fff0));
    QVERIFY(generation.covers(15));
    QVERIFY(!generation.covers(16));
    QCOMPARE(generation.end(), 16U);
}

void DedupGenerationTest::whatWasInsertedIsFoundEvenWhenItIsFull()
{
    SeededRandom random(1);
    constexpr std::uint32_t first = 100;
    DedupGeneration generation(first, DedupGeneration::largest);
    std::vector<std::uint64_t> hashes;
    for (std::uint32_t i = 0; i < DedupGeneration::largest; ++i) {
        hashes.push_back(random.next());
        generation.insert(hashes.back(), first + i);
    }

    for (std::uint32_t i = 0; i < DedupGeneration::largest; i += 7) {
        QVERIFY(generation.mayHave(hashes[i]));
        const auto found = positionsUnder(generation, hashes[i]);
        QVERIFY(std::find(found.begin(), found.end(), first + i) != found.end());
    }
}

void DedupGenerationTest::theFilterIsSeldomWrong()
{
    SeededRandom random(2);
    DedupGeneration generation(0, 4096);
    for (std::uint32_t i = 0; i < 4096; ++i)
        generation.insert(random.next(), i);

    int wrong = 0;
    for (int i = 0; i < 100'000; ++i)
        wrong += generation.mayHave(random.next()) ? 1 : 0;

    QVERIFY2(wrong < 1500, qPrintable(QString::number(wrong)));
}

void DedupGenerationTest::whatWasErasedIsGoneAndItsNeighboursStay()
{
    DedupEntries entries;
    DedupGeneration generation(0, 32);
    const auto hashOf
        = [](std::uint64_t i) { return i << 19U; }; // one home for all, a tag for each
    for (std::uint64_t i = 0; i < 32; ++i)
        generation.insert(hashOf(i), entries.append({hashOf(i), 0}, {}));

    generation.erase(hashOf(4), 4, entries);
    generation.erase(hashOf(4), 4, entries); // not there any more: nothing happens

    for (std::uint32_t i = 0; i < 32; ++i) {
        const auto found = positionsUnder(generation, hashOf(i));
        QCOMPARE(found, i == 4 ? std::vector<std::uint32_t>() : std::vector{i});
    }
}

void DedupGenerationTest::restartedItIsEmptyForOtherPositions()
{
    DedupGeneration generation(0, 64);
    generation.insert(42, 7);
    const std::size_t bytes = generation.bytes();

    generation.restart(1000);

    QVERIFY(!generation.mayHave(42));
    QVERIFY(positionsUnder(generation, 42).empty());
    QVERIFY(generation.covers(1000));
    QVERIFY(!generation.covers(7));
    QCOMPARE(generation.bytes(), bytes);
}

BREAKWATER_TEST(DedupGenerationTest)
#include "tst_dedupgeneration.moc"
