// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/base/time.h>
#include <core/config/stabilityconfig.h>

namespace Breakwater {

//! How long a breaker stays open: d(n) = min(max, first · multiplierⁿ), jittered in [d/2, d].
//!
//! n counts openings. Closing does not reset it, so that a server which fails again right after
//! each recovery is asked less and less often; time spent closed without interruption takes it
//! down, one step per `decay_after`.
class OpenPeriod final
{
public:
    explicit OpenPeriod(const StabilityConfig::CircuitBreaker &config);

    //! The length of the period that starts now, after `closedFor` in the closed state (0 when it
    //! was not closed before). Counts one opening.
    Duration next(Duration closedFor, RandomSource &random);
    //! d(n), before jitter.
    Duration ceiling() const;
    int level() const { return m_level; }
    void reset() { m_level = 0; }
    void configure(const StabilityConfig::CircuitBreaker &config);

private:
    Duration m_first;
    Duration m_max;
    double m_multiplier;
    Duration m_decayAfter;
    int m_level = 0; //!< n of the next opening
};

} // namespace Breakwater
