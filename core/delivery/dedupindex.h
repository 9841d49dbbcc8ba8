// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <vector>

namespace Breakwater {

//! Finds positions by the hash of what lies there; several positions may share a hash.
//!
//! Extendible hashing (Fagin et al. 1979) over small open-addressed segments: what is full is split
//! alone, so that no insertion ever moves more than one segment's slots, however many there are.
//! 8 bytes a slot, 11 to 24 a position. Positions are running numbers, and leave oldest first:
//! nothing is done for one that has left, its slot is taken by a newer one or swept up when its
//! segment is full. Allocates nothing until the first insertion.
class DedupIndex final
{
public:
    //! The positions that have not left: `size` running numbers from `first` on.
    struct Held
    {
        std::uint32_t first = 0;
        std::uint32_t size = 0;

        bool has(std::uint32_t position) const { return position - first < size; }
    };

    //! Calls visitor(position) for every held position under `hash`, until it returns false. Tags
    //! are 32 bits of the hash: the visitor must compare.
    template <class Visitor> void visit(std::uint64_t hash, Held held, Visitor &&visitor) const;
    //! What is asked under `hash` soon may wait for memory until then; changes nothing.
    void prefetch(std::uint64_t hash) const;
    void insert(std::uint64_t hash, std::uint32_t position, Held held);
    //! For one that leaves out of turn. Nothing happens if it is not there.
    void erase(std::uint64_t hash, std::uint32_t position);
    //! Gives the memory back.
    void clear();
    std::int64_t bytes() const;

private:
    struct Slot
    {
        std::uint32_t tag = 0; //!< 0: free
        std::uint32_t position = 0;
    };
    struct Segment
    {
        std::vector<Slot> slots; //!< a power of two
        std::uint32_t used = 0;  //!< not free
        int depth = 0;           //!< so many leading bits do all its tags share

        std::uint32_t mask() const { return static_cast<std::uint32_t>(slots.size()) - 1; }
        bool isFull() const { return std::size_t(used) * 4 >= slots.size() * 3; }
        //! Where it finds a free slot or that of one that has left; there is one.
        void put(Slot slot, Held held);
        bool holdsMany(Held held) const;
    };

    static std::uint32_t tagOf(std::uint64_t hash)
    {
        const auto tag = static_cast<std::uint32_t>(hash >> 32);
        return tag == 0 ? 1 : tag;
    }
    std::size_t directoryIndex(std::uint32_t tag, int bits) const
    {
        return static_cast<std::size_t>(std::uint64_t(tag) >> (32 - bits));
    }
    std::uint32_t segmentOf(std::uint32_t tag) const
    {
        return m_directory[directoryIndex(tag, m_depth)];
    }
    void makeRoomFor(std::uint32_t tag, Held held);
    //! Its held positions into so many new slots.
    static void refill(Segment &segment, std::size_t size, Held held);
    void split(std::uint32_t index, std::uint32_t tag, Held held);

    std::vector<std::uint32_t> m_directory; //!< leading bits of a tag → segment
    std::vector<Segment> m_segments;
    int m_depth = 0; //!< the directory has 2^depth entries
};

inline void DedupIndex::prefetch([[maybe_unused]] std::uint64_t hash) const
{
#ifdef __GNUC__
    if (m_segments.empty())
        return;
    const std::uint32_t tag = tagOf(hash);
    const Segment &segment = m_segments[segmentOf(tag)];
    __builtin_prefetch(&segment.slots[tag & segment.mask()]);
#endif
}

template <class Visitor>
void DedupIndex::visit(std::uint64_t hash, Held held, Visitor &&visitor) const
{
    if (m_segments.empty())
        return;
    const std::uint32_t tag = tagOf(hash);
    const Segment &segment = m_segments[segmentOf(tag)];
    const std::uint32_t mask = segment.mask();
    for (std::uint32_t i = tag & mask; segment.slots[i].tag != 0; i = (i + 1) & mask) {
        const Slot slot = segment.slots[i];
        if (slot.tag == tag && held.has(slot.position) && !visitor(slot.position))
            return;
    }
}

} // namespace Breakwater
