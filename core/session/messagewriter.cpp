// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/messagewriter.h>

namespace Breakwater {

namespace {

//! What has gathered may be all that stands in the way.
bool isFull(const Transport &transport, Transport::Group &group, std::int64_t highWater)
{
    if (transport.backlogBytes() < highWater)
        return false;
    group.pushOut();
    return transport.backlogBytes() >= highWater;
}

} // namespace

WriteResult writeWaiting(DeliveryLedger &ledger, Transport &transport, Transport::Group &group,
                         std::int64_t highWater, std::int64_t most, MonotonicTime now)
{
    WriteResult result;
    DeliveryLedger::Writing writing(ledger, now);
    while (result.written < most) {
        const Message *message = writing.next();
        if (!message || isFull(transport, group, highWater))
            return result;
        const bool taken = message->kind == PayloadKind::Text
            ? transport.sendText(message->payload)
            : transport.sendBinary(message->payload);
        if (!taken)
            return result;
        writing.taken();
        result.written += 1;
    }
    result.isPaused = most >= messagesPerTurn;
    return result;
}

} // namespace Breakwater
