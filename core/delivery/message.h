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
    //!< the sender's own id, for deduplication; none: never a duplicate
    std::optional<Duration> ttl = {}; //!< none: `queue.message_ttl`
};

enum class SendVerdict : std::uint8_t {
    Accepted,
    Duplicate,
    QueueFull,
    TooLarge,
    ShuttingDown,
    Invalid,
    LinkDown
};
QLatin1StringView toString(SendVerdict verdict);

struct SendOutcome
{
    SendVerdict verdict = SendVerdict::Accepted;
    std::optional<MessageId> id; //!< when accepted

    bool isAccepted() const { return verdict == SendVerdict::Accepted; }
};

//! A message from acceptance to its final state. Its deadline and its attempts belong to it and
//! never restart.
struct Message
{
    MessageId id = {};
    QByteArray payload = {};
    PayloadKind kind = PayloadKind::Text;
    Priority priority = Priority::Critical;
    std::optional<Deduplicator::Key> dedupKey = {};
    MonotonicTime acceptedAt{};
    MonotonicTime expiresAt{};
    MonotonicTime writtenAt{};  //!< of the latest writing
    std::uint32_t writings = 0; //!< how often it was handed to a transport

    std::uint32_t refusals = 0; //!< how often the peer closed and blamed it

    std::int64_t bytes() const { return payload.size(); }
};

} // namespace Breakwater
