// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/cleanuplog.h>

#include <algorithm>
#include <utility>

namespace Breakwater {

void CleanupLog::addRemoved(std::int64_t bytesFreed)
{
    m_cycle.clientsRemoved += 1;
    m_cycle.bytesFreed += static_cast<std::uint64_t>(bytesFreed);
}

void CleanupLog::begin(WallTime at)
{
    Q_ASSERT(!m_isUnderWay);
    m_isUnderWay = true;
    m_cycle.at = at;
}

void CleanupLog::addSlice(Duration length)
{
    m_cycle.slices += 1;
    m_cycle.duration += length;
    m_cycle.longestSlice = std::max(m_cycle.longestSlice, length);
}

const CleanupCycle &CleanupLog::end()
{
    Q_ASSERT(m_isUnderWay);
    m_isUnderWay = false;
    CleanupCycle cycle = std::exchange(m_cycle, {});
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
