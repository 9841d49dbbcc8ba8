// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/timerqueue.h>

#include <QtCore/QtGlobal>

#include <algorithm>

namespace Breakwater {

void TimerQueue::put(Entry &entry, MonotonicTime due)
{
    // Behind all that belong to a round under way, also if it should have been long ago.
    const Item item{std::max(due, m_latestRound), ++m_lastNumber, &entry};
    if (!isIn(entry)) {
        m_heap.push_back(item);
        rise(m_heap.size(), item);
    } else {
        settle(entry.m_place, item);
    }
}

void TimerQueue::remove(Entry &entry)
{
    if (!isIn(entry))
        return;
    const std::size_t place = entry.m_place;
    const Item last = m_heap.back();
    m_heap.pop_back();
    entry.m_place = 0;
    if (last.entry != &entry)
        settle(place, last);
}

std::optional<MonotonicTime> TimerQueue::earliest() const
{
    if (m_heap.empty())
        return {};
    return m_heap.front().due;
}

TimerQueue::Round TimerQueue::beginRound(MonotonicTime now)
{
    Q_ASSERT(now >= m_latestRound);
    m_latestRound = now;
    Round round;
    round.m_now = now;
    round.m_end = m_lastNumber + 1;
    return round;
}

TimerQueue::Entry *TimerQueue::takeNext(const Round &round)
{
    if (m_heap.empty() || !m_heap.front().isBefore({round.m_now, round.m_end, nullptr}))
        return nullptr;
    Entry *next = m_heap.front().entry;
    remove(*next);
    return next;
}

void TimerQueue::settle(std::size_t place, const Item &item)
{
    if (place > 1 && item.isBefore(at(place / 2)))
        rise(place, item);
    else
        sink(place, item);
}

void TimerQueue::rise(std::size_t place, const Item &item)
{
    for (; place > 1 && item.isBefore(at(place / 2)); place /= 2)
        lay(place, at(place / 2));
    lay(place, item);
}

void TimerQueue::sink(std::size_t place, const Item &item)
{
    while (2 * place <= m_heap.size()) {
        std::size_t next = 2 * place;
        if (next < m_heap.size() && at(next + 1).isBefore(at(next)))
            ++next;
        if (!at(next).isBefore(item))
            break;
        lay(place, at(next));
        place = next;
    }
    lay(place, item);
}

void TimerQueue::lay(std::size_t place, const Item &item)
{
    at(place) = item;
    item.entry->m_place = place;
}

} // namespace Breakwater
