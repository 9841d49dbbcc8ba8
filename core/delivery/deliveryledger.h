// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/ackindex.h>
#include <core/delivery/admission.h>
#include <core/delivery/deduplicator.h>
#include <core/delivery/deliveryworld.h>
#include <core/delivery/durablemessages.h>
#include <core/delivery/messagequeue.h>
#include <core/delivery/poisonguard.h>
#include <core/metrics/latencyrun.h>

#include <optional>
#include <vector>

namespace Breakwater {

//! Keeps account of every message that one session accepted, from acceptance to exactly one counted
//! end (page 2, "the life of a message"). Decides what may be written next, what a pong or an
//! acknowledgement confirms, and what happens when the link is lost.
//!
//! Pure: the caller writes, pings and passes `now`. Outlives every transport of its session.
class DeliveryLedger final
{
public:
    //! Takes over what the outbox kept for this session, as *recovered*.
    DeliveryLedger(const SessionId &session, const StabilityConfig &config, MetricSet &metrics,
                   const DeliveryWorld &world, MonotonicTime now);
    ~DeliveryLedger();

    //! Answers at once; with an outbox, critical messages are Pending until stored(). `linkUp`
    //! false rejects best-effort messages.
    SendOutcome accept(MonotonicTime now, OutgoingMessage &&message, bool linkUp);
    //! It will come in a moment; changes nothing.
    void announce(const OutgoingMessage &message) const
    {
        if (message.explicitId)
            m_deduplicator.announce(*message.explicitId);
    }
    //! Whether accept() would find room without making it.
    bool hasRoomFor(const OutgoingMessage &message) const
    {
        return m_admission.hasRoom(m_queue.gauges(), m_world.budget, message.payload.size());
    }
    //! Nothing more is accepted: `shutting_down`.
    void stopAccepting() { m_accepting = false; }
    //! How a Pending message was answered in the end.
    struct Settled
    {
        MessageId id;
        SendVerdict verdict = SendVerdict::Accepted;
    };
    //! The outbox committed these, or could not.
    std::vector<Settled> stored(const std::vector<OutboxKey> &keys, bool isFailure);
    //! The outbox knows that these may be written, or could not note it.
    void marked(MonotonicTime now, const std::vector<OutboxKey> &keys, bool isFailure);

    //! What to hand to the transport now; null when nothing waits, or what waits may not go yet
    //! (see nextWake()).
    const Message *nextToWrite(MonotonicTime now);
    //! The transport took it.
    void written(MonotonicTime now);
    class Writing;
    //! The newest message that a ping leaving now would confirm; none when nothing is unconfirmed.
    std::optional<MessageId> barrier() const { return m_queue.newestWritten(); }
    //! A pong proved that the first hop has everything up to there.
    void confirmUpTo(MonotonicTime now, MessageId barrier);
    //! The server's own program named it (guarantee `app`). False, and counted, when nothing that
    //! was ever written waits under that id.
    bool acknowledged(MonotonicTime now, const std::string &explicitId);
    //! What is written stands in the way of what waits, or of what comes: the sooner it is
    //! confirmed, the better.
    bool waitsForWritten() const
    {
        const auto &held = m_queue.gauges();
        return held.written > 0
            && (m_poison.isCautious() || held.queued + held.inDoubt > 0 || isAboveHighWater());
    }
    //! Since when the oldest message written on this link has waited; none when nothing is.
    std::optional<MonotonicTime> oldestWrittenAt() const;

    //! What "written" is worth on this link. None ends written messages as *sent*, from now on and
    //! those already written; App those that bear no id, which nobody could acknowledge.
    void setGuarantee(MonotonicTime now, Guarantee guarantee);
    Guarantee guarantee() const { return m_guarantee; }
    //! Written messages are in doubt: replayed in order with their ids on the next link, or
    //! reported (abandoned). Best-effort ones end. Returns how many are in doubt or were abandoned.
    std::int64_t linkLost(MonotonicTime now);
    //! The peer closed and blamed the content: messages go one at a time until those then under way
    //! are through; the head is retried after a backoff and given up at `retry.max_attempts`. Call
    //! after linkLost(). True when the head was given up.
    bool contentRefused(MonotonicTime now, const QString &sentence);

    //! Call at `nextWake()`: ends what is past its TTL and frees what was held back. Returns how
    //! many ended.
    std::int64_t expire(MonotonicTime now);
    //! When a TTL ends or a retry is due; none when neither is ahead.
    std::optional<MonotonicTime> nextWake();

    //! Ends everything that is left: stored → kept for the next start, never written → dropped,
    //! under way → abandoned. Messages not yet stored were never accepted: returned.
    std::vector<Settled> abandonAll(MonotonicTime now, const QString &why);

    const MessageQueue &queue() const { return m_queue; }
    const MessageQueue::Gauges &gauges() const { return m_queue.gauges(); }
    std::int64_t storing() const { return m_queue.gauges().storing; }
    bool isEmpty() const { return m_queue.isEmpty(); }
    std::optional<Duration> oldestAge(MonotonicTime now) const;
    std::optional<Duration> oldestUnconfirmedAge(MonotonicTime now) const;
    //! Of `queue.max_messages` or `queue.max_bytes`, whichever is nearer.
    double shareUsed() const { return m_admission.shareUsed(m_queue.gauges()); }
    bool isAboveHighWater() const { return m_admission.isAboveHighWater(m_queue.gauges()); }
    //! accepted + recovered = what is held + what ended + what is kept. Always true; checked in
    //! debug builds after every change.
    bool isConserved() const;
    const Deduplicator &deduplicator() const { return m_deduplicator; }
    void configure(const StabilityConfig &config);

private:
    void recover(MonotonicTime now);
    SendOutcome takeIn(MonotonicTime now, OutgoingMessage &&message, const Deduplicator::Key &key,
                       bool linkUp);
    //! A duplicate of what is still being stored is no more accepted than that is.
    SendOutcome answerDuplicate(const Deduplicator::Key &key);
    bool makeRoom(MonotonicTime now, std::int64_t bytes, Priority priority);
    //! It is in the queue now: into the budget and the index of acknowledgements.
    Message &hold(Message &message);
    void write(MonotonicTime now, LatencyRun &waits);
    struct Latencies;
    void confirm(MonotonicTime now, Message &&message, Latencies &latencies);
    void end(MonotonicTime now, Message &&message, MessageState how, const QString &why = {});
    void count(MessageState how);
    //! Out of budget and index; whoever calls says why it is gone.
    void letGo(const Message &message);
    //! Never accepted after all.
    Settled reject(Message message);
    void provePoison();
    void endWrittenAsSent(MonotonicTime now);
    //! No link: best-effort messages end, and those in doubt where they are only reported.
    void endWhatDoesNotWait(MonotonicTime now, const QString &why);
    bool awaitsAck(const Message &message) const;
    void checkConserved() const;

    StabilityConfig m_config;
    SessionId m_session;
    MetricSet &m_metrics;
    DeliveryWorld m_world;
    Admission m_admission;
    Deduplicator m_deduplicator;
    DurableMessages m_durable;
    MessageQueue m_queue;
    AckIndex m_acks;
    PoisonGuard m_poison;
    std::optional<MessageId> m_headWhenLost; //!< the oldest under way on the link lost last
    Guarantee m_guarantee = Guarantee::Unknown;
    bool m_accepting = true;
};

//! Many messages written at one time: next(), and taken() once the transport took it, in turns.
//! Their waits count when it ends.
class DeliveryLedger::Writing final
{
public:
    Writing(DeliveryLedger &ledger, MonotonicTime now)
        : m_ledger(ledger), m_now(now),
          m_waits(ledger.m_metrics, &LatencyHistograms::queue, ledger.m_config.metrics.enabled)
    { }

    //! As DeliveryLedger::nextToWrite().
    const Message *next() { return m_ledger.nextToWrite(m_now); }
    void taken() { m_ledger.write(m_now, m_waits); }

private:
    DeliveryLedger &m_ledger;
    const MonotonicTime m_now;
    LatencyRun m_waits;
};

} // namespace Breakwater
