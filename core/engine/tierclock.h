// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>
#include <core/snapshot/snapshot.h>

#include <array>

namespace Breakwater {

//! Says which refresh tiers are due. Every tier is due at once at the start; ticks missed while the
//! thread was busy are skipped, not made up for. Pure.
class TierClock final
{
public:
    TierClock(const StabilityConfig::Refresh &refresh, MonotonicTime now);

    //! The tiers due now; each is then due again one period later.
    TierSet take(MonotonicTime now);
    MonotonicTime nextWake() const;
    void configure(const StabilityConfig::Refresh &refresh, MonotonicTime now);

private:
    struct Beat
    {
        Tier tier = Tier::Realtime;
        Duration period{};
        MonotonicTime due{};
    };

    std::array<Beat, 3> m_beats;
};

} // namespace Breakwater
