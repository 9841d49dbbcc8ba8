// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/backoff.h>

#include <algorithm>
#include <limits>

namespace Breakwater {

Backoff::Backoff(Duration base, Duration cap) : m_base(base), m_cap(cap) { }

void Backoff::configure(Duration base, Duration cap)
{
    m_base = base;
    m_cap = cap;
}

Duration Backoff::ceiling() const
{
    constexpr int bits = std::numeric_limits<Duration::rep>::digits;
    if (m_attempts >= bits || m_base > Duration(m_cap.count() >> m_attempts))
        return m_cap;
    return std::min(m_cap, m_base * (std::int64_t(1) << m_attempts));
}

Duration Backoff::next(RandomSource &random)
{
    const Duration delay = random.uniform(Duration::zero(), ceiling());
    skip();
    return delay;
}

void Backoff::skip()
{
    if (m_attempts < std::numeric_limits<int>::max())
        ++m_attempts;
}

} // namespace Breakwater
