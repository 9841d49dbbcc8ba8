// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/messagewriter.h>

namespace Breakwater {

WriteResult writeWaiting(DeliveryLedger &ledger, Transport &transport, std::int64_t highWater,
                         std::int64_t most, MonotonicTime now)
{
    WriteResult result;
    const Transport::Group group(transport,
                                 ledger.gauges().messages() - ledger.gauges().written > 1);
    DeliveryLedger::Writing writing(ledger, now);
    while (result.written < most) {
        const Message *message = writing.next();
        if (!message || transport.backlogBytes() >= highWater)
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
