// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/deliveryledger.h>

// How messages come in, and what the outbox keeps of them; what a link does to them stands in
// deliveryledger.cpp.

namespace Breakwater {

namespace {

std::optional<std::string_view> viewOf(const std::optional<std::string> &id)
{
    return id ? std::optional<std::string_view>(*id) : std::nullopt;
}

} // namespace

DeliveryLedger::DeliveryLedger(const SessionId &session, const StabilityConfig &config,
                               MetricSet &metrics, const DeliveryWorld &world, MonotonicTime now)
    : m_config(config), m_session(session), m_metrics(metrics), m_world(world),
      m_admission(m_config), m_deduplicator(config.deduplication, world.random.next()),
      m_durable(session, world), m_poison(config.retry)
{
    recover(now);
}

// Rows that may be under way come first; one that does not, between them, cannot be told from them.
void DeliveryLedger::recover(MonotonicTime now)
{
    std::vector<OutboxRow> rows = m_durable.take();
    std::size_t inDoubt = rows.size();
    while (inDoubt > 0 && !rows[inDoubt - 1].mayBeWritten)
        --inDoubt;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        OutboxRow &row = rows[i];
        const bool isInDoubt = i < inDoubt;
        const auto remembered
            = m_deduplicator.check(now, viewOf(row.explicitId), row.payload); // counted long ago
        const bool isTwin = remembered.verdict == Deduplicator::Verdict::Duplicate;
        m_metrics.messages.recovered += 1;
        const auto make = [&]() -> Message {
            return {.payload = std::move(row.payload),
                    .kind = row.kind,
                    .priority = Priority::Critical,
                    .explicitId = std::move(row.explicitId),
                    .dedupKey = isTwin ? Deduplicator::Key() : remembered.key, // the first's entry
                    .acceptedAt = now,
                    .expiresAt = now + row.ttl,
                    .outboxKey = row.key.value,
                    .writings = isInDoubt ? 1U : 0U,
                    .refusals = row.refusals,
                    .storage
                    = row.mayBeWritten && !row.needsMark ? Storage::Marked : Storage::Stored,
                    .wasRecovered = true};
        };
        hold(isInDoubt ? m_queue.pushInDoubt(make) : m_queue.push(make));
    }
    m_durable.recovered(rows);
    endWhatDoesNotWait(now, QStringLiteral("the session had ended while it was under way"));
    checkConserved();
}

SendOutcome DeliveryLedger::accept(MonotonicTime now, OutgoingMessage &&message, bool linkUp)
{
    const auto refuse = [this](SendVerdict verdict) {
        m_metrics.messages.rejected += 1;
        return SendOutcome{verdict, {}};
    };
    if (!m_accepting)
        return refuse(SendVerdict::ShuttingDown);
    if (const auto refused = m_admission.refusal(message, linkUp))
        return refuse(*refused);
    const auto remembered = m_deduplicator.check(now, viewOf(message.explicitId), message.payload);
    if (remembered.verdict == Deduplicator::Verdict::Duplicate)
        return answerDuplicate(remembered.key);
    if (!makeRoom(now, message.payload.size(), message.priority)) {
        m_deduplicator.withdraw(remembered.key, now);
        return refuse(SendVerdict::QueueFull);
    }
    if (remembered.verdict == Deduplicator::Verdict::IdConflict)
        m_metrics.messages.idConflicts += 1;
    return takeIn(now, std::move(message), remembered.key, linkUp);
}

SendOutcome DeliveryLedger::takeIn(MonotonicTime now, OutgoingMessage &&message,
                                   const Deduplicator::Key &key, bool linkUp)
{
    const Duration ttl = message.ttl.value_or(m_config.queue.messageTtl);
    const bool isStored = m_durable.isOn() && message.priority == Priority::Critical;
    Message &held = hold(m_queue.push([&]() -> Message {
        return {.payload = std::move(message.payload),
                .kind = message.kind,
                .priority = message.priority,
                .explicitId = std::move(message.explicitId),
                .dedupKey = key,
                .acceptedAt = now,
                .expiresAt = now + ttl,
                .storage = isStored ? Storage::Storing : Storage::Memory};
    }));
    if (isStored) {
        m_durable.store(held, ttl, linkUp);
        return {SendVerdict::Pending, held.id};
    }
    m_metrics.messages.accepted += 1;
    checkConserved();
    return {SendVerdict::Accepted, held.id};
}

SendOutcome DeliveryLedger::answerDuplicate(const Deduplicator::Key &key)
{
    m_metrics.messages.deduplicated += 1;
    std::optional<MessageId> pending;
    if (storing() > 0) {
        m_queue.forEach([&](const Message &message, MessageState) {
            if (message.storage == Storage::Storing && message.dedupKey == key)
                pending = message.id;
        });
    }
    return {pending ? SendVerdict::Pending : SendVerdict::Duplicate, pending};
}

bool DeliveryLedger::makeRoom(MonotonicTime now, std::int64_t bytes, Priority priority)
{
    const auto hasRoom
        = [&] { return m_admission.hasRoom(m_queue.gauges(), m_world.budget, bytes); };
    if (!hasRoom())
        expire(now);
    if (hasRoom())
        return true;
    m_metrics.queue.overflows += 1;
    if (!m_admission.canMakeRoom(m_queue, m_world.budget, bytes, priority))
        return false;
    while (!hasRoom()) {
        const Message *victim = m_admission.victim(m_queue, priority);
        if (!victim)
            return false;
        end(now, m_queue.take(victim->id).first, MessageState::Dropped,
            QStringLiteral("the queue was full"));
    }
    return true;
}

Message &DeliveryLedger::hold(Message &message)
{
    m_world.budget.take(message.bytes());
    if (awaitsAck(message))
        m_acks.add(*message.explicitId, message.id);
    return message;
}

std::vector<DeliveryLedger::Settled> DeliveryLedger::stored(const std::vector<OutboxKey> &keys,
                                                            bool isFailure)
{
    std::vector<Settled> settled;
    for (const OutboxKey &key : keys) {
        const auto id = m_durable.settle(key);
        Message *message = id ? m_queue.living(*id) : nullptr;
        if (!message)
            continue; // rejected when the session ended
        if (isFailure) {
            settled.push_back(reject(m_queue.take(*id).first));
            continue;
        }
        m_queue.markStored(*id);
        m_durable.stored(*message);
        m_metrics.messages.accepted += 1;
        settled.push_back({*id, SendVerdict::Accepted});
    }
    checkConserved();
    return settled;
}

DeliveryLedger::Settled DeliveryLedger::reject(Message message)
{
    m_durable.ended(message);
    m_metrics.messages.rejected += 1;
    m_metrics.messages.storeFailed += 1;
    m_deduplicator.withdraw(message.dedupKey, message.acceptedAt);
    letGo(message);
    return {message.id, SendVerdict::StoreFailed};
}

void DeliveryLedger::marked(MonotonicTime now, const std::vector<OutboxKey> &keys, bool isFailure)
{
    m_durable.marked(now, keys, isFailure, m_queue);
}

std::vector<DeliveryLedger::Settled> DeliveryLedger::abandonAll(MonotonicTime now,
                                                                const QString &why)
{
    std::vector<Settled> neverAccepted;
    std::vector<OutboxRow> kept;
    while (const Message *oldest = m_queue.oldest()) {
        auto [message, state] = m_queue.take(oldest->id);
        if (message.storage == Storage::Storing) {
            neverAccepted.push_back(reject(std::move(message)));
        } else if (message.storage != Storage::Memory) {
            m_metrics.messages.kept += 1;
            letGo(message);
            kept.push_back(DurableMessages::rowOf(message, state, now));
        } else {
            const bool isQueued = state == MessageState::Queued;
            end(now, std::move(message), isQueued ? MessageState::Dropped : MessageState::Abandoned,
                why);
        }
    }
    if (m_durable.isOn())
        m_durable.giveBack(std::move(kept));
    checkConserved();
    return neverAccepted;
}

void DeliveryLedger::configure(const StabilityConfig &config)
{
    const bool newMode = config.delivery.confirm != m_config.delivery.confirm;
    m_config = config;
    m_deduplicator.configure(config.deduplication);
    m_poison.configure(config.retry);
    if (!newMode)
        return;
    m_acks.clear();
    m_queue.forEach([this](const Message &message, MessageState) {
        if (awaitsAck(message))
            m_acks.add(*message.explicitId, message.id);
    });
}

} // namespace Breakwater
