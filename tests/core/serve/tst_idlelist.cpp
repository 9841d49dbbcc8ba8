// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/idlelist.h>

#include <tests/support/testmain.h>

#include <vector>

using namespace Breakwater;
using namespace std::chrono_literals;

class IdleListTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheLongestWaitingFirst();
    void aWalkEndsBeforeThoseWhoWaitedLess();
    void removingFromAnywhereKeepsTheOrder();
    void appendingAgainStartsTheWaitAnew();
    void aWalkPassesOverThoseWhoLeaveMeanwhile();
    void aWalkThatEndedStaysEnded();
    void walksDoNotDisturbEachOther();

private:
    using Nodes = std::vector<IdleList::Node *>;
    static Nodes walked(IdleList::Walk &walk, MonotonicTime latest)
    {
        Nodes result;
        walk.start();
        while (auto *node = walk.next(latest))
            result.push_back(node);
        return result;
    }

    const MonotonicTime m_start{};
};

void IdleListTest::givesTheLongestWaitingFirst()
{
    IdleList list;
    IdleList::Walk walk(list);
    IdleList::Node first;
    IdleList::Node second;
    list.append(first, m_start);
    list.append(second, m_start + 1s);

    QCOMPARE(walked(walk, m_start + 1s), (Nodes{&first, &second}));
    QCOMPARE(list.oldest(), &first);
    list.remove(first);
    QCOMPARE(list.oldest(), &second);
    QVERIFY(!first.isListed);
    list.remove(second);
    QCOMPARE(list.oldest(), nullptr);
    QCOMPARE(list.size(), std::size_t{0});
}

void IdleListTest::aWalkEndsBeforeThoseWhoWaitedLess()
{
    IdleList list;
    IdleList::Walk walk(list);
    IdleList::Node node;
    list.append(node, m_start + 10s);

    QCOMPARE(walked(walk, m_start + 10s - 1ns), Nodes());
    QCOMPARE(walked(walk, m_start + 10s), Nodes{&node});
}

void IdleListTest::removingFromAnywhereKeepsTheOrder()
{
    for (std::size_t gone = 0; gone < 3; ++gone) {
        IdleList list;
        IdleList::Walk walk(list);
        std::vector<IdleList::Node> nodes(3);
        for (auto &node : nodes)
            list.append(node, m_start);

        list.remove(nodes[gone]);
        list.remove(nodes[gone]);

        Nodes left;
        for (std::size_t i = 0; i < 3; ++i) {
            if (i != gone)
                left.push_back(&nodes[i]);
        }
        QCOMPARE(list.size(), std::size_t{2});
        QCOMPARE(walked(walk, m_start), left);
    }
}

void IdleListTest::appendingAgainStartsTheWaitAnew()
{
    IdleList list;
    IdleList::Walk walk(list);
    IdleList::Node first;
    IdleList::Node second;
    list.append(first, m_start);
    list.append(second, m_start + 1s);

    list.append(first, m_start + 2s);

    QCOMPARE(list.size(), std::size_t{2});
    QCOMPARE(walked(walk, m_start + 2s), (Nodes{&second, &first}));
    QCOMPARE(walked(walk, m_start + 1s), Nodes{&second});
}

void IdleListTest::aWalkPassesOverThoseWhoLeaveMeanwhile()
{
    for (std::size_t gone = 0; gone < 4; ++gone) {
        IdleList list;
        IdleList::Walk walk(list);
        std::vector<IdleList::Node> nodes(4);
        for (auto &node : nodes)
            list.append(node, m_start);
        walk.start();
        Nodes seen{walk.next(m_start), walk.next(m_start)};

        list.remove(nodes[gone]);
        while (auto *node = walk.next(m_start))
            seen.push_back(node);

        Nodes expected;
        for (std::size_t i = 0; i < 4; ++i) {
            if (i < 2 || i != gone)
                expected.push_back(&nodes[i]);
        }
        QCOMPARE(seen, expected);
    }
}

void IdleListTest::aWalkThatEndedStaysEnded()
{
    IdleList list;
    IdleList::Walk walk(list);
    IdleList::Node early;
    IdleList::Node late;
    list.append(early, m_start);
    QCOMPARE(walked(walk, m_start), Nodes{&early});

    list.append(late, m_start);

    QCOMPARE(walk.next(m_start), nullptr);
    QCOMPARE(walked(walk, m_start), (Nodes{&early, &late}));
}

void IdleListTest::walksDoNotDisturbEachOther()
{
    IdleList list;
    IdleList::Walk ahead(list);
    IdleList::Walk behind(list);
    std::vector<IdleList::Node> nodes(3);
    for (auto &node : nodes)
        list.append(node, m_start);
    ahead.start();
    behind.start();
    QCOMPARE(ahead.next(m_start), &nodes[0]);

    list.remove(nodes[1]); // next in one
    list.remove(nodes[0]); // next in the other

    QCOMPARE(ahead.next(m_start), &nodes[2]);
    QCOMPARE(ahead.next(m_start), nullptr);
    QCOMPARE(behind.next(m_start), &nodes[2]);
}

BREAKWATER_TEST(IdleListTest)
#include "tst_idlelist.moc"
