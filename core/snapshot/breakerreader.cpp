// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/breakerreader.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr auto promised = JsonReader::Promised;
constexpr auto added = JsonReader::Added;

void readCounters(const JsonReader &in, BreakerCounters &counters)
{
    in.number("opens"_L1, counters.opens);
    in.number("half_opens"_L1, counters.halfOpens);
    in.number("closes"_L1, counters.closes);
    in.number("late_results"_L1, counters.lateResults, added);
    in.number("rejections"_L1, counters.rejections, added);
}

void readRules(const JsonReader &in, BreakerSnapshot &breaker)
{
    in.number("window_calls"_L1, breaker.windowCalls, added);
    in.seconds("window_seconds"_L1, breaker.window, added);
    in.number("probe_successes"_L1, breaker.probeSuccesses, added);
    in.number("probes_needed"_L1, breaker.probesNeeded, added);
    in.number("failure_threshold"_L1, breaker.failureThreshold, added);
    in.number("failure_rate_threshold"_L1, breaker.failureRateThreshold, added, 1);
}

//! Where it is not told, as long as the last change is ago.
void readAge(const JsonReader &in, BreakerSnapshot &breaker, WallTime takenAt)
{
    if (breaker.lastTransitionAt)
        breaker.inState = std::max(Duration{}, Duration(takenAt - *breaker.lastTransitionAt));
    in.seconds("in_state_seconds"_L1, breaker.inState, added);
}

} // namespace

BreakerSnapshot readBreaker(const JsonReader &in, WallTime takenAt)
{
    BreakerSnapshot breaker;
    in.flag("enabled"_L1, breaker.enabled, added);
    in.name("state"_L1, breaker.state, BreakerState::HalfOpen);
    in.name("override"_L1, breaker.override_, BreakerOverride::ForcedClosed);
    in.text("override_reason"_L1, breaker.overrideReason, added);
    in.flag("recovering"_L1, breaker.isRecovering, added);
    std::optional<double> share;
    in.number("recovery_share"_L1, share, added, 1);
    breaker.recoveryShare = share.value_or(0);
    readCounters(in, breaker.counters);
    in.number("consecutive_failures"_L1, breaker.consecutiveFailures);
    in.number("failure_rate"_L1, breaker.failureRate, added, 1);
    in.number("slow_rate"_L1, breaker.slowRate, added, 1);
    in.seconds("retry_after_seconds"_L1, breaker.retryAfter, promised);
    in.time("last_transition"_L1, breaker.lastTransitionAt, promised);
    in.text("cause"_L1, breaker.cause, added);
    in.text("detail"_L1, breaker.detail, added);
    readRules(in, breaker);
    readAge(in, breaker, takenAt);
    return breaker;
}

} // namespace Breakwater
