// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <functional>
#include <memory>

namespace Breakwater {

//! One restartable one-shot timer. Lives on the thread of the TimeSystem that made it.
//!
//! Destroying it stops it; the callback never runs after stop() or destruction.
class Timer
{
public:
    virtual ~Timer() = default;

    //! Runs the callback once at `due` (at once, but from the event loop, when `due` is past).
    //! Replaces an earlier start.
    virtual void startAt(MonotonicTime due) = 0;
    virtual void stop() = 0;
    virtual bool isActive() const = 0;
};

//! The only source of time below `app`: both clocks, and timers that fire by the monotonic one.
class TimeSystem
{
public:
    virtual ~TimeSystem() = default;

    virtual MonotonicTime now() const = 0;
    virtual WallTime wallNow() const = 0;
    //! How long the machine has slept in all; grows over each sleep, which now() does not count.
    //! Accurate to some milliseconds: a smaller growth means nothing. Zero where it is not known.
    virtual Duration asleep() const { return {}; }
    //! The timer must not outlive this system.
    virtual std::unique_ptr<Timer> createTimer(std::function<void()> callback) = 0;

    TimeSample sample() const { return {now(), wallNow()}; }
};

} // namespace Breakwater
