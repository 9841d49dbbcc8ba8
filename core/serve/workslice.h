// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

namespace Breakwater {

//! A piece of long work on the event loop: says when it is time to let others in and to go on in
//! the next turn. Always lets some steps pass, so that the work ends even where a turn takes long.
class WorkSlice final
{
public:
    //! Below the millisecond that nobody notices, with room for a step that takes long.
    static constexpr Duration enough = std::chrono::microseconds(700);
    //! Reading the clock costs as much as a small step.
    static constexpr int stepsPerLook = 8;
    //! Where the clock stands still: under manual time.
    static constexpr int mostSteps = 256;

    //! Begins now; `time` outlives it.
    explicit WorkSlice(const TimeSystem &time) : m_time(time), m_began(time.now()) { }

    //! Call after each step. False: that was the last one of this slice.
    bool goesOn()
    {
        if (++m_steps % stepsPerLook != 0)
            return true;
        return m_steps < mostSteps && length() < enough;
    }
    //! So far.
    Duration length() const { return m_time.now() - m_began; }

private:
    const TimeSystem &m_time;
    const MonotonicTime m_began;
    int m_steps = 0;
};

} // namespace Breakwater
