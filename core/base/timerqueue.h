// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace Breakwater {

//! Who is due when: the earliest first, of equals who was put in first. Intrusive: what is put in
//! derives from Entry, stays where it is, and is removed before it dies. Pure.
//!
//! A binary heap in which everybody knows his place, so that putting, moving and removing are
//! O(log n) and leave nothing behind. It takes memory when more are in it than ever before, and
//! at no other time.
class TimerQueue final
{
public:
    class Entry
    {
        friend class TimerQueue;
        std::size_t m_place = 0; //!< from 1 on; 0: it is not in the queue
    };
    //! Those who were due when it began. Whoever is put in later waits for the next round, whatever
    //! he is due at: a round ends.
    class Round
    {
        friend class TimerQueue;
        MonotonicTime m_now;
        std::uint64_t m_end = 0; //!< the first number that does not belong to it
    };

    TimerQueue() = default;
    TimerQueue(const TimerQueue &) = delete;
    TimerQueue &operator=(const TimerQueue &) = delete;

    //! Wherever it was before.
    void put(Entry &entry, MonotonicTime due);
    //! Nothing happens if it is not in the queue.
    void remove(Entry &entry);
    static bool isIn(const Entry &entry) { return entry.m_place != 0; }

    std::optional<MonotonicTime> earliest() const;
    std::size_t size() const { return m_heap.size(); }

    //! `now` must not go back. Rounds may begin within rounds.
    Round beginRound(MonotonicTime now);
    //! Takes out the first of those who are left of the round; null when it is over.
    Entry *takeNext(const Round &round);

private:
    struct Item
    {
        MonotonicTime due;
        std::uint64_t number; //!< of the put()
        Entry *entry;

        bool isBefore(const Item &other) const
        {
            return due != other.due ? due < other.due : number < other.number;
        }
    };

    //! Puts the item where it belongs, if that is at this place or nearer to the front.
    void rise(std::size_t place, const Item &item);
    //! The same, at this place or further from the front.
    void sink(std::size_t place, const Item &item);
    void settle(std::size_t place, const Item &item);
    void lay(std::size_t place, const Item &item);
    Item &at(std::size_t place) { return m_heap[place - 1]; }

    std::vector<Item> m_heap; //!< of the places 2i and 2i + 1, neither is before the place i
    std::uint64_t m_lastNumber = 0;
    MonotonicTime m_latestRound = MonotonicTime::min();
};

} // namespace Breakwater
