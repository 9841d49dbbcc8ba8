// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/clientconfig.h>

#include <algorithm>

namespace Breakwater {

StabilityConfig clientConfigOf(const StabilityConfig &config)
{
    StabilityConfig result = config;
    result.limits.receiveRate = config.limits.clientReceiveRate;
    result.limits.messageBytes = config.limits.clientMessageBytes;
    result.delivery.outbox.reset();
    if (result.delivery.confirm == ConfirmMode::App)
        result.delivery.confirm = ConfirmMode::Hop;
    result.delivery.ackPointer.clear();
    result.session.preamble.reset();
    result.queue.maxBytes = std::min(config.queue.maxBytes, mostQueueBytesOfClient);
    result.transport.highWater = std::min(config.transport.highWater, mostBacklogOfClient);
    result.deduplication.maxEntries
        = std::min(config.deduplication.maxEntries, mostDedupEntriesOfClient);
    return result;
}

} // namespace Breakwater
