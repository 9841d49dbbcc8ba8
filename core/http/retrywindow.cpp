// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/retrywindow.h>

namespace Breakwater {

void RetryWindow::add(MonotonicTime now, std::uint64_t successes, std::uint64_t failures)
{
    const Totals totals{now, successes, failures};
    if (successes < m_now.successes || failures < m_now.failures)
        m_past.assign(1, totals);
    if (m_past.empty())
        m_past.push_back({now, 0, 0});
    m_now = totals;
    if (now - m_past.back().at >= grain)
        m_past.push_back(totals);
    // The front may be as old as the window, not older than its newest such entry.
    while (m_past.size() > 1 && now - m_past[1].at >= length)
        m_past.pop_front();
}

std::optional<double> RetryWindow::successShare() const
{
    if (m_past.empty())
        return {};
    const auto successes = static_cast<double>(m_now.successes - m_past.front().successes);
    const auto failures = static_cast<double>(m_now.failures - m_past.front().failures);
    if (successes + failures <= 0)
        return {};
    return successes / (successes + failures);
}

} // namespace Breakwater
