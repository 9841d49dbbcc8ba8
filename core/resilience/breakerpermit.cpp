// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/breakerpermit.h>

#include <core/resilience/circuitbreaker.h>

namespace Breakwater {

void BreakerPermit::fail(MonotonicTime now, const QString &why)
{
    if (auto *breaker = std::exchange(m_breaker, nullptr))
        breaker->endWithFailure(m_generation, m_startedAt, now, why);
}

void BreakerPermit::giveBack()
{
    std::exchange(m_breaker, nullptr)->endWithoutVerdict(m_generation);
}

} // namespace Breakwater
