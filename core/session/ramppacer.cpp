// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/ramppacer.h>

#include <algorithm>
#include <cmath>

namespace Breakwater {

std::int64_t RampPacer::room(MonotonicTime now, const CircuitBreaker &breaker,
                             const DeliveryLedger &ledger, const MessageCounters &counters,
                             std::int64_t queueLimit, std::int64_t most)
{
    if (!breaker.isRecovering())
        return most;
    const double share = breaker.recoveryShare(now);
    if (const Step step{breaker.stateSince(), share}; m_step != step) {
        m_step = step;
        m_sentBefore = counters.sentUnconfirmed;
    }
    // At least one message, or a short queue would never be tried.
    const auto window
        = std::max<std::int64_t>(1, std::llround(share * static_cast<double>(queueLimit)));
    const auto sent = static_cast<std::int64_t>(counters.sentUnconfirmed - m_sentBefore);
    return std::clamp<std::int64_t>(window - ledger.gauges().written - sent, 0, most);
}

} // namespace Breakwater
