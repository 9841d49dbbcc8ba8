// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <chrono>

namespace Breakwater {

//! Lengths of time; nanoseconds inside, any std::chrono unit outside.
using Duration = std::chrono::nanoseconds;

//! Tag of monotonic time. It has no now(): only a TimeSystem knows what time it is.
struct MonotonicClock
{
    using duration = Duration;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<MonotonicClock>;
    static constexpr bool is_steady = true;
};

//! For intervals: never steps, has no meaning to people, is not comparable across machines or
//! starts.
using MonotonicTime = MonotonicClock::time_point;

//! For people and files: UTC, may step.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

//! Seconds as a number, for JSON and for people.
constexpr double toSeconds(Duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

constexpr double toMilliseconds(Duration duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

//! Both clocks read together, so that a decision and its record agree.
struct TimeSample
{
    MonotonicTime monotonic{};
    WallTime wall{};
};

} // namespace Breakwater
