// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/dedupindex.h>

#include <algorithm>
#include <utility>

namespace Breakwater {

namespace {

constexpr std::size_t firstSlots = 32;
constexpr std::size_t segmentSlots = 4096; // 32 KiB: splitting one takes microseconds
constexpr int mostDepth = 16;              // past 200 million positions segments grow instead

} // namespace

void DedupIndex::Segment::put(Slot slot, Held held)
{
    std::uint32_t i = slot.tag & mask();
    while (slots[i].tag != 0 && held.has(slots[i].position))
        i = (i + 1) & mask();
    used += slots[i].tag == 0 ? 1 : 0;
    slots[i] = slot;
}

//! More than 11 of 16: sweeping would soon have to be repeated.
bool DedupIndex::Segment::holdsMany(Held held) const
{
    const auto count = std::count_if(slots.begin(), slots.end(), [&](Slot slot) {
        return slot.tag != 0 && held.has(slot.position);
    });
    return static_cast<std::size_t>(count) * 16 > slots.size() * 11;
}

void DedupIndex::insert(std::uint64_t hash, std::uint32_t position, Held held)
{
    const std::uint32_t tag = tagOf(hash);
    if (m_segments.empty()) {
        m_segments.emplace_back().slots.resize(firstSlots);
        m_directory.assign(1, 0);
    }
    Segment *segment = &m_segments[segmentOf(tag)];
    while (segment->isFull()) {
        makeRoomFor(tag, held);
        segment = &m_segments[segmentOf(tag)];
    }
    segment->put({tag, position}, held);
}

void DedupIndex::makeRoomFor(std::uint32_t tag, Held held)
{
    const std::uint32_t index = segmentOf(tag);
    Segment &segment = m_segments[index];
    if (!segment.holdsMany(held))
        refill(segment, segment.slots.size(), held);
    else if (segment.slots.size() >= segmentSlots && segment.depth < mostDepth)
        split(index, tag, held);
    else
        refill(segment, segment.slots.size() * 2, held);
}

void DedupIndex::refill(Segment &segment, std::size_t size, Held held)
{
    const auto old = std::exchange(segment.slots, std::vector<Slot>(size));
    segment.used = 0;
    for (const Slot slot : old) {
        if (slot.tag != 0 && held.has(slot.position))
            segment.put(slot, held);
    }
}

void DedupIndex::split(std::uint32_t index, std::uint32_t tag, Held held)
{
    const int oldDepth = m_segments[index].depth;
    if (oldDepth == m_depth) {
        std::vector<std::uint32_t> doubled(m_directory.size() * 2);
        for (std::size_t i = 0; i < doubled.size(); ++i)
            doubled[i] = m_directory[i / 2];
        m_directory = std::move(doubled);
        ++m_depth;
    }
    const auto added = static_cast<std::uint32_t>(m_segments.size());
    m_segments.emplace_back().slots.resize(segmentSlots);
    Segment &low = m_segments[index];
    Segment &high = m_segments[added];
    low.depth = high.depth = oldDepth + 1;

    // Of the directory entries that led to the old segment, the upper half leads to the new one.
    const std::size_t span = std::size_t(1) << (m_depth - oldDepth);
    const auto from = m_directory.begin()
        + static_cast<std::ptrdiff_t>(directoryIndex(tag, oldDepth) * span + span / 2);
    std::fill_n(from, span / 2, added);

    const auto old = std::exchange(low.slots, std::vector<Slot>(segmentSlots));
    low.used = 0;
    for (const Slot slot : old) {
        if (slot.tag != 0 && held.has(slot.position))
            (((slot.tag >> (31 - oldDepth)) & 1) != 0 ? high : low).put(slot, held);
    }
}

void DedupIndex::erase(std::uint64_t hash, std::uint32_t position)
{
    if (m_segments.empty())
        return;
    const std::uint32_t tag = tagOf(hash);
    Segment &segment = m_segments[segmentOf(tag)];
    auto &slots = segment.slots;
    const std::uint32_t mask = segment.mask();
    std::uint32_t hole = tag & mask;
    while (slots[hole].tag != tag || slots[hole].position != position) {
        if (slots[hole].tag == 0)
            return;
        hole = (hole + 1) & mask;
    }
    // Close the gap: whoever may live in the hole moves there. So no tombstones pile up.
    for (std::uint32_t i = (hole + 1) & mask; slots[i].tag != 0; i = (i + 1) & mask) {
        const std::uint32_t home = slots[i].tag & mask;
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            slots[hole] = slots[i];
            hole = i;
        }
    }
    slots[hole] = {};
    --segment.used;
}

void DedupIndex::clear()
{
    *this = {};
}

std::int64_t DedupIndex::bytes() const
{
    std::size_t bytes
        = m_directory.capacity() * sizeof(std::uint32_t) + m_segments.capacity() * sizeof(Segment);
    for (const Segment &segment : m_segments)
        bytes += segment.slots.capacity() * sizeof(Slot);
    return static_cast<std::int64_t>(bytes);
}

} // namespace Breakwater
