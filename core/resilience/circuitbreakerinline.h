// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// The part of the breaker that runs for every call while all is well, or while it is open, inline:
// check and record together stay within some thirty instructions. Included by circuitbreaker.h
// alone.

#include <core/resilience/circuitbreaker.h>

namespace Breakwater {

inline Expected<CircuitBreaker::Permit, CircuitBreaker::Rejection> CircuitBreaker::tryAcquire(
    MonotonicTime now)
{
    Q_ASSERT(!m_inHandler);
    const bool isForced = m_override.value != BreakerOverride::None;
    if (m_state == BreakerState::Closed && !isForced) [[likely]]
        return Permit(this, m_generation, now);
    if (m_state == BreakerState::Open && !isForced && now < m_openUntil && m_enabled) [[likely]]
        return reject(Rejection::Reason::Open, m_openUntil - now);
    if (const auto rejection = judgeUnusual(now))
        return Unexpected<Rejection>(*rejection);
    return Permit(this, m_generation, now);
}

inline Unexpected<CircuitBreaker::Rejection> CircuitBreaker::reject(Rejection::Reason reason,
                                                                    Duration retryAfter)
{
    ++m_counters.rejections;
    return Unexpected<Rejection>(Rejection{reason, retryAfter});
}

inline void CircuitBreaker::endWithSuccess(std::uint32_t generation, MonotonicTime startedAt,
                                           MonotonicTime now)
{
    Q_ASSERT(!m_inHandler);
    const bool isCurrent = generation == m_generation && m_state == BreakerState::Closed;
    if (!isCurrent || !m_rules.recordIfCalm(now, now - startedAt)) [[unlikely]]
        endWithNotableSuccess(generation, startedAt, now);
}

inline BreakerPermit::~BreakerPermit()
{
    cancel();
}

inline void BreakerPermit::succeed(MonotonicTime now) noexcept
{
    if (auto *breaker = std::exchange(m_breaker, nullptr))
        breaker->endWithSuccess(m_generation, m_startedAt, now);
}

inline void BreakerPermit::fail(MonotonicTime now, const QString &why) noexcept
{
    if (auto *breaker = std::exchange(m_breaker, nullptr))
        breaker->endWithFailure(m_generation, m_startedAt, now, why);
}

inline void BreakerPermit::cancel() noexcept
{
    if (auto *breaker = std::exchange(m_breaker, nullptr))
        breaker->endWithoutVerdict(m_generation);
}

} // namespace Breakwater
