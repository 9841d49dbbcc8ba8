// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>

namespace Breakwater {

//! The machine's clocks and Qt's precise timers. Timers belong to the thread that creates them.
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
};

} // namespace Breakwater
