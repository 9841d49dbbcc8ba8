// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/config/stabilityconfig.h>
#include <core/resilience/backoff.h>
#include <core/resilience/faultclassifier.h>

#include <optional>

namespace Breakwater {

//! When to dial again after a link ended. Pure. Backoff starts afresh only after a link was up for
//! `connection.stable_after`.
class ReconnectPolicy final
{
public:
    explicit ReconnectPolicy(const StabilityConfig &config);

    //! Delay before the next attempt after `fault`. `upFor` is how long the link had been open,
    //! none if it never opened. Server restart or overload, or a reset of a stable link, adds U(0,
    //! reconnect.spread); a local cause waits U(0, 250 ms) the first time.
    Duration delayAfter(const Fault &fault, std::optional<Duration> upFor, RandomSource &random);
    int attempts() const { return m_backoff.attempts(); }
    void reset();
    void configure(const StabilityConfig &config);

private:
    StabilityConfig::Reconnect m_reconnect;
    Duration m_stableAfter;
    Backoff m_backoff;
};

} // namespace Breakwater
