// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/chunkedqueue.h>

#include <tests/support/testmain.h>

#include <deque>
#include <random>

using namespace Breakwater;

using Queue = ChunkedQueue<std::shared_ptr<int>, 4>;

class ChunkedQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsNothingBeforeTheFirstElement();
    void whatIsInItStaysWhereItIs();
    void lonelyElementsUseOneChunkOnly();
    void aSteadyFlowTakesNoMoreMemory();
    void aBurstGivesItsMemoryBack();
    void letsGoOfWhatItHeld();
    void removesInTheMiddleAndKeepsTheOrder();
    void agreesWithADequeUnderRandomTraffic();
};

void ChunkedQueueTest::holdsNothingBeforeTheFirstElement()
{
    const Queue queue;
    QVERIFY(queue.isEmpty());
    QCOMPARE(queue.bytes(), 0u);
}

void ChunkedQueueTest::whatIsInItStaysWhereItIs()
{
    ChunkedQueue<int, 4> queue;
    const int *first = &queue.emplaceBack(7);
    for (int i = 0; i < 1000; ++i)
        queue.emplaceBack(i);

    QCOMPARE(&queue.front(), first);
    QCOMPARE(*first, 7);
}

void ChunkedQueueTest::lonelyElementsUseOneChunkOnly()
{
    Queue queue;
    queue.emplaceBack(std::make_shared<int>(0));
    const auto bytes = queue.bytes();

    for (int i = 0; i < 100; ++i) {
        queue.popFront();
        queue.emplaceBack(std::make_shared<int>(i));
    }

    QCOMPARE(queue.bytes(), bytes);
}

void ChunkedQueueTest::aSteadyFlowTakesNoMoreMemory()
{
    Queue queue;
    std::size_t most = 0;
    for (int i = 0; i < 100'000; ++i) {
        queue.emplaceBack(std::make_shared<int>(i));
        if (queue.size() > 10)
            queue.popFront();
        if (i == 1000)
            most = queue.bytes();
    }

    QVERIFY(queue.bytes() <= most + sizeof(std::shared_ptr<int>) * 4);
    QCOMPARE(*queue.front(), 99'990);
}

void ChunkedQueueTest::aBurstGivesItsMemoryBack()
{
    ChunkedQueue<int, 4> queue;
    for (int i = 0; i < 10'000; ++i)
        queue.emplaceBack(i);
    QVERIFY(queue.bytes() >= 40'000U);
    while (!queue.isEmpty())
        queue.popFront();

    QVERIFY(queue.bytes() <= 64U);
    queue.emplaceBack(7);
    QCOMPARE(queue.front(), 7);
}

void ChunkedQueueTest::letsGoOfWhatItHeld()
{
    const auto element = std::make_shared<int>(1);
    {
        Queue queue;
        for (int i = 0; i < 9; ++i)
            queue.emplaceBack(element);
        queue.popFront();
        QCOMPARE(element.use_count(), 9L);
    }
    QCOMPARE(element.use_count(), 1L);
}

void ChunkedQueueTest::removesInTheMiddleAndKeepsTheOrder()
{
    Queue queue;
    for (int i = 0; i < 50; ++i)
        queue.emplaceBack(std::make_shared<int>(i));

    queue.removeIf([](const std::shared_ptr<int> &element) { return *element % 10 != 3; });

    QCOMPARE(queue.size(), 5u);
    for (std::size_t i = 0; i < 5; ++i)
        QCOMPARE(*queue[i], int(i) * 10 + 3);
}

void ChunkedQueueTest::agreesWithADequeUnderRandomTraffic()
{
    std::mt19937 random(7);
    ChunkedQueue<int, 4> queue;
    std::deque<int> expected;
    for (int step = 0; step < 100'000; ++step) {
        const bool grows = random() % 100 < (step / 5000 % 2 == 0 ? 55U : 45U);
        if (grows) {
            queue.emplaceBack(step);
            expected.push_back(step);
        } else if (!expected.empty() && random() % 10 == 0) {
            queue.popBack();
            expected.pop_back();
        } else if (!expected.empty()) {
            queue.popFront();
            expected.pop_front();
        }
        QCOMPARE(queue.size(), expected.size());
        if (expected.empty())
            continue;
        const std::size_t place = random() % expected.size();
        QCOMPARE(queue[place], expected[place]);
        QCOMPARE(queue.front(), expected.front());
        QCOMPARE(queue.back(), expected.back());
    }
}

BREAKWATER_TEST(ChunkedQueueTest)
#include "tst_chunkedqueue.moc"
