// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/receivebudget.h>

#include <algorithm>

namespace Breakwater {

ReceiveBudget::ReceiveBudget(std::optional<int> perSecond)
{
    configure(perSecond);
}

bool ReceiveBudget::take(MonotonicTime now)
{
    if (!m_perSecond)
        return true;
    const MonotonicTime from = m_takenTo ? std::max(*m_takenTo, now) : now;
    // Not "one second": the share of one message is rounded down, and exactly so many shall fit.
    if (from + m_each - now > m_each * *m_perSecond)
        return false;
    m_takenTo = from + m_each;
    return true;
}

void ReceiveBudget::configure(std::optional<int> perSecond)
{
    if (perSecond == m_perSecond)
        return;
    m_perSecond = perSecond;
    m_takenTo.reset();
    if (perSecond)
        m_each = Duration(std::chrono::seconds(1)) / *perSecond;
}

} // namespace Breakwater
