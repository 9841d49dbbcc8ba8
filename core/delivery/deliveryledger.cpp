// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/deliveryledger.h>

#include <algorithm>

// What a link does to messages; how they come in, and their dealings with the outbox, stand in
// messageintake.cpp.

namespace Breakwater {

DeliveryLedger::~DeliveryLedger()
{
    m_world.budget.giveBack(m_queue.gauges().bytes);
}

const Message *DeliveryLedger::nextToWrite(MonotonicTime now)
{
    if (m_poison.isCautious() && (m_queue.gauges().written > 0 || m_poison.holdsBack(now)))
        return nullptr;
    const Message *next = m_queue.nextToWrite();
    if (next && m_durable.isOn() && !m_durable.mayWrite(*next, now, m_queue))
        return nullptr;
    return next;
}

//! Of messages that are confirmed together.
struct DeliveryLedger::Latencies
{
    explicit Latencies(const DeliveryLedger &ledger)
        : confirm(ledger.m_metrics, &LatencyHistograms::confirm, ledger.m_config.metrics.enabled),
          total(ledger.m_metrics, &LatencyHistograms::total, ledger.m_config.metrics.enabled)
    { }

    LatencyRun confirm;
    LatencyRun total;
};

void DeliveryLedger::written(MonotonicTime now)
{
    Writing(*this, now).taken();
}

void DeliveryLedger::write(MonotonicTime now, LatencyRun &waits)
{
    Message &message = m_queue.markNextWritten();
    if (message.writings++ == 0) {
        const Duration waited = now - message.acceptedAt;
        m_metrics.messages.sent += 1;
        m_metrics.sendTimeSum += waited;
        waits.add(waited);
    } else {
        m_metrics.retry.attempts += 1;
    }
    m_metrics.messages.sentBytes += static_cast<std::uint64_t>(message.bytes());
    message.writtenAt = now;
    if (m_guarantee == Guarantee::None || (m_guarantee == Guarantee::App && !message.explicitId))
        end(now, m_queue.take(message.id).first, MessageState::Sent);
}

void DeliveryLedger::confirmUpTo(MonotonicTime now, MessageId barrier)
{
    Latencies latencies(*this);
    m_queue.takeWritten(barrier,
                        [&](Message &&message) { confirm(now, std::move(message), latencies); });
    provePoison();
    checkConserved();
}

bool DeliveryLedger::acknowledged(MonotonicTime now, const std::string &explicitId)
{
    const auto id = m_acks.oldest(explicitId);
    const Message *message = id ? m_queue.living(*id) : nullptr;
    if (!message || message->writings == 0) {
        m_metrics.messages.unknownAcks += 1;
        return false;
    }
    Latencies latencies(*this);
    confirm(now, m_queue.take(*id).first, latencies);
    provePoison();
    checkConserved();
    return true;
}

void DeliveryLedger::confirm(MonotonicTime now, Message &&message, Latencies &latencies)
{
    // What came from the outbox may have been written by an earlier run.
    latencies.confirm.add(now - message.writtenAt.value_or(message.acceptedAt));
    latencies.total.add(now - message.acceptedAt);
    end(now, std::move(message), MessageState::Confirmed);
}

void DeliveryLedger::provePoison()
{
    const Message *oldest = m_queue.oldest();
    m_poison.proven(oldest ? std::optional(oldest->id) : std::nullopt);
}

std::optional<MonotonicTime> DeliveryLedger::oldestWrittenAt() const
{
    if (m_queue.gauges().written == 0)
        return {};
    return m_queue.oldestUnconfirmed()->writtenAt;
}

void DeliveryLedger::setGuarantee(MonotonicTime now, Guarantee guarantee)
{
    m_guarantee = guarantee;
    if (guarantee == Guarantee::None || guarantee == Guarantee::App)
        endWrittenAsSent(now);
}

void DeliveryLedger::endWrittenAsSent(MonotonicTime now)
{
    std::vector<MessageId> ending;
    m_queue.forEach([&](const Message &message, MessageState state) {
        const bool mayBeNamed = m_guarantee == Guarantee::App && message.explicitId;
        if (state == MessageState::Written && !mayBeNamed)
            ending.push_back(message.id);
    });
    for (const MessageId id : ending)
        end(now, m_queue.take(id).first, MessageState::Sent);
    checkConserved();
}

std::int64_t DeliveryLedger::linkLost(MonotonicTime now)
{
    const std::int64_t underWay = m_queue.gauges().written;
    m_headWhenLost.reset();
    if (underWay > 0)
        m_headWhenLost = m_queue.oldest()->id;
    m_guarantee = Guarantee::Unknown;
    m_queue.markAllInDoubt();
    const bool report = m_config.delivery.inDoubt == InDoubtPolicy::Report;
    if (underWay > 0 || m_queue.oldestQueuedBestEffort()
        || (report && m_queue.gauges().inDoubt > 0))
        endWhatDoesNotWait(now, QStringLiteral("the link was lost"));
    checkConserved();
    return underWay;
}

void DeliveryLedger::endWhatDoesNotWait(MonotonicTime now, const QString &why)
{
    std::vector<std::pair<MessageId, MessageState>> ending;
    const bool report = m_config.delivery.inDoubt == InDoubtPolicy::Report;
    m_queue.forEach([&](const Message &message, MessageState state) {
        const bool bestEffort = message.priority == Priority::BestEffort;
        if (state == MessageState::InDoubt && (report || bestEffort))
            ending.emplace_back(message.id, MessageState::Abandoned);
        else if (state == MessageState::Queued && bestEffort)
            ending.emplace_back(message.id, MessageState::Dropped);
    });
    for (const auto &[id, how] : ending)
        end(now, m_queue.take(id).first, how, why);
}

bool DeliveryLedger::contentRefused(MonotonicTime now, const QString &sentence)
{
    Message *head = m_queue.nextToWrite();
    if (!head || !m_headWhenLost)
        return false;
    if (head->id != *m_headWhenLost) { // whom it may have blamed has ended with the link
        m_poison.suspect(m_queue.lastWrittenEver());
        return false;
    }
    const bool giveUp
        = m_poison.blame(now, ++head->refusals, m_queue.lastWrittenEver(), m_world.random);
    m_durable.noteRefusals(*head);
    if (!giveUp)
        return false;
    m_metrics.messages.deadLettered += 1;
    end(now, m_queue.take(head->id).first, MessageState::Failed, sentence);
    return true;
}

std::int64_t DeliveryLedger::expire(MonotonicTime now)
{
    m_poison.onTimer(now);
    m_durable.onTimer(now);
    m_deduplicator.dropExpired(now);
    std::int64_t count = 0;
    while (auto expired = m_queue.takeExpired(now)) {
        const bool underWay = expired->second != MessageState::Queued;
        end(now, std::move(expired->first),
            underWay ? MessageState::ExpiredInDoubt : MessageState::Expired,
            QStringLiteral("not delivered within its time to live"));
        ++count;
    }
    return count;
}

std::optional<MonotonicTime> DeliveryLedger::nextWake()
{
    auto next = m_queue.nextExpiry();
    for (const auto other : {m_poison.nextWake(), m_durable.nextWake()}) {
        if (other && (!next || *other < *next))
            next = other;
    }
    return next;
}

void DeliveryLedger::end(MonotonicTime now, Message &&message, MessageState how, const QString &why)
{
    m_durable.ended(message);
    count(how);
    const bool delivered = how == MessageState::Sent || how == MessageState::Confirmed;
    if (message.writings > 1)
        (delivered ? m_metrics.retry.successes : m_metrics.retry.failures) += 1;
    if (!delivered)
        m_deduplicator.withdraw(message.dedupKey, message.acceptedAt);
    letGo(message);
    m_world.journal.add(m_session, std::move(message), how, now, why);
}

void DeliveryLedger::count(MessageState how)
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
}

void DeliveryLedger::letGo(const Message &message)
{
    m_world.budget.giveBack(message.bytes());
    if (awaitsAck(message))
        m_acks.remove(*message.explicitId, message.id);
}

bool DeliveryLedger::awaitsAck(const Message &message) const
{
    return m_config.delivery.confirm == ConfirmMode::App && message.explicitId.has_value();
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

bool DeliveryLedger::isConserved() const
{
    const auto &counters = m_metrics.messages;
    const auto ended = counters.sentUnconfirmed + counters.confirmed + counters.expired
        + counters.expiredInDoubt + counters.dropped + counters.failed + counters.abandoned;
    const auto held = static_cast<std::uint64_t>(m_queue.gauges().messages() - storing());
    return counters.accepted + counters.recovered == held + ended + counters.kept;
}

void DeliveryLedger::checkConserved() const
{
    Q_ASSERT(isConserved());
}

} // namespace Breakwater
