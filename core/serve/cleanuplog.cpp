// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/cleanuplog.h>

namespace Breakwater {

const CleanupCycle &CleanupLog::add(CleanupCycle cycle)
{
    m_counters.cycles += 1;
    m_counters.clientsRemoved += cycle.clientsRemoved;
    m_counters.bytesFreed += cycle.bytesFreed;
    m_counters.lastDuration = cycle.duration;
    cycle.sequence = m_counters.cycles;
    m_shown.reset();
    if (m_kept.size() == ServingSnapshot::keptCycles)
        m_kept.pop_front();
    return m_kept.emplace_back(cycle);
}

std::shared_ptr<const std::vector<CleanupCycle>> CleanupLog::cycles()
{
    if (!m_shown && !m_kept.empty())
        m_shown = std::make_shared<const std::vector<CleanupCycle>>(m_kept.begin(), m_kept.end());
    return m_shown;
}

} // namespace Breakwater
