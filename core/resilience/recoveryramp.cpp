// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/recoveryramp.h>

#include <algorithm>
#include <cmath>

namespace Breakwater {

void RecoveryRamp::begin(MonotonicTime now)
{
    m_begunAt = now;
    m_step = 0;
}

double RecoveryRamp::share(MonotonicTime now) const
{
    if (!m_begunAt)
        return 0;
    return std::min(1.0, firstShare * std::pow(growth, static_cast<double>(stepAt(now))));
}

std::optional<MonotonicTime> RecoveryRamp::nextStep() const
{
    if (!m_begunAt)
        return {};
    return *m_begunAt + (m_step + 1) * stepLength;
}

void RecoveryRamp::reached(MonotonicTime now)
{
    if (m_begunAt)
        m_step = std::max(m_step, stepAt(now));
}

} // namespace Breakwater
