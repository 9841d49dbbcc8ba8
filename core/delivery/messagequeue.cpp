// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/messagequeue.h>

#include <QtCore/QtGlobal>

#include <algorithm>

namespace Breakwater {

MessageId MessageQueue::push(Message &&message)
{
    const std::uint64_t id = ++m_lastId;
    message.id = {id};
    m_gauges.queued += 1;
    m_gauges.bytes += message.bytes();
    m_gauges.queuedBytes += message.bytes();
    Slot &slot = m_slots.emplace_back(id, std::move(message), MessageState::Queued, false);
    if (slot.message.storage == Storage::Storing)
        countStoring(slot.message, 1);
    else
        watchExpiry(slot);
    return {id};
}

void MessageQueue::markStored(MessageId id)
{
    Slot &slot = *find(id.value);
    countStoring(slot.message, -1);
    watchExpiry(slot);
}

// Deadlines that rise need no search; an earlier one goes into a sorted set.
void MessageQueue::watchExpiry(Slot &slot)
{
    slot.ownTtl = !m_expiryOrder.empty() && slot.message.expiresAt < m_lastInOrder;
    if (slot.ownTtl) {
        m_ownExpiries.emplace(slot.message.expiresAt, slot.id);
    } else {
        m_expiryOrder.push_back(slot.id);
        m_lastInOrder = slot.message.expiresAt;
    }
}

void MessageQueue::countStoring(const Message &message, int sign)
{
    m_gauges.storing += sign;
    m_gauges.storingBytes += sign * message.bytes();
}

MessageId MessageQueue::pushInDoubt(Message &&message)
{
    Q_ASSERT(m_gauges.queued == 0 && m_gauges.written == 0);
    const std::int64_t bytes = message.bytes();
    const MessageId id = push(std::move(message));
    m_slots.back().state = MessageState::InDoubt;
    m_gauges.queued -= 1;
    m_gauges.queuedBytes -= bytes;
    m_gauges.inDoubt += 1;
    m_firstFresh = id.value + 1;
    return id;
}

Message *MessageQueue::living(MessageId id)
{
    Slot *slot = find(id.value);
    return slot ? &slot->message : nullptr;
}

Message *MessageQueue::nextToWrite()
{
    Slot *next = firstLiving(m_nextToWrite);
    m_nextToWrite = next ? next->id : m_lastId + 1;
    return next ? &next->message : nullptr;
}

void MessageQueue::markNextWritten()
{
    Slot &next = *firstLiving(m_nextToWrite);
    gauge(*next.state) -= 1;
    if (next.state == MessageState::Queued)
        m_gauges.queuedBytes -= next.message.bytes();
    next.state = MessageState::Written;
    m_gauges.written += 1;
    m_newestWritten = next.message.id;
    m_nextToWrite = next.id + 1;
    m_firstFresh = std::max(m_firstFresh, m_nextToWrite);
}

std::optional<Message> MessageQueue::takeWritten(MessageId last)
{
    if (m_slots.empty() || m_slots.front().id > last.value
        || m_slots.front().state != MessageState::Written)
        return {};
    Slot &front = m_slots.front();
    release(front);
    std::optional<Message> taken(std::move(front.message));
    dropEmptyFront();
    return taken;
}

void MessageQueue::markAllInDoubt()
{
    for (Slot &slot : m_slots) {
        if (slot.id >= m_nextToWrite)
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
    const auto next = nextExpiry();
    if (!next || *next > now)
        return {};
    const bool own = !m_ownExpiries.empty() && m_ownExpiries.begin()->first == *next;
    return takeOut(*find(own ? m_ownExpiries.begin()->second : m_expiryOrder.front()));
}

std::optional<MonotonicTime> MessageQueue::nextExpiry()
{
    std::optional<MonotonicTime> next;
    while (!m_expiryOrder.empty() && !next) {
        if (const Slot *first = find(m_expiryOrder.front()))
            next = first->message.expiresAt;
        else
            m_expiryOrder.pop_front();
    }
    if (!m_ownExpiries.empty() && (!next || m_ownExpiries.begin()->first < *next))
        next = m_ownExpiries.begin()->first;
    return next;
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
    return m_slots.empty() ? nullptr : &m_slots.front().message;
}

const Message *MessageQueue::oldestUnconfirmed() const
{
    if (m_slots.empty() || m_slots.front().state == MessageState::Queued)
        return nullptr;
    return &m_slots.front().message;
}

std::size_t MessageQueue::position(std::uint64_t id) const
{
    if (m_slots.empty() || id <= m_slots.front().id)
        return 0;
    const std::uint64_t offset = id - m_slots.front().id;
    if (m_slots.back().id - m_slots.front().id < m_slots.size()) // no gaps at all
        return std::min<std::size_t>(offset, m_slots.size());
    if (offset < m_slots.size() && m_slots[offset].id == id)
        return offset; // no gaps before it
    if (id > m_slots.back().id)
        return m_slots.size();
    const auto found
        = std::lower_bound(m_slots.begin(), m_slots.end(), id,
                           [](const Slot &slot, std::uint64_t wanted) { return slot.id < wanted; });
    return static_cast<std::size_t>(found - m_slots.begin());
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
    const bool isThere = i < m_slots.size() && m_slots[i].id == id && m_slots[i].state;
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
    if (slot.ownTtl)
        m_ownExpiries.erase({message.expiresAt, slot.id});
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
    while (!m_slots.empty() && !m_slots.front().state) {
        m_slots.pop_front();
        --m_empty;
    }
    const std::uint64_t first = m_slots.empty() ? m_lastId + 1 : m_slots.front().id;
    while (!m_expiryOrder.empty() && m_expiryOrder.front() < first)
        m_expiryOrder.pop_front();
    if (m_empty > m_slots.size() - m_empty + 64)
        compact();
}

void MessageQueue::compact()
{
    std::erase_if(m_slots, [](const Slot &slot) { return !slot.state; });
    m_empty = 0;
    std::erase_if(m_expiryOrder, [this](std::uint64_t id) { return !find(id); });
}

} // namespace Breakwater
