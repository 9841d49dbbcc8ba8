// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/time.h>
#include <core/delivery/deduplicator.h>

#include <QtCore/QByteArray>

#include <optional>
#include <string>

namespace Breakwater {

enum class PayloadKind : std::uint8_t { Text, Binary };
enum class Priority : std::uint8_t { BestEffort, Critical };

//! What a sender hands over.
struct OutgoingMessage
{
    QByteArray payload = {}; //!< shared, never copied; text must be valid UTF-8
    PayloadKind kind = PayloadKind::Text;
    Priority priority = Priority::Critical;
    std::optional<std::string> explicitId = {};
    //!< the sender's own id, for deduplication, at most 1 KiB; none: never a duplicate
    std::optional<Duration> ttl = {}; //!< none: `queue.message_ttl`
};

enum class SendVerdict : std::uint8_t {
    Accepted,
    Pending, //!< being stored in the outbox; Accepted or StoreFailed follows
    Duplicate,
    QueueFull,
    TooLarge,
    ShuttingDown,
    Invalid,
    LinkDown,
    StoreFailed, //!< the outbox could not commit it
};
QLatin1StringView toString(SendVerdict verdict);

struct SendOutcome
{
    SendVerdict verdict = SendVerdict::Accepted;
    std::optional<MessageId> id; //!< when accepted or pending

    bool isAccepted() const { return verdict == SendVerdict::Accepted; }
};

//! How far a message has come into the outbox.
enum class Storage : std::uint8_t {
    Memory,  //!< it lives in memory only
    Storing, //!< not accepted yet: the commit is awaited
    Stored,  //!< survives us; on disk it counts as never written
    Marking, //!< the mark "may be written" is awaited
    Marked,  //!< survives us, and comes back in doubt; may be written
};

//! A message from acceptance to its final state. Its deadline and its attempts belong to it and
//! never restart.
struct Message
{
    MessageId id = {};
    QByteArray payload = {};
    PayloadKind kind = PayloadKind::Text;
    Priority priority = Priority::Critical;
    std::optional<std::string> explicitId = {};
    Deduplicator::Key dedupKey = {}; //!< of nothing, where nothing is remembered
    MonotonicTime acceptedAt{};
    MonotonicTime expiresAt{};
    std::optional<MonotonicTime> writtenAt = {}; //!< by us, the latest time; none before
    std::uint64_t outboxKey = 0; //!< names it in the outbox; meaningless in memory only
    std::uint32_t writings = 0;  //!< how often it was handed to a transport
    std::uint32_t refusals = 0;  //!< how often the peer closed and blamed it
    Storage storage = Storage::Memory;
    bool mayBeWrittenOnDisk = false; //!< stored with the mark
    bool wasRecovered = false;       //!< from the outbox, after a restart

    std::int64_t bytes() const { return payload.size(); }
};

} // namespace Breakwater
