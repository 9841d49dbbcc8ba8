// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/timesystem.h>
#include <core/fault/faultcounts.h>
#include <core/fault/faultplan.h>

#include <functional>

namespace Breakwater {

//! What the links of one proxy share; the proxy owns it.
struct FaultWorld
{
    TimeSystem &time;
    FaultPlan plan = {};
    FaultCounts counts = {};
    bool isBlackhole = false; //!< by hand, like the next
    bool isHalfOpen = false;
    std::int64_t mostWaiting = 4 * 1024 * 1024; //!< bytes per direction, before reading stops
    //! A fault strikes the link of this client.
    std::function<void(const LinkFault &fault, const QString &client)> struck = {};
};

} // namespace Breakwater
