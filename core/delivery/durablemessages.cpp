// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/durablemessages.h>

#include <algorithm>

namespace Breakwater {

namespace {

constexpr std::size_t marksPerCommit = 1024;
constexpr Duration retryPause = std::chrono::seconds(1);

bool needsMark(Storage storage)
{
    return storage == Storage::Stored || storage == Storage::Marking;
}

} // namespace

DurableMessages::DurableMessages(const SessionId &session, const DeliveryWorld &world)
    : m_session(session), m_outbox(world.outbox), m_client(world.client)
{ }

DurableMessages::~DurableMessages()
{
    if (isOn())
        m_outbox->forget(*m_client);
}

std::vector<OutboxRow> DurableMessages::take()
{
    return isOn() ? m_outbox->take(m_session) : std::vector<OutboxRow>();
}

void DurableMessages::recovered(const std::vector<OutboxRow> &rows)
{
    for (const OutboxRow &row : rows)
        m_unmarked += row.mayBeWritten && !row.needsMark ? 0 : 1;
}

void DurableMessages::store(Message &message, Duration ttl, bool linkUp)
{
    message.outboxKey = m_outbox->newKey().value;
    // What needs no mark must not overtake what does: on disk the marked ones come first.
    const bool isMarked = linkUp && m_unmarked == 0;
    m_unmarked += isMarked ? 0 : 1;
    message.mayBeWrittenOnDisk = isMarked;
    m_awaited.emplace(message.outboxKey, message.id);
    m_outbox->store(m_session,
                    {.key = {message.outboxKey},
                     .payload = message.payload,
                     .kind = message.kind,
                     .explicitId = message.explicitId,
                     .ttl = ttl,
                     .mayBeWritten = isMarked},
                    *m_client);
}

void DurableMessages::stored(Message &message) const
{
    message.storage = message.mayBeWrittenOnDisk ? Storage::Marked : Storage::Stored;
}

bool DurableMessages::mayWrite(const Message &head, MonotonicTime now, MessageQueue &queue)
{
    if (head.storage == Storage::Memory || head.storage == Storage::Marked)
        return true;
    if (head.storage == Storage::Storing || m_marking || (m_retryAt && now < *m_retryAt))
        return false;
    std::vector<OutboxKey> keys;
    queue.forEachWaiting([&](Message &message) {
        if (message.storage == Storage::Stored) {
            message.storage = Storage::Marking;
            keys.push_back({message.outboxKey});
            m_awaited.emplace(message.outboxKey, message.id);
        }
        return keys.size() < marksPerCommit && message.storage != Storage::Storing;
    });
    m_marking = true;
    m_outbox->markWritten(keys, *m_client);
    return false;
}

void DurableMessages::noteRefusals(const Message &message)
{
    if (message.storage != Storage::Memory)
        m_outbox->noteRefusals({message.outboxKey}, message.refusals);
}

void DurableMessages::ended(const Message &message)
{
    if (message.storage == Storage::Memory)
        return;
    const bool wasStoring = message.storage == Storage::Storing;
    if (needsMark(message.storage) || (wasStoring && !message.mayBeWrittenOnDisk))
        m_unmarked -= 1;
    m_awaited.erase(message.outboxKey);
    m_outbox->remove({message.outboxKey});
}

OutboxRow DurableMessages::rowOf(const Message &message, MessageState state, MonotonicTime now)
{
    return {.key = {message.outboxKey},
            .payload = message.payload,
            .kind = message.kind,
            .explicitId = message.explicitId,
            .ttl = std::max(message.expiresAt - now, Duration::zero()),
            .mayBeWritten = state != MessageState::Queued, // we know better than the mark
            .needsMark = message.storage != Storage::Marked,
            .refusals = message.refusals};
}

void DurableMessages::giveBack(std::vector<OutboxRow> rows)
{
    m_awaited.clear();
    if (!rows.empty())
        m_outbox->giveBack(m_session, std::move(rows));
}

std::optional<MessageId> DurableMessages::settle(OutboxKey key)
{
    const auto found = m_awaited.find(key.value);
    if (found == m_awaited.end())
        return {};
    const MessageId id = found->second;
    m_awaited.erase(found);
    return id;
}

void DurableMessages::marked(MonotonicTime now, const std::vector<OutboxKey> &keys, bool isFailure,
                             MessageQueue &queue)
{
    m_marking = false;
    if (isFailure)
        m_retryAt = now + retryPause;
    for (const OutboxKey &key : keys) {
        const auto id = settle(key);
        Message *message = id ? queue.living(*id) : nullptr;
        if (!message)
            continue;
        message->storage = isFailure ? Storage::Stored : Storage::Marked;
        m_unmarked -= isFailure ? 0 : 1;
    }
}

void DurableMessages::onTimer(MonotonicTime now)
{
    if (m_retryAt && now >= *m_retryAt)
        m_retryAt.reset();
}

} // namespace Breakwater
