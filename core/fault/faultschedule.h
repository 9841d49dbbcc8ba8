// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/faultplan.h>

#include <optional>
#include <vector>

namespace Breakwater {

//! When the planned faults of one connection strike. Pure: never reads a clock or starts a timer.
class FaultSchedule final
{
public:
    FaultSchedule(const std::vector<PlannedFault> &events, MonotonicTime begin);

    //! None when no fault waits for a time.
    std::optional<MonotonicTime> nextWake() const;
    //! What strikes now, in the order of time; each once, also after a long sleep.
    std::vector<LinkFault> onTimer(MonotonicTime now);
    //! `bytes` more came through.
    std::vector<LinkFault> onBytes(std::int64_t bytes);

private:
    struct Timed
    {
        MonotonicTime due;
        std::optional<Duration> period; //!< none: once
        LinkFault fault;
    };
    struct Counted
    {
        std::int64_t after;
        LinkFault fault;
    };
    void sort();

    std::vector<Timed> m_timed; //!< the next one first
    std::vector<Counted> m_counted;
    std::int64_t m_bytes = 0;
};

} // namespace Breakwater
