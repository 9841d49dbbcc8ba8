// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/widehash.h>

#include <tests/support/testmain.h>

#define XXH_INLINE_ALL // as the compiler makes it, with nothing chosen when the program runs
#include <xxhash.h>

#include <string>

using namespace Breakwater;

class WideHashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digestsAreThoseOfPlainXxh3_data();
    void digestsAreThoseOfPlainXxh3();
    void digestsAreTheSameOnEveryMachine();
};

void WideHashTest::digestsAreThoseOfPlainXxh3_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 16, 128, 240, 241, 767, 768, 1024, 1025, 4096, 65'537, 1'000'000})
        QTest::addRow("%d bytes", size) << size;
}

void WideHashTest::digestsAreThoseOfPlainXxh3()
{
    QFETCH(int, size);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    std::uint32_t value = 1;
    for (char &byte : bytes)
        byte = static_cast<char>((value = value * 1664525U + 1013904223U) >> 24U);

    for (const std::uint64_t seed : {std::uint64_t(0), std::uint64_t(7), ~std::uint64_t(0)}) {
        const auto plain = XXH3_128bits_withSeed(bytes.data(), bytes.size(), seed);
        QCOMPARE(wideHash128(bytes, seed).high, plain.high64);
        QCOMPARE(wideHash128(bytes, seed).low, plain.low64);
        QCOMPARE(wideHash64(bytes, seed), XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed));
    }
}

void WideHashTest::digestsAreTheSameOnEveryMachine()
{
    const std::string bytes(100'000, 'x');

    const WideHash digest = wideHash128(bytes, 7);

    QCOMPARE(digest.high, std::uint64_t(0x164c86c381f88b6cU));
    QCOMPARE(digest.low, std::uint64_t(0xea0007a09d3b6277U));
}

BREAKWATER_TEST(WideHashTest)
#include "tst_widehash.moc"
