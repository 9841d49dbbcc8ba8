// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/ackindex.h>

#include <tests/support/testmain.h>

using namespace Breakwater;

class AckIndexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingWaitsUnderAnUnknownId();
    void theOldestOfOneIdGoesFirst();
    void removesOnlyWhatIsNamed();
    void anyBytesAreAnId();
    void clearForgetsAll();
};

void AckIndexTest::nothingWaitsUnderAnUnknownId()
{
    AckIndex index;
    index.add("b", {1});

    // Neighbours in the order of ids must not be taken for it.
    for (const char *id : {"", "a", "ba", "c"})
        QVERIFY2(!index.oldest(id), id);
    QCOMPARE(index.oldest("b"), std::optional(MessageId{1}));
}

void AckIndexTest::theOldestOfOneIdGoesFirst()
{
    AckIndex index;
    for (const std::uint64_t id : {10, 9, 200})
        index.add("a", {id});

    QCOMPARE(index.size(), 3u);
    for (const std::uint64_t id : {9, 10, 200}) {
        QCOMPARE(index.oldest("a"), std::optional(MessageId{id}));
        index.remove("a", {id});
    }
    QVERIFY(!index.oldest("a"));
    QCOMPARE(index.size(), 0u);
}

void AckIndexTest::removesOnlyWhatIsNamed()
{
    AckIndex index;
    index.add("a", {1});
    index.add("b", {2});

    index.remove("a", {2});
    index.remove("c", {1});
    QCOMPARE(index.size(), 2u);
    index.remove("a", {1});

    QVERIFY(!index.oldest("a"));
    QCOMPARE(index.oldest("b"), std::optional(MessageId{2}));
}

void AckIndexTest::anyBytesAreAnId()
{
    AckIndex index;
    index.add("", {1});
    index.add(std::string("a\0b", 3), {2});

    QCOMPARE(index.oldest(""), std::optional(MessageId{1}));
    QVERIFY(!index.oldest("a"));
    QCOMPARE(index.oldest(std::string("a\0b", 3)), std::optional(MessageId{2}));
}

void AckIndexTest::clearForgetsAll()
{
    AckIndex index;
    index.add("a", {1});

    index.clear();

    QVERIFY(!index.oldest("a"));
    QCOMPARE(index.size(), 0u);
}

BREAKWATER_TEST(AckIndexTest)
#include "tst_ackindex.moc"
