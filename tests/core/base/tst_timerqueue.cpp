// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/timerqueue.h>

#include <tests/support/liveheap.h>
#include <tests/support/testmain.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

constexpr MonotonicTime start(1h);

struct Named : TimerQueue::Entry
{
    explicit Named(char letter) : name(letter) { }
    char name;
};

//! All that are left of the round, in the order in which they come.
std::string takeAll(TimerQueue &queue, const TimerQueue::Round &round)
{
    std::string names;
    while (auto *next = static_cast<Named *>(queue.takeNext(round)))
        names += next->name;
    return names;
}

std::string takeAllAt(TimerQueue &queue, MonotonicTime now)
{
    return takeAll(queue, queue.beginRound(now));
}

} // namespace

class TimerQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEarliestComesFirstAndOfEqualsTheFirstPutIn();
    void nobodyIsTakenBeforeHeIsDue();
    void whoIsPutAgainMoves();
    void whoIsRemovedDoesNotCome();
    void whoIsPutInDuringARoundWaitsForTheNext();
    void whoShouldHaveBeenLongAgoDoesNotHoldUpARound();
    void aRoundWithinARoundLeavesTheOuterOneWhatIsLeft();
    void restartingTakesNoMemory();
    void agreesWithASortedListUnderRandomTraffic();
};

void TimerQueueTest::theEarliestComesFirstAndOfEqualsTheFirstPutIn()
{
    TimerQueue queue;
    Named a('a'), b('b'), c('c'), d('d');
    queue.put(d, start + 3ms);
    queue.put(b, start + 1ms);
    queue.put(c, start + 1ms);
    queue.put(a, start);

    QCOMPARE(*queue.earliest(), start);
    QCOMPARE(takeAllAt(queue, start + 3ms), std::string("abcd"));
    QVERIFY(!queue.earliest());
}

void TimerQueueTest::nobodyIsTakenBeforeHeIsDue()
{
    TimerQueue queue;
    Named a('a');
    queue.put(a, start + 1ns);

    QCOMPARE(takeAllAt(queue, start), std::string());
    QVERIFY(TimerQueue::isIn(a));
    QCOMPARE(takeAllAt(queue, start + 1ns), std::string("a"));
    QVERIFY(!TimerQueue::isIn(a));
}

void TimerQueueTest::whoIsPutAgainMoves()
{
    TimerQueue queue;
    Named a('a'), b('b'), c('c');
    queue.put(a, start + 1ms);
    queue.put(b, start + 2ms);
    queue.put(c, start + 3ms);

    queue.put(a, start + 4ms);
    queue.put(c, start);

    QCOMPARE(queue.size(), 3u);
    QCOMPARE(takeAllAt(queue, start + 4ms), std::string("cba"));
}

void TimerQueueTest::whoIsRemovedDoesNotCome()
{
    TimerQueue queue;
    Named a('a'), b('b'), c('c');
    for (Named *entry : {&a, &b, &c})
        queue.put(*entry, start);

    queue.remove(b);
    queue.remove(b);

    QVERIFY(!TimerQueue::isIn(b));
    QCOMPARE(takeAllAt(queue, start), std::string("ac"));
}

void TimerQueueTest::whoIsPutInDuringARoundWaitsForTheNext()
{
    TimerQueue queue;
    Named a('a'), b('b');
    queue.put(a, start);
    queue.put(b, start);
    const auto round = queue.beginRound(start);

    QCOMPARE(queue.takeNext(round), &a);
    queue.put(a, start);
    queue.put(b, start); // due already, and now started anew

    QCOMPARE(takeAll(queue, round), std::string());
    QCOMPARE(takeAllAt(queue, start), std::string("ab"));
}

void TimerQueueTest::whoShouldHaveBeenLongAgoDoesNotHoldUpARound()
{
    TimerQueue queue;
    Named a('a'), b('b'), c('c');
    queue.put(a, start - 2ms);
    queue.put(b, start - 1ms);
    queue.put(c, start);
    const auto round = queue.beginRound(start);

    QCOMPARE(queue.takeNext(round), &a);
    queue.put(a, MonotonicTime::min());

    QCOMPARE(takeAll(queue, round), std::string("bc"));
    QVERIFY(*queue.earliest() <= start);
    QCOMPARE(takeAllAt(queue, start), std::string("a"));
}

void TimerQueueTest::aRoundWithinARoundLeavesTheOuterOneWhatIsLeft()
{
    TimerQueue queue;
    Named a('a'), b('b'), c('c');
    queue.put(a, start);
    queue.put(b, start);
    queue.put(c, start + 1ms);
    const auto outer = queue.beginRound(start);
    QCOMPARE(queue.takeNext(outer), &a);

    const auto inner = queue.beginRound(start + 1ms);
    QCOMPARE(queue.takeNext(inner), &b);
    queue.put(a, start); // not the outer one's any more
    QCOMPARE(takeAll(queue, outer), std::string());

    QCOMPARE(takeAll(queue, inner), std::string("c"));
    QCOMPARE(takeAllAt(queue, start + 1ms), std::string("a"));
}

void TimerQueueTest::restartingTakesNoMemory()
{
    TimerQueue queue;
    std::array<TimerQueue::Entry, 100> entries;
    for (TimerQueue::Entry &entry : entries)
        queue.put(entry, start);
    const qint64 before = Test::liveHeap();

    for (int i = 0; i < 100'000; ++i) {
        TimerQueue::Entry &entry = entries[static_cast<std::size_t>(i) % entries.size()];
        queue.remove(entry);
        queue.put(entry, start + i * 1ms);
        queue.put(entry, start + i * 2ms);
    }

    QCOMPARE(queue.size(), entries.size());
    QCOMPARE(Test::liveHeap(), before);
}

void TimerQueueTest::agreesWithASortedListUnderRandomTraffic()
{
    struct Model : TimerQueue::Entry
    {
        std::optional<std::pair<MonotonicTime, int>> due; //!< and the number of its put()
    };
    TimerQueue queue;
    std::array<Model, 37> all;
    std::mt19937 random(1);
    MonotonicTime now = start;
    for (int step = 0; step < 50'000; ++step) {
        Model &one = all[random() % all.size()];
        const auto wish = random() % 8;
        if (wish == 0) {
            queue.remove(one);
            one.due.reset();
        } else if (wish < 6) {
            one.due = {now + (random() % 50) * 1ms, step};
            queue.put(one, one.due->first);
        } else {
            now += 1ms;
            const auto round = queue.beginRound(now);
            while (auto *next = static_cast<Model *>(queue.takeNext(round))) {
                for (const Model &other : all)
                    QVERIFY(!other.due || *next->due <= *other.due);
                QVERIFY(next->due->first <= now);
                next->due.reset();
            }
        }
        std::optional<MonotonicTime> earliest;
        for (const Model &model : all) {
            QCOMPARE(TimerQueue::isIn(model), model.due.has_value());
            if (model.due && (!earliest || model.due->first < *earliest))
                earliest = model.due->first;
        }
        QVERIFY(queue.earliest() == earliest);
    }
}

BREAKWATER_TEST(TimerQueueTest)
#include "tst_timerqueue.moc"
