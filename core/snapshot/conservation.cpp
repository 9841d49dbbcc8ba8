// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/conservation.h>

namespace Breakwater {

Conservation conservationOf(const MessageCounters &counters, const QueueSnapshot &queue)
{
    const std::uint64_t ended = counters.sentUnconfirmed + counters.confirmed + counters.expired
        + counters.expiredInDoubt + counters.dropped + counters.failed + counters.abandoned
        + counters.kept;
    return {.cameIn = static_cast<std::int64_t>(counters.accepted + counters.recovered),
            .accountedFor = queue.queued - queue.storing + queue.unconfirmed + queue.inDoubt
                + static_cast<std::int64_t>(ended)};
}

} // namespace Breakwater
