// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <core/config/stabilityconfig.h>
#include <core/delivery/dedupkey.h>

#include <QtCore/QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace Breakwater {

//! Remembers which (id, content) of one session were accepted within the TTL. Rules of page 2; keys
//! are XXH3-128 (xxhash.com) or SHA-256 cut to 128 bits.
//!
//! Pure: the caller passes `now`. Insertion and expiry are O(1), lookup and withdrawal ask a filter
//! for each 262 144 entries and little else; each call lets go of a bounded number of old entries;
//! at `max_entries` the oldest entry leaves early and the effective horizon shrinks. Of one id the
//! last `contentsPerId` contents are remembered. At most 48 bytes an entry, next to nothing before
//! the first.
class Deduplicator final
{
public:
    enum class Verdict : std::uint8_t {
        Fresh,      //!< now remembered
        Duplicate,  //!< same id, same content, within the TTL
        IdConflict, //!< same id, other content: send it, count it; now remembered
    };
    //! Names one entry; withdraw it if the message ends other than sent or confirmed.
    using Key = DedupKey;
    struct Result
    {
        Verdict verdict = Verdict::Fresh;
        Key key;
    };
    static constexpr int contentsPerId = 8;

    //! `sessionSeed` tells the keys of sessions apart; a random one also keeps strangers from
    //! choosing ids that collide.
    explicit Deduplicator(const StabilityConfig::Deduplication &config,
                          std::uint64_t sessionSeed = 0);
    ~Deduplicator();

    //! `id` none: a duplicate only by content, and only if `by_content` is on (else always Fresh,
    //! and nothing is remembered). An empty id is an id.
    Result check(MonotonicTime now, std::optional<std::string_view> id, const QByteArray &payload);
    //! That id will be checked in a moment: asks for the memory that takes. Changes nothing. Does
    //! nothing with SHA-256, which costs more than the wait.
    void announce(std::string_view id) const;
    //! Forgets the entry that check() made at that time, so that a retry after a failure is not
    //! swallowed. One that is gone is no error: the same message may have been accepted anew.
    void withdraw(const Key &key, MonotonicTime rememberedAt);
    void clear();
    //! Lets go of old entries while nothing is checked; call now and then. False: more are due.
    bool dropExpired(MonotonicTime now);
    //! Live change. Another `hash` forgets everything.
    void configure(const StabilityConfig::Deduplication &config);

    //! Entries held; some may be past the TTL, and no longer count as seen.
    std::int64_t size() const;
    std::int64_t bytes() const;
    //! Seconds of the past that are covered: the TTL, or less when `max_entries` pushed entries
    //! out.
    Duration horizon(MonotonicTime now) const;

private:
    class Memory;

    StabilityConfig::Deduplication m_config;
    DedupHasher m_hasher;
    std::uint64_t m_seed;
    std::unique_ptr<Memory> m_memory; //!< none until the first entry
};

} // namespace Breakwater
