// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

namespace Breakwater {

//! The two sides of the ledger: accepted + recovered, and where all of these are: queued (without
//! those that are still being stored, which are not accepted yet) + written + in doubt + sent +
//! confirmed + expired (both) + dropped + failed + abandoned + kept.
struct Conservation
{
    std::int64_t cameIn = 0;
    std::int64_t accountedFor = 0;

    bool holds() const { return cameIn == accountedFor; }
    //! So many are nowhere; below 0: so many are there twice.
    std::int64_t missing() const { return cameIn - accountedFor; }
};

//! Counters and gauges must be of one moment.
Conservation conservationOf(const MessageCounters &counters, const QueueSnapshot &queue);

} // namespace Breakwater
