// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deliveryworld.h>
#include <core/delivery/messagequeue.h>

#include <optional>
#include <unordered_map>
#include <vector>

namespace Breakwater {

//! One ledger's dealings with the outbox: which messages are being stored, and which may be
//! written.
//!
//! A message that may be under way has to come back in doubt after a crash, so the mark is
//! committed before the first byte is written: at once with the message where the link is up, else
//! in groups before what waited is written. Without an outbox everything here does nothing. Pure.
class DurableMessages final
{
public:
    DurableMessages(const SessionId &session, const DeliveryWorld &world);
    ~DurableMessages();

    bool isOn() const { return m_outbox != nullptr; }
    std::vector<OutboxRow> take();
    //! These are in the queue now.
    void recovered(const std::vector<OutboxRow> &rows);
    //! Asks for a message of the queue that is Storing to be stored. With the link up no mark is
    //! needed when its turn comes.
    void store(Message &message, Duration ttl, bool linkUp);
    //! It is committed.
    void stored(Message &message) const;
    //! Whether the head of the queue may be written; if not, what is missing has been asked for.
    bool mayWrite(const Message &head, MonotonicTime now, MessageQueue &queue);
    void noteRefusals(const Message &message);
    //! It has ended in the queue.
    void ended(const Message &message);
    //! It stays stored for later; the row to give back.
    static OutboxRow rowOf(const Message &message, MessageState state, MonotonicTime now);
    //! The session ends; nothing is awaited any more.
    void giveBack(std::vector<OutboxRow> rows);

    //! The message whose commit this answers, once; none when it is not known (any more).
    std::optional<MessageId> settle(OutboxKey key);
    //! Sets the state of those that still live. A failed mark is asked for again after a while.
    void marked(MonotonicTime now, const std::vector<OutboxKey> &keys, bool isFailure,
                MessageQueue &queue);
    //! When a failed mark is due again.
    std::optional<MonotonicTime> nextWake() const { return m_retryAt; }
    void onTimer(MonotonicTime now);

private:
    const SessionId m_session;
    Outbox *m_outbox;
    OutboxClient *m_client;
    std::int64_t m_unmarked = 0; //!< living messages that need a mark before they may be written
    bool m_marking = false;
    std::optional<MonotonicTime> m_retryAt;
    std::unordered_map<std::uint64_t, MessageId> m_awaited; //!< by key, until stored and marked
};

} // namespace Breakwater
