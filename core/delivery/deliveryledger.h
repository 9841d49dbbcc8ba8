// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/base/randomsource.h>
#include <core/delivery/bytebudget.h>
#include <core/delivery/deduplicator.h>
#include <core/delivery/messagequeue.h>
#include <core/delivery/poisonguard.h>
#include <core/metrics/metricset.h>

#include <optional>

namespace Breakwater {

//! Keeps account of every message that one session accepted, from acceptance to exactly one counted
//! end (page 2, "the life of a message"). Decides what may be written next, what a pong confirms,
//! and what happens when the link is lost.
//!
//! Pure: the caller writes, pings and passes `now`. Outlives every transport of its session.
class DeliveryLedger final
{
public:
    DeliveryLedger(const StabilityConfig &config, MetricSet &metrics, ByteBudget &budget,
                   RandomSource &random);
    ~DeliveryLedger();

    //! Answers at once. `linkUp` false rejects best-effort messages.
    SendOutcome accept(MonotonicTime now, OutgoingMessage message, bool linkUp);
    //! Nothing more is accepted: `shutting_down`.
    void stopAccepting() { m_accepting = false; }

    //! What to hand to the transport now; null when nothing waits, or what waits may not go yet
    //! (see nextWake()).
    const Message *nextToWrite(MonotonicTime now);
    //! The transport took it.
    void written(MonotonicTime now);
    //! The newest message that a ping leaving now would confirm; none when nothing is unconfirmed.
    std::optional<MessageId> barrier() const { return m_queue.newestWritten(); }
    //! A pong proved that the first hop has everything up to there.
    void confirmUpTo(MonotonicTime now, MessageId barrier);

    //! What "written" is worth on this link. None ends written messages as *sent*, from now on and
    //! those already written.
    void setGuarantee(Guarantee guarantee);
    Guarantee guarantee() const { return m_guarantee; }
    //! Written messages are in doubt: replayed in order with their ids on the next link, or
    //! reported (abandoned). Best-effort ones end. Returns how many are in doubt or were abandoned.
    std::int64_t linkLost(MonotonicTime now);
    //! The peer closed and blamed the content: messages go one at a time until those then under way
    //! are through; the head is retried after a backoff and given up at `retry.max_attempts`. Call
    //! after linkLost(). True when the head was given up.
    bool contentRefused(MonotonicTime now);

    //! Call at `nextWake()`: ends what is past its TTL and frees a head whose retry is due. Returns
    //! how many ended.
    std::int64_t expire(MonotonicTime now);
    //! When a TTL ends or a retry is due; none when neither is ahead.
    std::optional<MonotonicTime> nextWake();

    //! Ends everything that is left: never written → dropped, under way → abandoned.
    void abandonAll();

    const MessageQueue::Gauges &gauges() const { return m_queue.gauges(); }
    bool isEmpty() const { return m_queue.isEmpty(); }
    std::optional<Duration> oldestAge(MonotonicTime now) const;
    std::optional<Duration> oldestUnconfirmedAge(MonotonicTime now) const;
    //! Above `queue.high_water` of either limit.
    bool isAboveHighWater() const;
    //! accepted + recovered = what is held + what ended. Always true; checked in debug builds after
    //! every change.
    bool isConserved() const;
    const Deduplicator &deduplicator() const { return m_deduplicator; }
    void configure(const StabilityConfig &config);

private:
    //! Refuses what cannot be taken at all; none when it may be.
    std::optional<SendVerdict> refusal(const OutgoingMessage &message, bool linkUp) const;
    //! Remembers it; empty key where nothing is remembered, no value for a duplicate.
    std::optional<std::optional<Deduplicator::Key>> remember(MonotonicTime now,
                                                             const OutgoingMessage &message);
    bool makeRoom(MonotonicTime now, std::int64_t bytes, Priority priority);
    bool hasRoom(std::int64_t bytes) const;
    bool canMakeRoom(std::int64_t bytes) const;
    std::int64_t largestMessage() const;
    void end(Message message, MessageState how);
    void endWrittenAsSent();
    void checkConserved() const;

    StabilityConfig m_config;
    MetricSet &m_metrics;
    ByteBudget &m_budget;
    RandomSource &m_random;
    Deduplicator m_deduplicator;
    MessageQueue m_queue;
    Guarantee m_guarantee = Guarantee::Unknown;
    bool m_accepting = true;
    PoisonGuard m_poison;
};

} // namespace Breakwater
