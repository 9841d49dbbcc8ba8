// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <cstdint>
#include <optional>
#include <set>
#include <utility>

namespace Breakwater {

//! Which of the messages in a queue expires first. Deadlines that rise with the ids, and nearly all
//! do, cost nothing: the queue itself is their order. The others stand in a sorted set. Pure.
class ExpiryOrder final
{
public:
    //! Who looks after a deadline; the queue remembers that with the message.
    enum class Place : std::uint8_t {
        Nowhere, //!< nobody yet
        InOrder, //!< it is no earlier than those of older messages in order
        Sorted,
    };
    struct Expiry
    {
        MonotonicTime at;
        std::uint64_t id;
    };

    //! From now on.
    Place add(std::uint64_t id, MonotonicTime at)
    {
        if (m_inOrder > 0 && (at < m_newest.at || id < m_newest.id))
            return sort(id, at);
        if (m_inOrder++ == 0)
            m_oldest = id;
        m_newest = {at, id};
        return Place::InOrder;
    }
    //! It ends.
    void remove(std::uint64_t id, MonotonicTime at, Place place)
    {
        if (place == Place::InOrder)
            m_inOrder -= 1;
        else if (place == Place::Sorted)
            m_sorted.erase({at, id});
    }
    //! The first one; none when there is none. `find(id)` must give the first living message that
    //! is in order, with an id from `id` on; there is one.
    template <class Find> std::optional<Expiry> first(Find find)
    {
        std::optional<Expiry> first;
        if (m_inOrder > 0) {
            first = find(m_oldest);
            m_oldest = first->id;
        }
        if (!m_sorted.empty() && (!first || m_sorted.begin()->first <= first->at))
            first = {m_sorted.begin()->first, m_sorted.begin()->second};
        return first;
    }

private:
    Place sort(std::uint64_t id, MonotonicTime at)
    {
        m_sorted.emplace(at, id);
        return Place::Sorted;
    }

    std::int64_t m_inOrder = 0; //!< so many messages
    std::uint64_t m_oldest = 1; //!< none of them is before it
    Expiry m_newest{};          //!< of them
    std::set<std::pair<MonotonicTime, std::uint64_t>> m_sorted;
};

} // namespace Breakwater
