// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/openperiod.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace Breakwater {

OpenPeriod::OpenPeriod(const StabilityConfig::CircuitBreaker &config)
{
    configure(config);
}

void OpenPeriod::configure(const StabilityConfig::CircuitBreaker &config)
{
    m_first = config.timeout;
    m_max = config.timeoutMax;
    m_multiplier = config.timeoutMultiplier;
    m_decayAfter = std::max(config.decayAfter, Duration(1));
}

Duration OpenPeriod::next(Duration closedFor, RandomSource &random)
{
    const auto steps = std::max<Duration::rep>(closedFor / m_decayAfter, 0);
    m_level = static_cast<int>(std::max<Duration::rep>(m_level - steps, 0));
    const Duration length = ceiling();
    if (m_level < std::numeric_limits<int>::max())
        ++m_level;
    return random.uniform(length / 2, length);
}

Duration OpenPeriod::ceiling() const
{
    // In doubles: multiplierⁿ leaves 64 bits soon, and infinity still compares as it should.
    const double length = static_cast<double>(m_first.count()) * std::pow(m_multiplier, m_level);
    return length < static_cast<double>(m_max.count())
        ? Duration(static_cast<Duration::rep>(length))
        : m_max;
}

} // namespace Breakwater
