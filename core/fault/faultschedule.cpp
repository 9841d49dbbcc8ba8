// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultschedule.h>

#include <algorithm>

namespace Breakwater {

FaultSchedule::FaultSchedule(const std::vector<PlannedFault> &events, MonotonicTime begin)
{
    using When = PlannedFault::When;
    for (const PlannedFault &event : events) {
        if (event.when == When::AfterBytes)
            m_counted.push_back({event.bytes, event.fault});
        else
            m_timed.push_back({begin + event.time,
                               event.when == When::Every ? std::optional(event.time) : std::nullopt,
                               event.fault});
    }
    sort();
}

std::optional<MonotonicTime> FaultSchedule::nextWake() const
{
    return m_timed.empty() ? std::nullopt : std::optional(m_timed.front().due);
}

std::vector<LinkFault> FaultSchedule::onTimer(MonotonicTime now)
{
    std::vector<LinkFault> faults;
    for (Timed &timed : m_timed) {
        if (timed.due > now)
            break;
        faults.push_back(timed.fault);
        if (timed.period) // a machine that slept does not catch up
            timed.due += *timed.period * ((now - timed.due) / *timed.period + 1);
    }
    std::erase_if(m_timed, [&](const Timed &timed) { return timed.due <= now; });
    sort();
    return faults;
}

std::vector<LinkFault> FaultSchedule::onBytes(std::int64_t bytes)
{
    m_bytes += bytes;
    std::vector<LinkFault> faults;
    for (const Counted &counted : m_counted) {
        if (counted.after <= m_bytes)
            faults.push_back(counted.fault);
    }
    std::erase_if(m_counted, [&](const Counted &counted) { return counted.after <= m_bytes; });
    return faults;
}

void FaultSchedule::sort()
{
    std::ranges::stable_sort(m_timed, {}, &Timed::due);
}

} // namespace Breakwater
