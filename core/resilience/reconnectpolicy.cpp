// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/reconnectpolicy.h>

namespace Breakwater {

using namespace std::chrono_literals;

namespace {

constexpr Duration mostAfterLocalCause = 250ms;

} // namespace

ReconnectPolicy::ReconnectPolicy(const StabilityConfig &config)
    : m_reconnect(config.reconnect), m_stableAfter(config.connection.stableAfter),
      m_backoff(config.reconnect.baseDelay, config.reconnect.maxDelay)
{ }

void ReconnectPolicy::configure(const StabilityConfig &config)
{
    m_reconnect = config.reconnect;
    m_stableAfter = config.connection.stableAfter;
    m_backoff.configure(m_reconnect.baseDelay, m_reconnect.maxDelay);
}

Duration ReconnectPolicy::delayAfter(const Fault &fault, std::optional<Duration> upFor,
                                     RandomSource &random)
{
    const bool wasStable = upFor && *upFor >= m_stableAfter;
    if (wasStable)
        m_backoff.reset();
    if (fault.faultClass == FaultClass::Local && m_backoff.attempts() == 0) {
        m_backoff.skip();
        return random.uniform(Duration::zero(), mostAfterLocalCause);
    }
    const bool comesBackInACrowd
        = upFor && (fault.serverRestart || (fault.connectionLost && wasStable));
    const Duration spread = comesBackInACrowd ? random.uniform(Duration::zero(), m_reconnect.spread)
                                              : Duration::zero();
    return m_backoff.next(random) + spread;
}

void ReconnectPolicy::reset()
{
    m_backoff.reset();
}

} // namespace Breakwater
