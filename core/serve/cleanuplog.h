// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/metricset.h>
#include <core/snapshot/servingsnapshot.h>

#include <deque>
#include <memory>
#include <vector>

namespace Breakwater {

//! The last ServingSnapshot::keptCycles cycles of the cleanup, and the totals of all.
class CleanupLog final
{
public:
    //! Gives it its number. The returned cycle is valid until the next call.
    const CleanupCycle &add(CleanupCycle cycle);
    const CleanupCounters &counters() const { return m_counters; }
    //! Oldest first; null before the first. Made anew only after add().
    std::shared_ptr<const std::vector<CleanupCycle>> cycles();

private:
    std::deque<CleanupCycle> m_kept;
    CleanupCounters m_counters;
    std::shared_ptr<const std::vector<CleanupCycle>> m_shown;
};

} // namespace Breakwater
