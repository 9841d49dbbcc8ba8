// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/resilience/circuitbreaker.h>

#include <tests/support/fixedrandom.h>

#include <vector>

namespace Breakwater::Test {

//! A breaker, its counters, and all that it told, with the time in one place.
struct BreakerFixture
{
    explicit BreakerFixture(const StabilityConfig::CircuitBreaker &settings = {})
        : config(settings), breaker(settings, random, counters, now)
    {
        breaker.onTransition([this](const BreakerTransition &change) { told.push_back(change); });
    }

    CircuitBreaker::Permit permit()
    {
        auto permit = breaker.tryAcquire(now);
        Q_ASSERT(permit);
        return std::move(*permit);
    }
    void fail(int times = 1, const QString &why = QStringLiteral("connection refused"))
    {
        for (int i = 0; i < times; ++i)
            permit().fail(now, why);
    }
    void succeed(int times = 1)
    {
        for (int i = 0; i < times; ++i)
            permit().succeed(now);
    }
    //! What a session's timer does.
    void advance(Duration by)
    {
        const MonotonicTime end = now + by;
        while (const auto wake = breaker.nextWake()) {
            if (*wake > end)
                break;
            now = std::max(now, *wake);
            breaker.onTimer(now);
        }
        now = end;
    }
    //! Trips it and waits until it is half-open.
    void makeHalfOpen()
    {
        fail(config.failureThreshold);
        advance(config.timeoutMax);
        Q_ASSERT(breaker.state() == BreakerState::HalfOpen);
    }
    //! From closed through a trip and its probes to closed again; nothing waits to be delivered.
    void recoverOnce()
    {
        makeHalfOpen();
        succeed(config.successThreshold);
        breaker.finishRecovery(now);
        Q_ASSERT(breaker.state() == BreakerState::Closed);
    }
    //! Trips it and lets its probes succeed: the ramp begins.
    void makeRecovering()
    {
        makeHalfOpen();
        succeed(config.successThreshold);
        Q_ASSERT(breaker.isRecovering());
    }

    StabilityConfig::CircuitBreaker config;
    FixedRandom random{1}; // the longest open period, unless a test says otherwise
    BreakerCounters counters;
    MonotonicTime now{std::chrono::hours(1)};
    std::vector<BreakerTransition> told;
    CircuitBreaker breaker;
};

} // namespace Breakwater::Test
