// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>
#include <core/delivery/bytebudget.h>
#include <core/delivery/messagequeue.h>

#include <optional>

namespace Breakwater {

//! Whether a message may be taken at all, and whether there is or can be room for it. Looks at its
//! owner's settings, which outlive it. Pure.
class Admission final
{
public:
    //! In bytes; an id is copied wherever the message goes, and no payload.
    static constexpr std::size_t longestId = 1024;

    explicit Admission(const StabilityConfig &config) : m_config(config) { }

    //! Refuses what cannot be taken at all; none when it may be. `linkUp` false refuses
    //! best-effort messages.
    std::optional<SendVerdict> refusal(const OutgoingMessage &message, bool linkUp) const;
    bool hasRoom(const MessageQueue::Gauges &held, const ByteBudget &budget,
                 std::int64_t bytes) const
    {
        return held.messages() < m_config.queue.maxMessages
            && held.bytes + bytes <= m_config.queue.maxBytes && budget.hasRoomFor(bytes);
    }
    //! Even all that may be dropped may be too little: nothing is dropped in vain. O(n) where only
    //! best-effort messages may be.
    bool canMakeRoom(const MessageQueue &queue, const ByteBudget &budget, std::int64_t bytes,
                     Priority newcomer) const;
    //! Whom `queue.overflow` drops next for a newcomer of that priority; null for nobody.
    const Message *victim(MessageQueue &queue, Priority newcomer) const;
    //! Of the limit that is nearer, messages or bytes.
    double shareUsed(const MessageQueue::Gauges &held) const;
    //! Above `queue.high_water` of either limit.
    bool isAboveHighWater(const MessageQueue::Gauges &held) const
    {
        return shareUsed(held) >= m_config.queue.highWater;
    }

private:
    std::int64_t largestMessage() const;

    const StabilityConfig &m_config;
};

} // namespace Breakwater
