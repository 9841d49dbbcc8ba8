// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/zeroedarray.h>

#include <tests/support/testmain.h>

#include <cstdint>

using namespace Breakwater;

class ZeroedArrayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allAreZeroAtFirstAndAfterClear();
    void aMovedOneKeepsItsNumbers();
};

void ZeroedArrayTest::allAreZeroAtFirstAndAfterClear()
{
    ZeroedArray<std::uint64_t> numbers(3);
    QCOMPARE(numbers.size(), 3U);
    QCOMPARE(numbers.bytes(), 24U);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        QCOMPARE(numbers[i], 0U);
        numbers[i] = i + 1;
    }
    QCOMPARE(numbers[2], 3U);

    numbers.clear();

    for (std::size_t i = 0; i < numbers.size(); ++i)
        QCOMPARE(numbers[i], 0U);
}

void ZeroedArrayTest::aMovedOneKeepsItsNumbers()
{
    ZeroedArray<std::uint32_t> numbers(2);
    numbers[1] = 7;

    const ZeroedArray<std::uint32_t> moved = std::move(numbers);

    QCOMPARE(moved[1], 7U);
}

BREAKWATER_TEST(ZeroedArrayTest)
#include "tst_zeroedarray.moc"
