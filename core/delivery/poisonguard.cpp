// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/delivery/poisonguard.h>

#include <algorithm>
#include <cmath>

namespace Breakwater {

PoisonGuard::PoisonGuard(const StabilityConfig::Retry &config) : m_config(config) { }

bool PoisonGuard::blame(MonotonicTime now, std::uint32_t refusals, MessageId last,
                        RandomSource &random)
{
    m_until = std::max(m_until.value_or(MessageId{}), last);
    m_dueAt.reset();
    if (refusals >= static_cast<std::uint32_t>(m_config.maxAttempts))
        return true;
    const double seconds
        = std::min(toSeconds(m_config.maxDelay),
                   toSeconds(m_config.baseDelay) * std::exp2(static_cast<double>(refusals - 1)));
    const auto ceiling
        = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
    m_dueAt = now + random.uniform(Duration::zero(), ceiling);
    return false;
}

void PoisonGuard::proven(std::optional<MessageId> oldest)
{
    if (m_until && (!oldest || *oldest > *m_until))
        m_until.reset();
}

void PoisonGuard::onTimer(MonotonicTime now)
{
    if (m_dueAt && *m_dueAt <= now)
        m_dueAt.reset();
}

} // namespace Breakwater
