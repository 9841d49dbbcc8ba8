// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// The part of the breaker that runs for every call while all is well, inline: check and record
// together stay within a few nanoseconds. Included by circuitbreaker.h alone.

#include <core/resilience/circuitbreaker.h>

namespace Breakwater {

inline Expected<CircuitBreaker::Permit, CircuitBreaker::Rejection> CircuitBreaker::tryAcquire(
    MonotonicTime now)
{
    Q_ASSERT(!m_inHandler);
    if (m_state == BreakerState::Closed && m_override.value == BreakerOverride::None) [[likely]]
        return Permit(this, m_generation, now);
    return acquireUnusual(now);
}

inline void CircuitBreaker::endWithSuccess(std::uint32_t generation, MonotonicTime startedAt,
                                           MonotonicTime now)
{
    Q_ASSERT(!m_inHandler);
    if (generation != m_generation) {
        ++m_counters.lateResults;
        return;
    }
    const auto cause = m_rules.recordSuccess(now, now - startedAt);
    if (m_state == BreakerState::HalfOpen)
        probeSucceeded(now);
    else if (m_state == BreakerState::Closed && cause) [[unlikely]]
        trip(now, *cause);
}

inline void BreakerPermit::succeed(MonotonicTime now)
{
    if (auto *breaker = std::exchange(m_breaker, nullptr))
        breaker->endWithSuccess(m_generation, m_startedAt, now);
}

} // namespace Breakwater
