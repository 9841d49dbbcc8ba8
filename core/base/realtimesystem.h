// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

namespace Breakwater {

class EventLoopTimers;

//! The machine's clocks, and timers that Qt's event loop fires. All timers that live at the same
//! time belong to one thread, which may be another than that of the clocks.
//!
//! now() is CLOCK_MONOTONIC, which stands still while the machine sleeps: time asleep never counts.
class RealTimeSystem final : public TimeSystem
{
public:
    MonotonicTime now() const override;
    WallTime wallNow() const override;
    //! CLOCK_BOOTTIME, which goes on during sleep, less CLOCK_MONOTONIC.
    Duration asleep() const override;
    std::unique_ptr<Timer> createTimer(std::function<void()> callback) override;

private:
    std::weak_ptr<EventLoopTimers> m_timers; //!< gone with the last timer, on its thread
};

} // namespace Breakwater
