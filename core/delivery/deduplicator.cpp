// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/deduplicator.h>

#include <core/delivery/dedupentries.h>
#include <core/delivery/dedupindex.h>

#include <algorithm>
#include <utility>

namespace Breakwater {

namespace {

constexpr int dropsPerCheck = 8;    // one comes in, so a backlog of old entries melts away
constexpr int dropsPerRound = 2000; // a fraction of a millisecond
constexpr std::size_t worthReleasing = 64 * 1024;

} // namespace

//! Entries, and an index into them.
class Deduplicator::Memory final
{
public:
    Verdict remember(MonotonicTime now, const Key &key, Duration ttl);
    void withdraw(const Key &key, MonotonicTime rememberedAt);
    //! Takes at most `most` entries from the old end: past the TTL, forgotten, or too many.
    //! True when nothing is left to drop.
    //! `coming` so many more are to find room.
    bool dropOld(MonotonicTime now, const StabilityConfig::Deduplication &config, int most,
                 std::size_t coming);

    //! To be asked for in a moment.
    void prefetch(const DedupName &name) const { m_index.prefetch(name.high); }

    std::int64_t live() const { return m_live; }
    std::int64_t bytes() const;
    std::optional<MonotonicTime> pushedOutAt() const { return m_pushedOutAt; }

private:
    void forget(std::uint32_t position);
    void append(MonotonicTime now, const Key &key);

    DedupEntries m_entries;
    DedupIndex m_index;
    std::int64_t m_live = 0;
    std::optional<MonotonicTime> m_pushedOutAt; //!< birth of the youngest that left early
};

Deduplicator::Verdict Deduplicator::Memory::remember(MonotonicTime now, const Key &key,
                                                     Duration ttl)
{
    int ofThisId = 0;
    std::uint32_t oldest = 0;
    bool isConflict = false;
    bool isDuplicate = false;
    m_index.visit(key.high, m_entries, [&](std::uint32_t position) {
        const DedupEntries::Entry &entry = m_entries.at(position);
        if (entry.key.high != key.high)
            return true;
        if (ofThisId++ == 0 || m_entries.isOlder(position, oldest))
            oldest = position;
        const bool counts = now - entry.at < ttl;
        isDuplicate = counts && entry.key.low == key.low;
        isConflict = isConflict || (counts && entry.key.low != key.low);
        return !isDuplicate;
    });
    if (isDuplicate)
        return Verdict::Duplicate;
    if (ofThisId >= contentsPerId)
        forget(oldest);
    append(now, key);
    return isConflict ? Verdict::IdConflict : Verdict::Fresh;
}

void Deduplicator::Memory::append(MonotonicTime now, const Key &key)
{
    m_index.insert(m_entries.append(key, now), m_entries);
    ++m_live;
}

void Deduplicator::Memory::withdraw(const Key &key, MonotonicTime rememberedAt)
{
    std::optional<std::uint32_t> found;
    m_index.visit(key.high, m_entries, [&](std::uint32_t position) {
        const DedupEntries::Entry &entry = m_entries.at(position);
        if (entry.key == key && entry.at == rememberedAt)
            found = position;
        return !found;
    });
    if (found)
        forget(*found);
}

void Deduplicator::Memory::forget(std::uint32_t position)
{
    m_index.erase(position, m_entries);
    m_entries.forget(position);
    --m_live;
}

bool Deduplicator::Memory::dropOld(MonotonicTime now, const StabilityConfig::Deduplication &config,
                                   int most, std::size_t coming)
{
    m_index.dropGone(m_entries);
    const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(config.maxEntries, 1));
    for (; !m_entries.isEmpty(); --most) {
        const DedupEntries::Entry &entry = m_entries.oldest();
        const bool isOld = entry.isForgotten() || now - entry.at >= config.ttl;
        if (!isOld && m_entries.size() + coming <= limit)
            return true;
        if (most == 0)
            return false;
        m_live -= entry.isForgotten() ? 0 : 1;
        if (!isOld)
            m_pushedOutAt = entry.at;
        m_entries.dropOldest();
    }
    if (m_index.bytes() > worthReleasing) {
        m_index.clear();
        m_entries.clear();
    }
    return true;
}

std::int64_t Deduplicator::Memory::bytes() const
{
    return static_cast<std::int64_t>(sizeof *this + m_entries.bytes() + m_index.bytes());
}

Deduplicator::Deduplicator(const StabilityConfig::Deduplication &config, std::uint64_t sessionSeed)
    : m_config(config), m_hasher(config.hash, sessionSeed), m_seed(sessionSeed)
{ }

Deduplicator::~Deduplicator() = default;

// What the index has of the id is on its way from memory while the rest is done.
Deduplicator::Result Deduplicator::check(MonotonicTime now, std::optional<std::string_view> id,
                                         const QByteArray &payload)
{
    if (!m_config.enabled || (!id && !m_config.byContent))
        return {};
    if (!m_memory)
        m_memory = std::make_unique<Memory>();
    DedupName name;
    if (id) {
        name = m_hasher.name(*id);
        m_memory->prefetch(name);
    }
    m_memory->dropOld(now, m_config, dropsPerCheck, 1);
    const Key key = id ? m_hasher.key(name, payload) : m_hasher.contentKey(payload);
    return {m_memory->remember(now, key, m_config.ttl), key};
}

void Deduplicator::announce(std::string_view id) const
{
    if (m_config.enabled && m_memory && m_config.hash == DedupHash::Xxh3)
        m_memory->prefetch(m_hasher.name(id));
}

void Deduplicator::withdraw(const Key &key, MonotonicTime rememberedAt)
{
    if (m_memory)
        m_memory->withdraw(key, rememberedAt);
}

void Deduplicator::clear()
{
    m_memory.reset();
}

bool Deduplicator::dropExpired(MonotonicTime now)
{
    return !m_memory || m_memory->dropOld(now, m_config, dropsPerRound, 0);
}

void Deduplicator::configure(const StabilityConfig::Deduplication &config)
{
    if (config.hash != m_config.hash) {
        m_hasher = DedupHasher(config.hash, m_seed);
        clear();
    }
    m_config = config;
}

std::int64_t Deduplicator::size() const
{
    return m_memory ? m_memory->live() : 0;
}

std::int64_t Deduplicator::bytes() const
{
    return static_cast<std::int64_t>(sizeof *this) + (m_memory ? m_memory->bytes() : 0);
}

Duration Deduplicator::horizon(MonotonicTime now) const
{
    if (!m_memory || !m_memory->pushedOutAt())
        return m_config.ttl;
    return std::clamp<Duration>(now - *m_memory->pushedOutAt(), Duration::zero(), m_config.ttl);
}

} // namespace Breakwater
