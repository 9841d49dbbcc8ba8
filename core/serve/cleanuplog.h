// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/metricset.h>
#include <core/snapshot/servingsnapshot.h>

#include <deque>
#include <memory>
#include <vector>

namespace Breakwater {

//! Keeps account of the cleanup: of the cycle under way, of the last ServingSnapshot::keptCycles,
//! and the totals of all that ended.
class CleanupLog final
{
public:
    //! One client was removed; outside of a cycle it counts into the next one.
    void addRemoved(std::int64_t bytesFreed);
    void begin(WallTime at);
    //! Between begin() and end().
    bool isUnderWay() const { return m_isUnderWay; }
    //! The cycle kept the worker for so long, at one go.
    void addSlice(Duration length);
    //! Gives it its number. The returned cycle is valid until the next call.
    const CleanupCycle &end();

    const CleanupCounters &counters() const { return m_counters; }
    //! Oldest first; null before the first. Made anew only after end().
    std::shared_ptr<const std::vector<CleanupCycle>> cycles();

private:
    CleanupCycle m_cycle; //!< so far
    bool m_isUnderWay = false;
    std::deque<CleanupCycle> m_kept;
    CleanupCounters m_counters;
    std::shared_ptr<const std::vector<CleanupCycle>> m_shown;
};

} // namespace Breakwater
