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
    void keepsThoseWhoWaitedLess();
    void removingFromAnywhereKeepsTheOrder();
    void appendingAgainStartsTheWaitAnew();
    void aSweepLooksAtNobodyElse();

private:
    const MonotonicTime m_start{};
};

void IdleListTest::givesTheLongestWaitingFirst()
{
    IdleList list;
    IdleList::Node first;
    IdleList::Node second;
    list.append(first, m_start);
    list.append(second, m_start + 1s);

    QCOMPARE(list.takeOldest(m_start + 1s), &first);
    QCOMPARE(list.takeOldest(m_start + 1s), &second);
    QCOMPARE(list.takeOldest(m_start + 1s), nullptr);
    QCOMPARE(list.size(), std::size_t{0});
    QVERIFY(!first.isListed);
}

void IdleListTest::keepsThoseWhoWaitedLess()
{
    IdleList list;
    IdleList::Node node;
    list.append(node, m_start + 10s);

    QCOMPARE(list.takeOldest(m_start + 10s - 1ns), nullptr);
    QCOMPARE(list.size(), std::size_t{1});
    QCOMPARE(list.takeOldest(m_start + 10s), &node);
}

void IdleListTest::removingFromAnywhereKeepsTheOrder()
{
    for (std::size_t gone = 0; gone < 3; ++gone) {
        IdleList list;
        std::vector<IdleList::Node> nodes(3);
        for (auto &node : nodes)
            list.append(node, m_start);

        list.remove(nodes[gone]);
        list.remove(nodes[gone]);

        QCOMPARE(list.size(), std::size_t{2});
        for (std::size_t i = 0; i < 3; ++i) {
            if (i != gone)
                QCOMPARE(list.takeOldest(m_start), &nodes[i]);
        }
        QCOMPARE(list.takeOldest(m_start), nullptr);
    }
}

void IdleListTest::appendingAgainStartsTheWaitAnew()
{
    IdleList list;
    IdleList::Node first;
    IdleList::Node second;
    list.append(first, m_start);
    list.append(second, m_start + 1s);

    list.append(first, m_start + 2s);

    QCOMPARE(list.size(), std::size_t{2});
    QCOMPARE(list.takeOldest(m_start + 2s), &second);
    QCOMPARE(list.takeOldest(m_start + 2s), &first);
}

void IdleListTest::aSweepLooksAtNobodyElse()
{
    IdleList list;
    std::vector<IdleList::Node> nodes(10'000);
    for (std::size_t i = 0; i < nodes.size(); ++i)
        list.append(nodes[i], m_start + std::chrono::seconds(i));

    int visited = 1; // the one that ends it
    while (list.takeOldest(m_start + 9s))
        ++visited;

    QCOMPARE(visited, 11);
    QCOMPARE(list.size(), std::size_t{9'990});
}

BREAKWATER_TEST(IdleListTest)
#include "tst_idlelist.moc"
