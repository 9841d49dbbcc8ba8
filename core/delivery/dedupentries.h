// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/chunkedqueue.h>
#include <core/base/time.h>
#include <core/delivery/dedupkey.h>

#include <cstdint>

namespace Breakwater {

//! The keys that a deduplicator remembers, in the order they came, which is the order they expire
//! in. An entry's position is its running number, cut to 32 bits: it stays valid while older ones
//! leave. Nothing may be asked of a position that is not held.
class DedupEntries final
{
public:
    struct Entry
    {
        DedupKey key;
        MonotonicTime at{};

        static constexpr MonotonicTime forgotten = MonotonicTime::min();
        bool isForgotten() const { return at == forgotten; }
    };

    //! The first position.
    explicit DedupEntries(std::uint32_t first = 0) : m_first(first) { }

    bool isEmpty() const { return m_entries.isEmpty(); }
    std::size_t size() const { return m_entries.size(); }
    //! Position of the oldest; of the next one where there is none.
    std::uint32_t first() const { return m_first; }
    //! Position of the next one.
    std::uint32_t end() const { return m_first + static_cast<std::uint32_t>(m_entries.size()); }
    bool holds(std::uint32_t position) const { return position - m_first < m_entries.size(); }
    bool isOlder(std::uint32_t a, std::uint32_t b) const { return a - m_first < b - m_first; }

    const Entry &at(std::uint32_t position) const { return m_entries[position - m_first]; }
    const Entry &oldest() const { return m_entries.front(); }
    std::uint64_t hashAt(std::uint32_t position) const { return at(position).key.high; }

    //! Returns its position.
    std::uint32_t append(const DedupKey &key, MonotonicTime now)
    {
        m_entries.emplaceBack(Entry{key, now});
        return end() - 1;
    }
    void dropOldest()
    {
        m_entries.popFront();
        ++m_first;
    }
    //! It stays, and is nothing any more, until older ones have left; or leaves if it is the
    //! newest.
    void forget(std::uint32_t position)
    {
        m_entries[position - m_first].at = Entry::forgotten;
        while (!m_entries.isEmpty() && m_entries.back().isForgotten())
            m_entries.popBack();
    }
    //! Gives the memory back.
    void clear() { m_entries = {}; }
    std::size_t bytes() const { return m_entries.bytes(); }

private:
    static constexpr std::size_t entriesPerChunk = 32;

    ChunkedQueue<Entry, entriesPerChunk> m_entries;
    std::uint32_t m_first;
};

} // namespace Breakwater
