// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/admission.h>

#include <QtCore/QUtf8StringView>

#include <algorithm>

namespace Breakwater {

std::optional<SendVerdict> Admission::refusal(const OutgoingMessage &message, bool linkUp) const
{
    const bool isText = message.kind == PayloadKind::Text;
    if (isText && !QUtf8StringView(message.payload).isValidUtf8())
        return SendVerdict::Invalid;
    if (message.explicitId && message.explicitId->size() > longestId)
        return SendVerdict::Invalid;
    if (message.payload.size() > largestMessage())
        return SendVerdict::TooLarge;
    if (!linkUp && message.priority == Priority::BestEffort)
        return SendVerdict::LinkDown;
    return {};
}

// What the memory guard would cut the link for must not be accepted: it could never be delivered.
std::int64_t Admission::largestMessage() const
{
    const std::int64_t buffer = m_config.limits.sendBufferBytes;
    return std::min(m_config.queue.maxBytes,
                    buffer - std::min(m_config.transport.highWater, buffer / 2));
}

bool Admission::canMakeRoom(const MessageQueue &queue, const ByteBudget &budget, std::int64_t bytes,
                            Priority newcomer) const
{
    const MessageQueue::Gauges &held = queue.gauges();
    std::int64_t messages = 0;
    std::int64_t freed = 0;
    if (m_config.queue.overflow == OverflowPolicy::DropOldest) {
        messages = held.queued - held.storing;
        freed = held.queuedBytes - held.storingBytes;
    } else if (m_config.queue.overflow == OverflowPolicy::DropLowestPriority
               && newcomer == Priority::Critical) {
        queue.forEach([&](const Message &message, MessageState state) {
            const bool mayGo
                = state == MessageState::Queued && message.priority == Priority::BestEffort;
            messages += mayGo ? 1 : 0;
            freed += mayGo ? message.bytes() : 0;
        });
    }
    return held.messages() - messages < m_config.queue.maxMessages
        && held.bytes - freed + bytes <= m_config.queue.maxBytes
        && budget.hasRoomFor(bytes - freed);
}

const Message *Admission::victim(MessageQueue &queue, Priority newcomer) const
{
    if (m_config.queue.overflow == OverflowPolicy::DropOldest)
        return queue.oldestQueued();
    if (m_config.queue.overflow == OverflowPolicy::DropLowestPriority
        && newcomer == Priority::Critical)
        return queue.oldestQueuedBestEffort();
    return nullptr;
}

double Admission::shareUsed(const MessageQueue::Gauges &held) const
{
    return std::max(static_cast<double>(held.messages())
                        / static_cast<double>(m_config.queue.maxMessages),
                    static_cast<double>(held.bytes) / static_cast<double>(m_config.queue.maxBytes));
}

} // namespace Breakwater
