// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deduplicator.h>
#include <core/delivery/idpointer.h>

namespace Breakwater {

//! Recognises incoming messages that the peer sends again: same id, same content, within
//! `deduplication.ttl_seconds`. The id is where `deduplication.incoming_id` points to; a message
//! without one is never a repetition. Outlives the transports of its session. Pure.
class IncomingDedup final
{
public:
    IncomingDedup(const StabilityConfig::Deduplication &config, std::uint64_t seed);

    //! Remembers it as well. Off, unless a pointer is set.
    bool isRepetition(MonotonicTime now, const QByteArray &utf8);
    //! Lets go of old entries while nothing arrives; call now and then.
    void dropExpired(MonotonicTime now) { m_deduplicator.dropExpired(now); }
    void configure(const StabilityConfig::Deduplication &config);
    bool isEmpty() const { return m_deduplicator.size() == 0; }
    std::int64_t bytes() const { return m_deduplicator.bytes(); }

private:
    bool m_enabled;
    IdPointer m_pointer;
    Deduplicator m_deduplicator;
};

} // namespace Breakwater
