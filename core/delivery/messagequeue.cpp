// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/messagequeue.h>

#include <QtCore/QtGlobal>

#include <algorithm>
#include <ranges>

namespace Breakwater {

Message &MessageQueue::admit(Slot &slot)
{
    Message &message = slot.message;
    message.id = {++m_lastId};
    m_gauges.queued += 1;
    m_gauges.bytes += message.bytes();
    m_gauges.queuedBytes += message.bytes();
    if (message.storage == Storage::Storing)
        countStoring(message, 1);
    else
        watchExpiry(slot);
    return message;
}

void MessageQueue::doubtNewest()
{
    Q_ASSERT(m_gauges.queued == 1 && m_gauges.written == 0);
    Slot &slot = m_slots.back();
    slot.state = MessageState::InDoubt;
    m_gauges.queued -= 1;
    m_gauges.queuedBytes -= slot.message.bytes();
    m_gauges.inDoubt += 1;
    m_firstFresh = slot.id() + 1;
}

void MessageQueue::markStored(MessageId id)
{
    Slot &slot = *find(id.value);
    countStoring(slot.message, -1);
    watchExpiry(slot);
}

void MessageQueue::countStoring(const Message &message, int sign)
{
    m_gauges.storing += sign;
    m_gauges.storingBytes += sign * message.bytes();
}

Message *MessageQueue::living(MessageId id)
{
    Slot *slot = find(id.value);
    return slot ? &slot->message : nullptr;
}

Message *MessageQueue::nextToWrite()
{
    Slot *next = firstLiving(m_nextToWrite);
    m_nextToWrite = next ? next->id() : m_lastId + 1;
    return next ? &next->message : nullptr;
}

Message &MessageQueue::markNextWritten()
{
    Slot &next = *firstLiving(m_nextToWrite);
    gauge(*next.state) -= 1;
    if (next.state == MessageState::Queued)
        m_gauges.queuedBytes -= next.message.bytes();
    next.state = MessageState::Written;
    m_gauges.written += 1;
    m_newestWritten = next.message.id;
    m_nextToWrite = next.id() + 1;
    m_firstFresh = std::max(m_firstFresh, m_nextToWrite);
    return next.message;
}

MessageQueue::Slot *MessageQueue::oldestWritten(MessageId last)
{
    if (m_slots.isEmpty())
        return nullptr;
    Slot &front = m_slots.front();
    return front.message.id <= last && front.state == MessageState::Written ? &front : nullptr;
}

void MessageQueue::markAllInDoubt()
{
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        Slot &slot = m_slots[i];
        if (slot.id() >= m_nextToWrite)
            break;
        if (slot.state == MessageState::Written)
            slot.state = MessageState::InDoubt;
    }
    m_gauges.inDoubt += m_gauges.written;
    m_gauges.written = 0;
    m_nextToWrite = 1;
    m_newestWritten.reset();
}

std::optional<std::pair<Message, MessageState>> MessageQueue::takeExpired(MonotonicTime now)
{
    const auto first = firstToExpire();
    if (!first || first->at > now)
        return {};
    return takeOut(*find(first->id));
}

std::optional<MonotonicTime> MessageQueue::nextExpiry()
{
    const auto first = firstToExpire();
    return first ? std::optional(first->at) : std::nullopt;
}

std::optional<ExpiryOrder::Expiry> MessageQueue::firstToExpire()
{
    return m_expiries.first([this](std::uint64_t from) {
        std::size_t i = position(from);
        while (!m_slots[i].state || m_slots[i].expiry != ExpiryOrder::Place::InOrder)
            ++i;
        return ExpiryOrder::Expiry{m_slots[i].message.expiresAt, m_slots[i].id()};
    });
}

const Message *MessageQueue::oldestQueued()
{
    for (std::size_t i = position(m_firstFresh); i < m_slots.size(); ++i) {
        if (m_slots[i].state && m_slots[i].message.storage != Storage::Storing)
            return &m_slots[i].message;
    }
    return nullptr;
}

const Message *MessageQueue::oldestQueuedBestEffort() const
{
    for (std::size_t i = position(m_firstFresh); i < m_slots.size(); ++i) {
        if (m_slots[i].state && m_slots[i].message.priority == Priority::BestEffort)
            return &m_slots[i].message;
    }
    return nullptr;
}

std::pair<Message, MessageState> MessageQueue::take(MessageId id)
{
    return takeOut(*find(id.value));
}

const Message *MessageQueue::oldest() const
{
    return m_slots.isEmpty() ? nullptr : &m_slots.front().message;
}

const Message *MessageQueue::oldestUnconfirmed() const
{
    if (m_slots.isEmpty() || m_slots.front().state == MessageState::Queued)
        return nullptr;
    return &m_slots.front().message;
}

std::size_t MessageQueue::search(std::uint64_t id) const
{
    if (m_slots.isEmpty() || id > m_slots.back().id())
        return m_slots.size();
    const auto places = std::views::iota(std::size_t{0}, m_slots.size());
    return *std::ranges::partition_point(places,
                                         [&](std::size_t i) { return m_slots[i].id() < id; });
}

MessageQueue::Slot *MessageQueue::firstLiving(std::uint64_t id)
{
    for (std::size_t i = position(id); i < m_slots.size(); ++i) {
        if (m_slots[i].state)
            return &m_slots[i];
    }
    return nullptr;
}

MessageQueue::Slot *MessageQueue::find(std::uint64_t id)
{
    const std::size_t i = position(id);
    const bool isThere = i < m_slots.size() && m_slots[i].id() == id && m_slots[i].state;
    return isThere ? &m_slots[i] : nullptr;
}

std::int64_t &MessageQueue::gauge(MessageState state)
{
    switch (state) {
    case MessageState::Queued: return m_gauges.queued;
    case MessageState::Written: return m_gauges.written;
    default: return m_gauges.inDoubt;
    }
}

std::pair<Message, MessageState> MessageQueue::takeOut(Slot &slot)
{
    Q_ASSERT(slot.state);
    const MessageState state = *slot.state;
    release(slot);
    std::pair<Message, MessageState> taken(std::move(slot.message), state);
    dropEmptyFront();
    return taken;
}

void MessageQueue::release(Slot &slot)
{
    const Message &message = slot.message;
    if (message.storage == Storage::Storing)
        countStoring(message, -1);
    m_expiries.remove(slot.id(), message.expiresAt, slot.expiry);
    gauge(*slot.state) -= 1;
    m_gauges.bytes -= message.bytes();
    if (slot.state == MessageState::Queued)
        m_gauges.queuedBytes -= message.bytes();
    if (m_gauges.written == 0)
        m_newestWritten.reset(); // a ping that leaves now has nothing to confirm
    slot.state.reset();
    ++m_empty;
}

void MessageQueue::dropEmptyFront()
{
    while (!m_slots.isEmpty() && !m_slots.front().state) {
        m_slots.popFront();
        --m_empty;
    }
    if (m_empty > m_slots.size() - m_empty + 64)
        compact();
}

void MessageQueue::compact()
{
    m_slots.removeIf([](const Slot &slot) { return !slot.state; });
    m_empty = 0;
}

} // namespace Breakwater
