// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/chunkedqueue.h>
#include <core/base/states.h>
#include <core/delivery/expiryorder.h>
#include <core/delivery/message.h>

#include <optional>
#include <utility>

namespace Breakwater {

//! The messages of one session that have not ended, in the order of their ids: first those that
//! were written on the present link, then those in doubt, then those never written.
//!
//! A message that ends in the middle leaves an empty slot; empty slots never outnumber the living
//! by more than 64. Every operation is O(1) amortised (O(log n) while there are gaps, and for
//! messages with a TTL of their own); taking out what expired is O(expired). Pure; the
//! DeliveryLedger decides, this remembers.
class MessageQueue final
{
public:
    struct Gauges
    {
        std::int64_t queued = 0;
        std::int64_t written = 0;
        std::int64_t inDoubt = 0;
        std::int64_t bytes = 0; //!< of all three
        std::int64_t queuedBytes = 0;
        std::int64_t storing = 0; //!< part of queued: not accepted yet
        std::int64_t storingBytes = 0;

        std::int64_t messages() const { return queued + written + inDoubt; }
    };
    static constexpr std::size_t slotsPerChunk = 16;

    //! Appends what `make()` returns, as never written; gives it the next id. One that is Storing
    //! does not expire, and makes room for nobody, before markStored(). The reference holds while
    //! it lives and nothing in the middle ends.
    template <class Make> Message &push(Make make)
    {
        return admit(m_slots.emplaceBack(make)); // made where it stays
    }
    //! Appends one that may have been written before we knew of it. Before any other message.
    template <class Make> Message &pushInDoubt(Make make)
    {
        Message &pushed = push(make);
        doubtNewest();
        return pushed;
    }

    //! Its commit has come; sets no other state.
    void markStored(MessageId id);

    //! The oldest message that is not written on this link; null when all are.
    Message *nextToWrite();
    //! That message, which must be there, is now written; it stays where it is.
    Message &markNextWritten();
    //! Takes out the written messages with an id up to `last`, oldest first, and hands each to
    //! `visit`, which must not touch the queue.
    template <class Visitor> void takeWritten(MessageId last, Visitor visit)
    {
        while (Slot *oldest = oldestWritten(last)) {
            release(*oldest);
            visit(std::move(oldest->message));
            dropEmptyFront(); // that slot, and others that ended behind it
        }
    }
    //! Written messages are in doubt from here on; the next to write is the oldest of all.
    void markAllInDoubt();

    //! Takes out and returns what is past its time, with the state it was in; none when nothing is.
    std::optional<std::pair<Message, MessageState>> takeExpired(MonotonicTime now);
    std::optional<MonotonicTime> nextExpiry();

    //! The oldest never-written message that has been accepted; null when there is none.
    //! O(storing).
    const Message *oldestQueued();
    //! The oldest never-written best-effort one. O(n), only for making room.
    const Message *oldestQueuedBestEffort() const;
    //! Takes one out, whatever its state; it must be there.
    std::pair<Message, MessageState> take(MessageId id);

    //! Of all; null when empty.
    const Message *oldest() const;
    //! The oldest of those written or in doubt; null when there is none.
    const Message *oldestUnconfirmed() const;
    //! The id of the newest written message: what a ping that leaves now will confirm. None when
    //! nothing is written.
    std::optional<MessageId> newestWritten() const { return m_newestWritten; }
    //! The newest message that was ever written, on any link; 0 before the first.
    MessageId lastWrittenEver() const { return {m_firstFresh - 1}; }
    //! Null when it has ended.
    Message *living(MessageId id);
    //! Those not written on this link, oldest first, until `visit` says false. It may change them,
    //! but not end them.
    template <class Visitor> void forEachWaiting(Visitor visit)
    {
        for (std::size_t i = position(m_nextToWrite); i < m_slots.size(); ++i) {
            if (m_slots[i].state && !visit(m_slots[i].message))
                return;
        }
    }
    //! Oldest first; for rare events only.
    template <class Visitor> void forEach(Visitor visit) const
    {
        for (std::size_t i = 0; i < m_slots.size(); ++i) {
            if (m_slots[i].state)
                visit(m_slots[i].message, *m_slots[i].state);
        }
    }
    const Gauges &gauges() const { return m_gauges; }
    //! Slots that are held for nothing; bounded, see above.
    std::size_t emptySlots() const { return m_empty; }
    bool isEmpty() const { return m_gauges.messages() == 0; }
    //! Of the slots, besides what the messages hold.
    std::size_t bytes() const { return m_slots.bytes(); }

private:
    struct Slot
    {
        template <class Make> explicit Slot(Make &make) : message(make()) { }

        Message message;
        std::optional<MessageState> state = MessageState::Queued; //!< none: it has ended
        ExpiryOrder::Place expiry = ExpiryOrder::Place::Nowhere;  //!< until it is accepted

        std::uint64_t id() const { return message.id.value; }
    };

    //! Where the first slot with an id from `id` on is, living or not.
    std::size_t position(std::uint64_t id) const
    {
        // Without gaps before it, and there are seldom any, the id tells the place.
        const std::uint64_t offset = m_slots.isEmpty() ? 0 : id - m_slots.front().id();
        const bool isThere = offset < m_slots.size() && m_slots[offset].id() == id;
        return isThere ? offset : search(id);
    }
    std::size_t search(std::uint64_t id) const;
    //! The same for the living ones; null when there is none.
    Slot *firstLiving(std::uint64_t id);
    //! Null when it has ended.
    Slot *find(std::uint64_t id);
    //! The newest one, into every account.
    Message &admit(Slot &slot);
    void doubtNewest();
    void watchExpiry(Slot &slot)
    {
        slot.expiry = m_expiries.add(slot.id(), slot.message.expiresAt);
    }
    //! The message that expires first.
    std::optional<ExpiryOrder::Expiry> firstToExpire();
    void countStoring(const Message &message, int sign);
    //! The oldest slot, if it is written and no newer than that; null otherwise.
    Slot *oldestWritten(MessageId last);
    std::int64_t &gauge(MessageState state);
    std::pair<Message, MessageState> takeOut(Slot &slot);
    //! Out of every account; what is left of it is an empty slot.
    void release(Slot &slot);
    void dropEmptyFront();
    void compact();

    ChunkedQueue<Slot, slotsPerChunk> m_slots;
    std::size_t m_empty = 0; //!< slots
    std::uint64_t m_lastId = 0;
    std::uint64_t m_nextToWrite = 1; //!< nothing before it waits to be written
    std::uint64_t m_firstFresh = 1;  //!< nothing before it was never written
    std::optional<MessageId> m_newestWritten;
    ExpiryOrder m_expiries;
    Gauges m_gauges;
};

} // namespace Breakwater
