// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/zeroedarray.h>
#include <core/delivery/dedupentries.h>

#include <cstdint>

namespace Breakwater {

//! Finds those of a run of positions that lie under a hash. A filter (Bloom 1970, its four bits in
//! one word; Putze, Sanders, Singler 2007) answers for nearly all hashes that are not there with
//! one access to memory; for the others there is a table of open addressing. Neither ever grows.
class DedupGeneration final
{
public:
    //! 18 bits of a slot say which of the positions; 13 are of the hash.
    static constexpr std::uint32_t largest = 1U << 18U;

    //! Of the positions from `first` on, so many.
    DedupGeneration(std::uint32_t first, std::uint32_t capacity);

    bool covers(std::uint32_t position) const { return position - m_first < m_capacity; }
    std::uint32_t first() const { return m_first; }
    std::uint32_t end() const { return m_first + m_capacity; }
    std::uint32_t capacity() const { return m_capacity; }
    //! Empty, for other positions; keeps its memory.
    void restart(std::uint32_t first);

    //! False: it has nothing under that hash. True of one in a hundred others, too; of more when
    //! many were erased.
    bool mayHave(std::uint64_t hash) const
    {
        const std::uint64_t bits = bitsOf(hash);
        return (m_filter[wordOf(hash)] & bits) == bits;
    }
    //! Calls visitor(position) for every position that may lie under the hash, until it returns
    //! false, and returns what it returned last. The visitor must compare.
    template <class Visitor> bool visit(std::uint64_t hash, Visitor &&visitor) const;
    //! What is asked soon may wait for memory until then; changes nothing.
    void prefetchFilter(std::uint64_t hash) const { prefetch(&m_filter[wordOf(hash)]); }
    void prefetchSlot(std::uint64_t hash) const { prefetch(&m_slots[homeOf(hash)]); }

    //! A position that it covers and does not have.
    void insert(std::uint64_t hash, std::uint32_t position);
    //! One that it has. `entries` knows the hashes of those that lie behind it and are still held;
    //! the others go with it. The filter keeps its bits.
    void erase(std::uint64_t hash, std::uint32_t position, const DedupEntries &entries);

    std::size_t bytes() const { return m_slots.bytes() + m_filter.bytes(); }

private:
    using Slot
        = std::uint32_t; //!< 0: free; else the position's number + 1, and 13 bits of the hash
    static constexpr Slot numberMask = (1U << 19U) - 1;

    static void prefetch([[maybe_unused]] const void *address)
    {
#ifdef __GNUC__
        __builtin_prefetch(address);
#endif
    }
    // Different bits of the hash decide on word, bits in it, slot and tag, as far as there are
    // enough.
    std::size_t wordOf(std::uint64_t hash) const
    {
        return (std::uint64_t(std::uint32_t(hash)) * m_filter.size()) >> 32U;
    }
    static std::uint64_t bitsOf(std::uint64_t hash)
    {
        return 1ULL << (hash >> 58U) | 1ULL << ((hash >> 52U) & 63U) | 1ULL << ((hash >> 46U) & 63U)
            | 1ULL << ((hash >> 40U) & 63U);
    }
    std::size_t homeOf(std::uint64_t hash) const
    {
        return ((hash >> 32U) * m_slots.size()) >> 32U;
    }
    static Slot tagOf(std::uint64_t hash)
    {
        return std::uint32_t(hash) & ~numberMask;
    }
    std::size_t next(std::size_t i) const
    {
        return i + 1 == m_slots.size() ? 0 : i + 1;
    }
    std::uint32_t positionIn(Slot slot) const
    {
        return m_first + (slot & numberMask) - 1;
    }
    void put(std::uint64_t hash, Slot slot);

    std::uint32_t m_first;
    std::uint32_t m_capacity;
    ZeroedArray<Slot> m_slots; //!< half as many again as positions, so some are always free
    ZeroedArray<std::uint64_t> m_filter;
};

template <class Visitor> bool DedupGeneration::visit(std::uint64_t hash, Visitor &&visitor) const
{
    const Slot tag = tagOf(hash);
    for (std::size_t i = homeOf(hash); m_slots[i] != 0; i = next(i)) {
        if ((m_slots[i] & ~numberMask) == tag && !visitor(positionIn(m_slots[i])))
            return false;
    }
    return true;
}

} // namespace Breakwater
