// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/breakerjson.h>

#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/snapshotjson.h>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::number;
using JsonValue::seconds;
using JsonValue::text;

namespace {

const QJsonValue null(QJsonValue::Null);

QJsonObject promised(const BreakerSnapshot &breaker)
{
    return {
        {u"enabled"_qs, breaker.enabled},
        {u"state"_qs, QString(toString(breaker.state))},
        {u"override"_qs, QString(toString(breaker.override_))},
        {u"override_reason"_qs, text(breaker.overrideReason)},
        {u"recovering"_qs, breaker.isRecovering},
        {u"recovery_share"_qs, breaker.isRecovering ? number(breaker.recoveryShare) : null},
        {u"opens"_qs, number(breaker.counters.opens)},
        {u"half_opens"_qs, number(breaker.counters.halfOpens)},
        {u"closes"_qs, number(breaker.counters.closes)},
        {u"late_results"_qs, number(breaker.counters.lateResults)},
        {u"rejections"_qs, number(breaker.counters.rejections)},
        {u"consecutive_failures"_qs, number(breaker.consecutiveFailures)},
        {u"failure_rate"_qs, number(breaker.failureRate)},
        {u"retry_after_seconds"_qs, seconds(breaker.retryAfter)},
        {u"last_transition"_qs,
         breaker.lastTransitionAt ? QJsonValue(toIso8601(*breaker.lastTransitionAt)) : null},
        {u"cause"_qs, text(breaker.cause)},
        {u"detail"_qs, text(breaker.detail)},
    };
}

} // namespace

QJsonObject breakerJson(const BreakerSnapshot &breaker, MetricsDetail detail)
{
    QJsonObject object = promised(breaker);
    if (detail == MetricsDetail::Promised)
        return object;
    object[u"in_state_seconds"_qs] = seconds(breaker.inState);
    object[u"slow_rate"_qs] = number(breaker.slowRate);
    object[u"window_calls"_qs] = number(breaker.windowCalls);
    object[u"window_seconds"_qs] = seconds(breaker.window);
    object[u"probe_successes"_qs] = number(breaker.probeSuccesses);
    object[u"probes_needed"_qs] = number(breaker.probesNeeded);
    object[u"failure_threshold"_qs] = number(breaker.failureThreshold);
    object[u"failure_rate_threshold"_qs] = number(breaker.failureRateThreshold);
    return object;
}

} // namespace Breakwater
