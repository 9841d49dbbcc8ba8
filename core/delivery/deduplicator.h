// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>
#include <core/config/stabilityconfig.h>

#include <QtCore/QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace Breakwater {

//! Remembers which (id, content) of one session were accepted within the TTL. Rules of page 2; keys
//! are XXH3-128 (xxhash.com) or SHA-256 cut to 128 bits.
//!
//! Pure: the caller passes `now`. Lookup, insertion, withdrawal and expiry are O(1) at any size; at
//! `max_entries` the oldest entry leaves early and the effective horizon shrinks.
class Deduplicator final
{
public:
    enum class Verdict : std::uint8_t {
        Fresh,      //!< now remembered
        Duplicate,  //!< same id, same content, within the TTL
        IdConflict, //!< same id, other content: send it, count it; now remembered
    };
    //! Names one entry; withdraw it if the message ends other than sent or confirmed.
    struct Key
    {
        std::uint64_t high = 0;
        std::uint64_t low = 0;
        friend bool operator==(const Key &, const Key &) = default;
    };
    struct Result
    {
        Verdict verdict = Verdict::Fresh;
        Key key;
    };

    explicit Deduplicator(const StabilityConfig::Deduplication &config);
    ~Deduplicator();

    //! `id` none: a duplicate only by content, and only if `by_content` is on (else always Fresh,
    //! and nothing is remembered).
    Result check(MonotonicTime now, std::optional<std::string_view> id, const QByteArray &payload);
    //! Forgets the entry, so that a retry after a failure is not swallowed. Unknown keys are no
    //! error.
    void withdraw(const Key &key);
    void clear();

    std::int64_t size() const;
    std::int64_t bytes() const;
    //! Seconds of the past that are covered: the TTL, or less when `max_entries` pushed entries
    //! out.
    Duration horizon(MonotonicTime now) const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater
