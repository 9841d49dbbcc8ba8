// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/breakercalls.h>

namespace Breakwater {

BreakerCalls::BreakerCalls(CircuitBreaker &breaker, CallCounters &counters)
    : m_breaker(breaker), m_counters(counters)
{ }

bool BreakerCalls::beginConnect(MonotonicTime now)
{
    auto permit = m_breaker.tryAcquire(now);
    if (!permit)
        return false;
    m_connect = std::move(*permit);
    return true;
}

void BreakerCalls::beginPing(MonotonicTime now)
{
    if (m_connect.isLive())
        return; // the first ping is how the connect proves itself: one call, not two
    if (auto permit = m_breaker.tryAcquire(now))
        m_ping = std::move(*permit);
}

void BreakerCalls::pingSucceeded(MonotonicTime now, MonotonicTime askedAt)
{
    if (m_ping.isLive() && askedAt >= m_ping.startedAt())
        succeed(m_ping, now);
}

void BreakerCalls::peerFailed(MonotonicTime now, const QString &why)
{
    if (m_connect.isLive())
        return fail(m_connect, now, why);
    m_counters.failures += 1;
    m_breaker.recordFailure(now, why);
}

void BreakerCalls::connectIsProofEnough(MonotonicTime now, int successesNeeded)
{
    succeed(m_connect, now);
    const auto isProbing = [this] {
        return m_breaker.state() == BreakerState::HalfOpen && !m_breaker.isRecovering();
    };
    for (int i = 0; i < successesNeeded && isProbing(); ++i) {
        if (auto permit = m_breaker.tryAcquire(now))
            succeed(*permit, now);
    }
}

void BreakerCalls::cancelAll()
{
    m_connect.cancel();
    m_ping.cancel();
}

void BreakerCalls::succeed(CircuitBreaker::Permit &permit, MonotonicTime now)
{
    if (!permit.isLive())
        return;
    m_counters.successes += 1;
    permit.succeed(now);
}

void BreakerCalls::fail(CircuitBreaker::Permit &permit, MonotonicTime now, const QString &why)
{
    if (!permit.isLive())
        return;
    m_counters.failures += 1;
    permit.fail(now, why);
}

} // namespace Breakwater
