// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/dedupindex.h>

#include <algorithm>
#include <bit>
#include <utility>

namespace Breakwater {

namespace {

constexpr std::uint32_t smallest = 32;
//! So many are moved within a fraction of a millisecond.
constexpr std::uint32_t mostToMove = 16'384;

} // namespace

DedupGeneration *DedupIndex::generationOf(std::uint32_t position)
{
    if (!m_generations.empty() && m_generations.back().covers(position))
        return &m_generations.back(); // nearly always
    const auto found
        = std::find_if(m_generations.rbegin(), m_generations.rend(),
                       [position](const auto &generation) { return generation.covers(position); });
    return found == m_generations.rend() ? nullptr : &*found;
}

void DedupIndex::insert(std::uint32_t position, const DedupEntries &entries)
{
    DedupGeneration *const generation = generationOf(position);
    (generation ? *generation : startGeneration(position, entries))
        .insert(entries.hashAt(position), position);
}

void DedupIndex::erase(std::uint32_t position, const DedupEntries &entries)
{
    if (DedupGeneration *const generation = generationOf(position))
        generation->erase(entries.hashAt(position), position, entries);
}

//! As large as what is held, so that there are few of them, and little room is left unused.
DedupGeneration &DedupIndex::startGeneration(std::uint32_t position, const DedupEntries &entries)
{
    dropGone(entries);
    const auto held = static_cast<std::uint32_t>(entries.size());
    const bool isGrowing = m_generations.size() == 1 && m_generations.front().capacity() < held;
    if (isGrowing && held <= mostToMove) {
        grow(entries);
        return m_generations.back();
    }
    const auto capacity = std::clamp(std::bit_ceil(held) / 2, smallest, DedupGeneration::largest);
    if (m_spare && m_spare->capacity() == capacity) {
        m_spare->restart(position);
        m_generations.push_back(*std::exchange(m_spare, {}));
        return m_generations.back();
    }
    m_spare.reset();
    return m_generations.emplace_back(position, capacity);
}

//! What is all held and still small moves into one that is twice as large.
void DedupIndex::grow(const DedupEntries &entries)
{
    DedupGeneration larger(entries.first(), m_generations.front().capacity() * 2);
    for (std::uint32_t position = entries.first(); position + 1 != entries.end(); ++position) {
        if (!entries.at(position).isForgotten())
            larger.insert(entries.hashAt(position), position);
    }
    m_generations.clear();
    m_generations.push_back(std::move(larger));
}

std::size_t DedupIndex::bytes() const
{
    std::size_t bytes = m_generations.capacity() * sizeof(DedupGeneration);
    for (const DedupGeneration &generation : m_generations)
        bytes += generation.bytes();
    return bytes + (m_spare ? m_spare->bytes() : 0);
}

} // namespace Breakwater
