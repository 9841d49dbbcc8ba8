// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/deliveryledger.h>

#include <QtCore/QUtf8StringView>

#include <algorithm>
#include <vector>

namespace Breakwater {

namespace {

bool isValid(const OutgoingMessage &message)
{
    return message.kind == PayloadKind::Binary || QUtf8StringView(message.payload).isValidUtf8();
}

std::optional<std::string_view> idOf(const OutgoingMessage &message)
{
    if (!message.explicitId)
        return {};
    return std::string_view(*message.explicitId);
}

} // namespace

DeliveryLedger::DeliveryLedger(const StabilityConfig &config, MetricSet &metrics,
                               ByteBudget &budget, RandomSource &random)
    : m_config(config), m_metrics(metrics), m_budget(budget), m_random(random),
      m_deduplicator(config.deduplication, random.next()), m_poison(config.retry)
{ }

DeliveryLedger::~DeliveryLedger()
{
    m_budget.giveBack(m_queue.gauges().bytes);
}

SendOutcome DeliveryLedger::accept(MonotonicTime now, OutgoingMessage message, bool linkUp)
{
    const auto reject = [this](SendVerdict verdict) {
        m_metrics.messages.rejected += 1;
        return SendOutcome{verdict, {}};
    };
    if (const auto refused = refusal(message, linkUp))
        return reject(*refused);
    const auto key = remember(now, message);
    if (!key) {
        m_metrics.messages.deduplicated += 1;
        return {SendVerdict::Duplicate, {}};
    }
    if (!makeRoom(now, message.payload.size(), message.priority)) {
        if (*key)
            m_deduplicator.withdraw(**key);
        return reject(SendVerdict::QueueFull);
    }
    m_metrics.messages.accepted += 1;
    m_budget.take(message.payload.size());
    const Duration ttl = message.ttl.value_or(m_config.queue.messageTtl);
    const MessageId id = m_queue.push({.id = {},
                                       .payload = std::move(message.payload),
                                       .kind = message.kind,
                                       .priority = message.priority,
                                       .dedupKey = *key,
                                       .acceptedAt = now,
                                       .expiresAt = now + ttl});
    checkConserved();
    return {SendVerdict::Accepted, id};
}

std::optional<SendVerdict> DeliveryLedger::refusal(const OutgoingMessage &message,
                                                   bool linkUp) const
{
    if (!m_accepting)
        return SendVerdict::ShuttingDown;
    if (!isValid(message))
        return SendVerdict::Invalid;
    if (message.payload.size() > largestMessage())
        return SendVerdict::TooLarge;
    if (!linkUp && message.priority == Priority::BestEffort)
        return SendVerdict::LinkDown;
    return {};
}

std::optional<std::optional<Deduplicator::Key>> DeliveryLedger::remember(
    MonotonicTime now, const OutgoingMessage &message)
{
    const auto &config = m_config.deduplication;
    if (!config.enabled || (!message.explicitId && !config.byContent))
        return std::optional<Deduplicator::Key>();
    const auto result = m_deduplicator.check(now, idOf(message), message.payload);
    if (result.verdict == Deduplicator::Verdict::Duplicate)
        return {};
    if (result.verdict == Deduplicator::Verdict::IdConflict)
        m_metrics.messages.idConflicts += 1;
    return std::optional(result.key);
}

// What the memory guard would cut the link for must not be accepted: it could never be delivered.
std::int64_t DeliveryLedger::largestMessage() const
{
    const std::int64_t buffer = m_config.limits.sendBufferBytes;
    return std::min(m_config.queue.maxBytes,
                    buffer - std::min(m_config.transport.highWater, buffer / 2));
}

bool DeliveryLedger::hasRoom(std::int64_t bytes) const
{
    const auto &gauges = m_queue.gauges();
    return gauges.messages() < m_config.queue.maxMessages
        && gauges.bytes + bytes <= m_config.queue.maxBytes && m_budget.hasRoomFor(bytes);
}

bool DeliveryLedger::makeRoom(MonotonicTime now, std::int64_t bytes, Priority priority)
{
    if (!hasRoom(bytes))
        expire(now);
    if (hasRoom(bytes))
        return true;
    m_metrics.queue.overflows += 1;
    if (!canMakeRoom(bytes))
        return false;
    while (!hasRoom(bytes)) {
        const Message *victim = nullptr;
        if (m_config.queue.overflow == OverflowPolicy::DropOldest)
            victim = m_queue.oldestQueued();
        else if (m_config.queue.overflow == OverflowPolicy::DropLowestPriority
                 && priority == Priority::Critical)
            victim = m_queue.oldestQueuedBestEffort();
        if (!victim)
            return false;
        end(m_queue.take(victim->id).first, MessageState::Dropped);
    }
    return true;
}

// Nothing is dropped in vain: even all that waits may be too little, when others hold the room.
bool DeliveryLedger::canMakeRoom(std::int64_t bytes) const
{
    const auto &gauges = m_queue.gauges();
    return gauges.messages() - gauges.queued < m_config.queue.maxMessages
        && gauges.bytes - gauges.queuedBytes + bytes <= m_config.queue.maxBytes
        && m_budget.hasRoomFor(bytes - gauges.queuedBytes);
}

const Message *DeliveryLedger::nextToWrite(MonotonicTime now)
{
    if (m_poison.isCautious() && (m_queue.gauges().written > 0 || m_poison.holdsBack(now)))
        return nullptr;
    return m_queue.nextToWrite();
}

void DeliveryLedger::written(MonotonicTime now)
{
    Message &message = *m_queue.nextToWrite();
    if (message.writings++ == 0) {
        const Duration waited = now - message.acceptedAt;
        m_metrics.messages.sent += 1;
        m_metrics.sendTimeSum += waited;
        if (m_config.metrics.enabled) {
            m_metrics.sinceStart.queue.record(waited);
            m_metrics.thisPeriod.queue.record(waited);
        }
    } else {
        m_metrics.retry.attempts += 1;
    }
    m_metrics.messages.sentBytes += static_cast<std::uint64_t>(message.bytes());
    message.writtenAt = now;
    m_queue.markNextWritten();
    if (m_guarantee == Guarantee::None)
        endWrittenAsSent();
}

void DeliveryLedger::confirmUpTo(MonotonicTime now, MessageId barrier)
{
    while (auto message = m_queue.takeWritten(barrier)) {
        if (m_config.metrics.enabled) {
            m_metrics.sinceStart.confirm.record(now - message->writtenAt);
            m_metrics.thisPeriod.confirm.record(now - message->writtenAt);
            m_metrics.sinceStart.total.record(now - message->acceptedAt);
            m_metrics.thisPeriod.total.record(now - message->acceptedAt);
        }
        end(std::move(*message), MessageState::Confirmed);
    }
    const Message *oldest = m_queue.oldest();
    m_poison.proven(oldest ? std::optional(oldest->id) : std::nullopt);
    checkConserved();
}

void DeliveryLedger::setGuarantee(Guarantee guarantee)
{
    m_guarantee = guarantee;
    if (guarantee == Guarantee::None)
        endWrittenAsSent();
}

void DeliveryLedger::endWrittenAsSent()
{
    while (const auto newest = m_queue.newestWritten()) {
        auto message = m_queue.takeWritten(*newest);
        if (!message)
            break;
        end(std::move(*message), MessageState::Sent);
    }
    checkConserved();
}

std::int64_t DeliveryLedger::linkLost(MonotonicTime)
{
    const std::int64_t underWay = m_queue.gauges().written;
    const std::optional<MessageId> newest = m_queue.newestWritten();
    m_guarantee = Guarantee::Unknown;
    m_queue.markAllInDoubt();
    std::vector<std::pair<MessageId, MessageState>> ending;
    const bool report = m_config.delivery.inDoubt == InDoubtPolicy::Report;
    if (newest || m_queue.oldestQueuedBestEffort()) {
        m_queue.forEach([&](const Message &message, MessageState state) {
            const bool bestEffort = message.priority == Priority::BestEffort;
            if (state == MessageState::InDoubt && (report || bestEffort))
                ending.emplace_back(message.id, MessageState::Abandoned);
            else if (state == MessageState::Queued && bestEffort)
                ending.emplace_back(message.id, MessageState::Dropped);
        });
    }
    for (const auto &[id, how] : ending)
        end(m_queue.take(id).first, how);
    checkConserved();
    return underWay;
}

bool DeliveryLedger::contentRefused(MonotonicTime now)
{
    Message *head = m_queue.nextToWrite();
    if (!head || head->writings == 0)
        return false;
    if (!m_poison.blame(now, ++head->refusals, m_queue.lastWrittenEver(), m_random))
        return false;
    m_metrics.messages.deadLettered += 1;
    end(m_queue.take(head->id).first, MessageState::Failed);
    return true;
}

std::int64_t DeliveryLedger::expire(MonotonicTime now)
{
    m_poison.onTimer(now);
    m_deduplicator.dropExpired(now);
    std::int64_t count = 0;
    while (auto expired = m_queue.takeExpired(now)) {
        const bool underWay = expired->second != MessageState::Queued;
        end(std::move(expired->first),
            underWay ? MessageState::ExpiredInDoubt : MessageState::Expired);
        ++count;
    }
    return count;
}

std::optional<MonotonicTime> DeliveryLedger::nextWake()
{
    auto next = m_queue.nextExpiry();
    const auto retry = m_poison.nextWake();
    if (retry && (!next || *retry < *next))
        next = retry;
    return next;
}

void DeliveryLedger::abandonAll()
{
    while (const Message *message = m_queue.oldest()) {
        auto [taken, state] = m_queue.take(message->id);
        end(std::move(taken),
            state == MessageState::Queued ? MessageState::Dropped : MessageState::Abandoned);
    }
    checkConserved();
}

void DeliveryLedger::end(Message message, MessageState how)
{
    auto &counters = m_metrics.messages;
    switch (how) {
    case MessageState::Sent: counters.sentUnconfirmed += 1; break;
    case MessageState::Confirmed: counters.confirmed += 1; break;
    case MessageState::Expired: counters.expired += 1; break;
    case MessageState::ExpiredInDoubt: counters.expiredInDoubt += 1; break;
    case MessageState::Dropped: counters.dropped += 1; break;
    case MessageState::Failed: counters.failed += 1; break;
    case MessageState::Abandoned: counters.abandoned += 1; break;
    default: Q_UNREACHABLE();
    }
    const bool delivered = how == MessageState::Sent || how == MessageState::Confirmed;
    if (message.writings > 1)
        (delivered ? m_metrics.retry.successes : m_metrics.retry.failures) += 1;
    if (message.dedupKey && !delivered)
        m_deduplicator.withdraw(*message.dedupKey);
    m_budget.giveBack(message.bytes());
}

std::optional<Duration> DeliveryLedger::oldestAge(MonotonicTime now) const
{
    const Message *oldest = m_queue.oldest();
    return oldest ? std::optional(now - oldest->acceptedAt) : std::nullopt;
}

std::optional<Duration> DeliveryLedger::oldestUnconfirmedAge(MonotonicTime now) const
{
    const Message *oldest = m_queue.oldestUnconfirmed();
    return oldest ? std::optional(now - oldest->acceptedAt) : std::nullopt;
}

bool DeliveryLedger::isAboveHighWater() const
{
    const auto &gauges = m_queue.gauges();
    const double share = std::max(
        static_cast<double>(gauges.messages()) / static_cast<double>(m_config.queue.maxMessages),
        static_cast<double>(gauges.bytes) / static_cast<double>(m_config.queue.maxBytes));
    return share >= m_config.queue.highWater;
}

bool DeliveryLedger::isConserved() const
{
    const auto &counters = m_metrics.messages;
    const auto ended = counters.sentUnconfirmed + counters.confirmed + counters.expired
        + counters.expiredInDoubt + counters.dropped + counters.failed + counters.abandoned;
    const auto held = static_cast<std::uint64_t>(m_queue.gauges().messages());
    return counters.accepted + counters.recovered == held + ended;
}

void DeliveryLedger::checkConserved() const
{
    Q_ASSERT(isConserved());
}

void DeliveryLedger::configure(const StabilityConfig &config)
{
    m_config = config;
    m_deduplicator.configure(config.deduplication);
    m_poison.configure(config.retry);
}

} // namespace Breakwater
