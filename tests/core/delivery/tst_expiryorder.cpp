// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/expiryorder.h>

#include <tests/support/testmain.h>

#include <algorithm>
#include <map>
#include <random>

using namespace std::chrono_literals;
using namespace Breakwater;

namespace {

using Place = ExpiryOrder::Place;

constexpr MonotonicTime start(1h);

//! The messages of a queue, by id, as far as their deadlines are concerned.
class Messages final
{
public:
    Place add(std::uint64_t id, MonotonicTime at)
    {
        const Place place = m_order.add(id, at);
        m_all[id] = {at, place};
        return place;
    }
    void remove(std::uint64_t id)
    {
        const auto &[at, place] = m_all.at(id);
        m_order.remove(id, at, place);
        m_all.erase(id);
    }
    //! The id of the first, 0 when there is none. Counts what was looked at.
    std::uint64_t first()
    {
        const auto first = m_order.first([this](std::uint64_t from) {
            auto it = m_all.lower_bound(from);
            for (++looks; it->second.second != Place::InOrder; ++it)
                ++looks;
            return ExpiryOrder::Expiry{it->second.first, it->first};
        });
        Q_ASSERT(!first || m_all.at(first->id).first == first->at);
        return first ? first->id : 0;
    }
    std::optional<MonotonicTime> earliest() const
    {
        std::optional<MonotonicTime> earliest;
        for (const auto &[id, message] : m_all)
            earliest = std::min(earliest.value_or(MonotonicTime::max()), message.first);
        return earliest;
    }
    MonotonicTime deadline(std::uint64_t id) const { return m_all.at(id).first; }
    std::vector<std::uint64_t> ids() const
    {
        std::vector<std::uint64_t> ids;
        for (const auto &[id, message] : m_all)
            ids.push_back(id);
        return ids;
    }

    int looks = 0;

private:
    ExpiryOrder m_order;
    std::map<std::uint64_t, std::pair<MonotonicTime, Place>> m_all;
};

} // namespace

class ExpiryOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsTheFirstOfNothing();
    void deadlinesThatRiseNeedNoSorting();
    void anEarlierDeadlineIsSorted();
    void whoIsAddedLateIsSorted();
    void ofEqualDeadlinesTheSortedOneComesFirst();
    void whatEndedIsLookedAtOnce();
    void agreesWithALookAtAllOfThem();
};

void ExpiryOrderTest::nothingIsTheFirstOfNothing()
{
    Messages messages;
    QCOMPARE(messages.first(), 0u);

    messages.add(1, start);
    messages.remove(1);

    QCOMPARE(messages.first(), 0u);
}

void ExpiryOrderTest::deadlinesThatRiseNeedNoSorting()
{
    Messages messages;
    for (std::uint64_t id = 1; id <= 10; ++id)
        QVERIFY(messages.add(id, start + (id / 2) * 1ms) == Place::InOrder);

    QCOMPARE(messages.first(), 1u);
    messages.remove(1);
    QCOMPARE(messages.first(), 2u);
}

void ExpiryOrderTest::anEarlierDeadlineIsSorted()
{
    Messages messages;
    messages.add(1, start + 2ms);
    QVERIFY(messages.add(2, start + 1ms) == Place::Sorted);
    QVERIFY(messages.add(3, start + 2ms) == Place::InOrder);

    QCOMPARE(messages.first(), 2u);
    messages.remove(2);
    QCOMPARE(messages.first(), 1u);
}

// A message that waited for the disk is accepted after younger ones.
void ExpiryOrderTest::whoIsAddedLateIsSorted()
{
    Messages messages;
    messages.add(2, start + 2ms);
    QVERIFY(messages.add(1, start + 3ms) == Place::Sorted);

    QCOMPARE(messages.first(), 2u);
    messages.remove(2);
    QCOMPARE(messages.first(), 1u);
}

void ExpiryOrderTest::ofEqualDeadlinesTheSortedOneComesFirst()
{
    Messages messages;
    messages.add(1, start + 1ms);
    messages.add(2, start + 5ms);
    messages.add(3, start + 1ms);

    QCOMPARE(messages.first(), 3u);
}

void ExpiryOrderTest::whatEndedIsLookedAtOnce()
{
    Messages messages;
    for (std::uint64_t id = 1; id <= 1000; ++id)
        messages.add(id, start + id * 1ms);

    for (std::uint64_t id = 1; id < 1000; ++id) {
        QCOMPARE(messages.first(), id);
        messages.remove(id);
    }

    QVERIFY2(messages.looks < 2000, qPrintable(QString::number(messages.looks)));
}

void ExpiryOrderTest::agreesWithALookAtAllOfThem()
{
    std::mt19937 random(1);
    Messages messages;
    std::uint64_t last = 0;
    std::vector<std::uint64_t> held; // they get their turn later
    for (int step = 0; step < 5000; ++step) {
        const auto soon = start + step * 1ms + (random() % 4 == 0 ? 0ms : 100ms);
        const auto ids = messages.ids();
        if (random() % 8 == 0) {
            held.push_back(++last);
        } else if (random() % 8 == 0 && !held.empty()) {
            messages.add(held.back(), soon);
            held.pop_back();
        } else if (random() % 2 == 0 || ids.empty()) {
            messages.add(++last, soon);
        } else {
            messages.remove(random() % 4 == 0 ? ids[random() % ids.size()] : messages.first());
        }
        const std::uint64_t first = messages.first();
        QCOMPARE(first != 0, messages.earliest().has_value());
        if (first != 0)
            QVERIFY(messages.deadline(first) == *messages.earliest());
    }
}

BREAKWATER_TEST(ExpiryOrderTest)
#include "tst_expiryorder.moc"
