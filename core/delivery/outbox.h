// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/error.h>
#include <core/base/ids.h>
#include <core/base/time.h>
#include <core/delivery/message.h>

#include <optional>
#include <vector>

namespace Breakwater {

//! Names one stored message, across restarts. Given by the outbox, one rising count for all
//! sessions: never used twice while a message of that name is stored or an answer about it is owed.
struct OutboxKey
{
    std::uint64_t value = 0;

    friend auto operator<=>(const OutboxKey &, const OutboxKey &) = default;
};

//! A message as the outbox keeps it.
struct OutboxRow
{
    OutboxKey key;
    QByteArray payload;
    PayloadKind kind = PayloadKind::Text;
    std::optional<std::string> explicitId = {};
    Duration ttl{}; //!< when stored: all of it; when taken: what is left, at least 0
    //! When stored: it may be written without a further mark. When taken: it may have been under
    //! way, and comes back in doubt.
    bool mayBeWritten = false;
    bool needsMark = false; //!< given back: in doubt, but the file does not know it yet
    std::uint32_t refusals = 0;
};

//! Hears how the wishes of one session ended; on its own thread, never from within a call to the
//! outbox, in the order of the wishes.
class OutboxClient
{
public:
    virtual ~OutboxClient() = default;

    //! One commit: these are durable now; or, with `failure`, none of them is stored.
    virtual void outboxStored(const std::vector<OutboxKey> &keys,
                              const std::optional<Error> &failure)
        = 0;
    //! One commit: these are known as "may be written"; or, with `failure`, they are not (ask
    //! again).
    virtual void outboxMarked(const std::vector<OutboxKey> &keys,
                              const std::optional<Error> &failure)
        = 0;
};

//! Keeps accepted critical messages across `kill -9` of this program (`delivery.outbox`). Lives on
//! the worker thread and never blocks: what it writes, another thread commits, grouped.
class Outbox
{
public:
    virtual ~Outbox() = default;

    //! What waits for this session from before, oldest first; from now on the caller's to end.
    //! Usually once, when the session begins.
    virtual std::vector<OutboxRow> take(const SessionId &session) = 0;
    //! The session ends before these did; they stay stored and wait for the next take().
    virtual void giveBack(const SessionId &session, std::vector<OutboxRow> rows) = 0;

    //! For the next message to store.
    virtual OutboxKey newKey() = 0;
    //! No more calls to that client.
    virtual void forget(OutboxClient &client) = 0;
    //! Answered by outboxStored().
    virtual void store(const SessionId &session, OutboxRow row, OutboxClient &client) = 0;
    //! From the commit on they come back in doubt. Answered by outboxMarked().
    virtual void markWritten(const std::vector<OutboxKey> &keys, OutboxClient &client) = 0;
    //! Keeps the count of refusals; no answer.
    virtual void noteRefusals(OutboxKey key, std::uint32_t refusals) = 0;
    //! It ended. No answer: tried again until it succeeds; a crash before that brings it back.
    virtual void remove(OutboxKey key) = 0;
};

} // namespace Breakwater
