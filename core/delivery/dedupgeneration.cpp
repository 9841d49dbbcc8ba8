// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/dedupgeneration.h>

#include <QtCore/QtGlobal>

#include <utility>

namespace Breakwater {

namespace {

constexpr std::size_t bitsPerPosition = 16;

} // namespace

DedupGeneration::DedupGeneration(std::uint32_t first, std::uint32_t capacity)
    : m_first(first), m_capacity(capacity), m_slots(capacity + capacity / 2),
      m_filter(capacity * bitsPerPosition / 64)
{
    Q_ASSERT(capacity >= 4 && capacity <= largest);
}

void DedupGeneration::restart(std::uint32_t first)
{
    m_first = first;
    m_slots.clear();
    m_filter.clear();
}

void DedupGeneration::insert(std::uint64_t hash, std::uint32_t position)
{
    Q_ASSERT(covers(position));
    m_filter[wordOf(hash)] |= bitsOf(hash);
    put(hash, (position - m_first + 1) | tagOf(hash));
}

void DedupGeneration::put(std::uint64_t hash, Slot slot)
{
    std::size_t i = homeOf(hash);
    while (m_slots[i] != 0)
        i = next(i);
    m_slots[i] = slot;
}

void DedupGeneration::erase(std::uint64_t hash, std::uint32_t position, const DedupEntries &entries)
{
    const Slot erased = (position - m_first + 1) | tagOf(hash);
    std::size_t i = homeOf(hash);
    while (m_slots[i] != erased) {
        if (m_slots[i] == 0)
            return;
        i = next(i);
    }
    m_slots[i] = 0;
    // Whoever lies behind it might not be found across the gap any more: each finds its place anew.
    for (i = next(i); m_slots[i] != 0; i = next(i)) {
        const Slot moved = std::exchange(m_slots[i], 0);
        if (entries.holds(positionIn(moved)))
            put(entries.hashAt(positionIn(moved)), moved);
    }
}

} // namespace Breakwater
