// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/ramppacer.h>

#include <algorithm>
#include <cmath>

namespace Breakwater {

std::int64_t RampPacer::room(MonotonicTime now, const CircuitBreaker &breaker,
                             const DeliveryLedger &ledger, std::int64_t queueLimit,
                             std::int64_t most)
{
    if (!breaker.isRecovering()) {
        m_step = 0;
        m_writtenInStep = 0;
        return most;
    }
    const double share = breaker.recoveryShare(now);
    if (share != m_step) {
        m_step = share;
        m_writtenInStep = 0;
    }
    // At least one message, or a short queue would never be tried.
    const auto window
        = std::max<std::int64_t>(1, std::llround(share * static_cast<double>(queueLimit)));
    const std::int64_t used
        = ledger.guarantee() == Guarantee::None ? m_writtenInStep : ledger.gauges().written;
    return std::clamp<std::int64_t>(window - used, 0, most);
}

} // namespace Breakwater
