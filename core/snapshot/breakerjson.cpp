// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/breakerjson.h>

#include <core/snapshot/jsonwriter.h>

namespace Breakwater {

using JsonValue::seconds;
using JsonValue::text;

namespace {

void writePromised(JsonWriter &json, const BreakerSnapshot &breaker)
{
    json.put("enabled", breaker.enabled);
    json.put("state", toString(breaker.state));
    json.put("override", toString(breaker.override_));
    json.put("override_reason", text(breaker.overrideReason));
    json.put("recovering", breaker.isRecovering);
    json.put("recovery_share",
             breaker.isRecovering ? std::optional(breaker.recoveryShare) : std::nullopt);
    json.put("opens", breaker.counters.opens);
    json.put("half_opens", breaker.counters.halfOpens);
    json.put("closes", breaker.counters.closes);
    json.put("late_results", breaker.counters.lateResults);
    json.put("rejections", breaker.counters.rejections);
    json.put("consecutive_failures", breaker.consecutiveFailures);
    json.put("failure_rate", breaker.failureRate);
    json.put("retry_after_seconds", seconds(breaker.retryAfter));
    json.put("last_transition", breaker.lastTransitionAt);
    json.put("cause", text(breaker.cause));
    json.put("detail", text(breaker.detail));
}

} // namespace

void writeBreaker(JsonWriter &json, const BreakerSnapshot &breaker, MetricsDetail detail)
{
    writePromised(json, breaker);
    if (detail == MetricsDetail::Promised)
        return;
    json.put("in_state_seconds", seconds(breaker.inState));
    json.put("slow_rate", breaker.slowRate);
    json.put("window_calls", breaker.windowCalls);
    json.put("window_seconds", seconds(breaker.window));
    json.put("probe_successes", breaker.probeSuccesses);
    json.put("probes_needed", breaker.probesNeeded);
    json.put("failure_threshold", breaker.failureThreshold);
    json.put("failure_rate_threshold", breaker.failureRateThreshold);
}

} // namespace Breakwater
