// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/messagewriter.h>

namespace Breakwater {

WriteResult writeWaiting(DeliveryLedger &ledger, Transport &transport, std::int64_t highWater,
                         MonotonicTime now)
{
    for (int count = 0; count < messagesPerTurn; ++count) {
        const Message *message = ledger.nextToWrite(now);
        if (!message)
            return WriteResult::Done;
        if (transport.backlogBytes() >= highWater)
            return WriteResult::Full;
        const bool taken = message->kind == PayloadKind::Text
            ? transport.sendText(message->payload)
            : transport.sendBinary(message->payload);
        if (!taken)
            return WriteResult::Full;
        ledger.written(now);
    }
    return WriteResult::Paused;
}

} // namespace Breakwater
