// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/messagequeue.h>

#include <QtCore/QtGlobal>

namespace Breakwater {

MessageId MessageQueue::push(Message message)
{
    const std::uint64_t id = m_firstId + m_slots.size();
    message.id = {id};
    // Deadlines that rise with the id need no search; a shorter one goes into a sorted set.
    const bool ownTtl = !m_expiryOrder.empty() && message.expiresAt < m_lastInOrder;
    if (ownTtl) {
        m_ownExpiries.emplace(message.expiresAt, id);
    } else {
        m_expiryOrder.push_back(id);
        m_lastInOrder = message.expiresAt;
    }
    m_gauges.queued += 1;
    m_gauges.bytes += message.bytes();
    m_slots.push_back({std::move(message), MessageState::Queued, ownTtl});
    return {id};
}

Message *MessageQueue::nextToWrite()
{
    while (holds(m_nextToWrite) && !slot(m_nextToWrite).state)
        ++m_nextToWrite;
    return holds(m_nextToWrite) ? &slot(m_nextToWrite).message : nullptr;
}

void MessageQueue::markNextWritten()
{
    Slot &next = slot(m_nextToWrite);
    gauge(*next.state) -= 1;
    next.state = MessageState::Written;
    m_gauges.written += 1;
    m_newestWritten = next.message.id;
    ++m_nextToWrite;
    m_firstFresh = std::max(m_firstFresh, m_nextToWrite);
}

std::optional<Message> MessageQueue::takeWritten(MessageId last)
{
    if (m_slots.empty() || m_firstId > last.value || m_slots.front().state != MessageState::Written)
        return {};
    return takeOut(m_firstId).first;
}

void MessageQueue::markAllInDoubt()
{
    for (std::uint64_t id = m_firstId; id < m_nextToWrite && holds(id); ++id) {
        if (slot(id).state == MessageState::Written)
            slot(id).state = MessageState::InDoubt;
    }
    m_gauges.inDoubt += m_gauges.written;
    m_gauges.written = 0;
    m_nextToWrite = m_firstId;
    m_newestWritten.reset();
}

std::optional<std::pair<Message, MessageState>> MessageQueue::takeExpired(MonotonicTime now)
{
    const auto next = nextExpiry();
    if (!next || *next > now)
        return {};
    const bool own = !m_ownExpiries.empty() && m_ownExpiries.begin()->first == *next;
    return takeOut(own ? m_ownExpiries.begin()->second : m_expiryOrder.front());
}

std::optional<MonotonicTime> MessageQueue::nextExpiry()
{
    while (!m_expiryOrder.empty()
           && (!holds(m_expiryOrder.front()) || !slot(m_expiryOrder.front()).state)) {
        m_expiryOrder.pop_front();
    }
    std::optional<MonotonicTime> next;
    if (!m_expiryOrder.empty())
        next = slot(m_expiryOrder.front()).message.expiresAt;
    if (!m_ownExpiries.empty() && (!next || m_ownExpiries.begin()->first < *next))
        next = m_ownExpiries.begin()->first;
    return next;
}

const Message *MessageQueue::oldestQueued()
{
    m_firstFresh = std::max(m_firstFresh, m_firstId);
    while (holds(m_firstFresh) && !slot(m_firstFresh).state)
        ++m_firstFresh;
    return holds(m_firstFresh) ? &slot(m_firstFresh).message : nullptr;
}

const Message *MessageQueue::oldestQueuedBestEffort()
{
    for (std::uint64_t id = std::max(m_firstFresh, m_firstId); holds(id); ++id) {
        if (slot(id).state && slot(id).message.priority == Priority::BestEffort)
            return &slot(id).message;
    }
    return nullptr;
}

std::pair<Message, MessageState> MessageQueue::take(MessageId id)
{
    return takeOut(id.value);
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

std::int64_t &MessageQueue::gauge(MessageState state)
{
    switch (state) {
    case MessageState::Queued: return m_gauges.queued;
    case MessageState::Written: return m_gauges.written;
    default: return m_gauges.inDoubt;
    }
}

std::pair<Message, MessageState> MessageQueue::takeOut(std::uint64_t id)
{
    Q_ASSERT(holds(id) && slot(id).state);
    Slot &found = slot(id);
    std::pair<Message, MessageState> taken(std::move(found.message), *found.state);
    if (found.ownTtl)
        m_ownExpiries.erase({taken.first.expiresAt, id});
    found.state.reset();
    found.message = Message{};
    gauge(taken.second) -= 1;
    m_gauges.bytes -= taken.first.bytes();
    if (m_newestWritten == taken.first.id && m_gauges.written == 0)
        m_newestWritten.reset();
    dropEmptyFront();
    return taken;
}

void MessageQueue::dropEmptyFront()
{
    while (!m_slots.empty() && !m_slots.front().state) {
        m_slots.pop_front();
        ++m_firstId;
    }
    m_nextToWrite = std::max(m_nextToWrite, m_firstId);
    while (!m_expiryOrder.empty() && m_expiryOrder.front() < m_firstId)
        m_expiryOrder.pop_front();
}

} // namespace Breakwater
