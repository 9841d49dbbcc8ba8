// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/dedupgeneration.h>

#include <optional>
#include <vector>

namespace Breakwater {

//! Finds the positions of entries by the hash of their keys; several may share one.
//!
//! Positions come in order and leave oldest first, so they are kept by generations: a full one is
//! never touched again, and goes as a whole when none of its positions is held any more. That
//! nothing is there is mostly answered by a few words of filters, without the entries and without a
//! table (docs/decisions/0036). 8 bytes a position of each generation, and up to twice that for
//! what has left or is to come. Allocates nothing until the first insertion.
class DedupIndex final
{
public:
    //! Calls visitor(position) for every held position that may lie under `hash`, until it returns
    //! false. The visitor must compare.
    template <class Visitor>
    void visit(std::uint64_t hash, const DedupEntries &entries, Visitor &&visitor) const;
    //! What is asked under `hash` soon may wait for memory until then; changes nothing.
    void prefetch(std::uint64_t hash) const;
    //! The newest of the entries.
    void insert(std::uint32_t position, const DedupEntries &entries);
    //! For one that leaves out of turn, and is still held.
    void erase(std::uint32_t position, const DedupEntries &entries);
    //! Lets generations go of which nothing is held; call now and then.
    void dropGone(const DedupEntries &entries);
    //! Gives the memory back.
    void clear() { *this = {}; }
    std::size_t bytes() const;

private:
    DedupGeneration *generationOf(std::uint32_t position);
    DedupGeneration &startGeneration(std::uint32_t position, const DedupEntries &entries);
    void grow(const DedupEntries &entries);
    static bool isGone(const DedupGeneration &generation, const DedupEntries &entries)
    {
        return static_cast<std::int32_t>(generation.end() - entries.first()) <= 0;
    }

    std::vector<DedupGeneration> m_generations; //!< oldest first; a dozen for a million entries
    std::optional<DedupGeneration> m_spare;     //!< the last that went, for the next one to come
};

inline void DedupIndex::prefetch(std::uint64_t hash) const
{
    for (const DedupGeneration &generation : m_generations)
        generation.prefetchFilter(hash);
    if (!m_generations.empty())
        m_generations.back().prefetchSlot(hash); // it will be inserted there
}

template <class Visitor>
void DedupIndex::visit(std::uint64_t hash, const DedupEntries &entries, Visitor &&visitor) const
{
    const auto visitHeld
        = [&](std::uint32_t position) { return !entries.holds(position) || visitor(position); };
    for (const DedupGeneration &generation : m_generations) {
        if (generation.mayHave(hash) && !generation.visit(hash, visitHeld))
            return;
    }
}

inline void DedupIndex::dropGone(const DedupEntries &entries)
{
    while (m_generations.size() > 1 && isGone(m_generations.front(), entries)) {
        m_spare = std::move(m_generations.front());
        m_generations.erase(m_generations.begin());
    }
}

} // namespace Breakwater
