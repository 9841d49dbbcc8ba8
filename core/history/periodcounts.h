// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! What a core counted between two of its aggregate ticks. Nothing is known at the first tick, and
//! at the first one of a core that started over.
class PeriodCounts final
{
public:
    struct Counts
    {
        //! By the automatic cleanup; none where nothing is served.
        std::optional<std::uint64_t> clientsRemoved;
        std::optional<Duration> longestCleanup; //!< none without a cycle: nothing took no time
        //! Of the breakers of all links and clients.
        std::optional<std::uint64_t> opens;
        std::optional<std::uint64_t> halfOpens;
        std::optional<std::uint64_t> closes;
    };

    //! Call with each frame that renews the aggregate tier.
    Counts take(const Snapshot &frame);

private:
    void takeCycles(const ServingSnapshot &serving, Counts &counts);

    std::optional<BreakerCounters> m_breakers;
    std::optional<std::uint64_t> m_cycle; //!< the newest one seen; 0: none yet
};

} // namespace Breakwater
