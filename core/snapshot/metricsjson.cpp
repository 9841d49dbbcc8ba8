// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/metricsjson.h>

#include <core/snapshot/conservation.h>
#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/snapshotjson.h>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::milliseconds;
using JsonValue::number;
using JsonValue::seconds;
using JsonValue::text;

namespace {

const QJsonValue null(QJsonValue::Null);

QJsonObject connections(const ConnectionCounters &counters, int active)
{
    return {
        {u"total"_qs, number(counters.total)},
        {u"active"_qs, number(active)},
        {u"failed"_qs, number(counters.failed)},
        {u"reconnections"_qs, number(counters.reconnections)},
        {u"timeouts"_qs, number(counters.timeouts)},
        {u"opened"_qs, number(counters.opened)},
        {u"local_faults"_qs, number(counters.localFaults)},
    };
}

QJsonObject messages(const SessionSnapshot &session)
{
    const MessageCounters &counters = session.messages;
    const QueueSnapshot &queue = session.queue;
    return {
        {u"accepted"_qs, number(counters.accepted)},
        {u"recovered"_qs, number(counters.recovered)},
        {u"sent"_qs, number(counters.sent)},
        {u"sent_unconfirmed"_qs, number(counters.sentUnconfirmed)},
        {u"confirmed"_qs, number(counters.confirmed)},
        {u"queued"_qs, number(queue.queued)},
        {u"storing"_qs, number(queue.storing)},
        {u"written"_qs, number(queue.unconfirmed)},
        {u"in_doubt"_qs, number(queue.inDoubt)},
        {u"expired"_qs, number(counters.expired)},
        {u"expired_in_doubt"_qs, number(counters.expiredInDoubt)},
        {u"dropped"_qs, number(counters.dropped)},
        {u"failed"_qs, number(counters.failed)},
        {u"dead_lettered"_qs, number(counters.deadLettered)},
        {u"abandoned"_qs, number(counters.abandoned)},
        {u"kept"_qs, number(counters.kept)},
        {u"balanced"_qs, conservationOf(counters, queue).holds()},
        {u"deduplicated"_qs, number(counters.deduplicated)},
        {u"id_conflicts"_qs, number(counters.idConflicts)},
        {u"dedup_horizon_seconds"_qs, seconds(session.dedupHorizon)},
        {u"dedup_entries"_qs, session.dedupHorizon ? number(session.dedupEntries) : null},
        {u"rejected"_qs, number(counters.rejected)},
        {u"store_failed"_qs, number(counters.storeFailed)},
        {u"unknown_acks"_qs, number(counters.unknownAcks)},
        {u"received"_qs, number(counters.received)},
        {u"received_duplicates"_qs, number(counters.receivedDuplicates)},
        {u"received_bytes"_qs, number(counters.receivedBytes)},
        {u"sent_bytes"_qs, number(counters.sentBytes)},
        {u"rx_shed"_qs, number(counters.receiveShed)},
    };
}

//! The limits bound waiting, written and doubtful messages together, so the size is that of all
//! three.
QJsonObject queueObject(const QueueSnapshot &queue)
{
    return {
        {u"current_size"_qs, number(queue.queued + queue.unconfirmed + queue.inDoubt)},
        {u"max_size"_qs, number(queue.maxMessages)},
        {u"overflows"_qs, number(queue.counters.overflows)},
        {u"current_bytes"_qs, number(queue.bytes)},
        {u"max_bytes"_qs, number(queue.maxBytes)},
        {u"oldest_age_seconds"_qs, seconds(queue.oldestAge)},
        {u"oldest_unconfirmed_age_seconds"_qs, seconds(queue.oldestUnconfirmedAge)},
    };
}

QJsonObject retry(const RetryCounters &counters)
{
    const double ended
        = static_cast<double>(counters.successes) + static_cast<double>(counters.failures);
    return {
        {u"attempts"_qs, number(counters.attempts)},
        {u"successes"_qs, number(counters.successes)},
        {u"failures"_qs, number(counters.failures)},
        {u"success_rate"_qs,
         ended > 0 ? number(static_cast<double>(counters.successes) / ended) : null},
    };
}

QJsonObject circuitBreaker(const BreakerSnapshot &breaker)
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

QJsonObject summary(const LatencySummary &latency)
{
    return {
        {u"count"_qs, number(latency.count)},     {u"mean"_qs, milliseconds(latency.mean)},
        {u"p50"_qs, milliseconds(latency.p50)},   {u"p90"_qs, milliseconds(latency.p90)},
        {u"p95"_qs, milliseconds(latency.p95)},   {u"p99"_qs, milliseconds(latency.p99)},
        {u"p999"_qs, milliseconds(latency.p999)}, {u"max"_qs, milliseconds(latency.max)},
    };
}

QJsonObject latency(const SessionSnapshot &session)
{
    return {
        {u"average_send_ms"_qs, milliseconds(session.averageSend)},
        {u"queue"_qs, summary(session.sinceStart.queue)},
        {u"confirm"_qs, summary(session.sinceStart.confirm)},
        {u"total"_qs, summary(session.sinceStart.total)},
        {u"rtt"_qs, summary(session.sinceStart.rtt)},
    };
}

//! Null: a session, about which the cleanup keeps no numbers of its own.
QJsonObject cleanup(const CleanupCounters *counters)
{
    const bool ran = counters != nullptr && counters->cycles > 0;
    return {
        {u"cycles"_qs, counters ? number(counters->cycles) : null},
        {u"clients_removed"_qs, counters ? number(counters->clientsRemoved) : null},
        {u"bytes_freed"_qs, counters ? number(counters->bytesFreed) : null},
        {u"last_duration_ms"_qs, ran ? milliseconds(counters->lastDuration) : null},
    };
}

//! What engine and sessions have in common.
QJsonObject common(const SessionSnapshot &session, int active, WallTime takenAt)
{
    return {
        {u"connections"_qs, connections(session.connections, active)},
        {u"messages"_qs, messages(session)},
        {u"queue"_qs, queueObject(session.queue)},
        {u"retry"_qs, retry(session.retry)},
        {u"circuit_breaker"_qs, circuitBreaker(session.breaker)},
        {u"latency"_qs, latency(session)},
        {u"last_update"_qs, number(toSeconds(takenAt.time_since_epoch()))},
    };
}

} // namespace

QJsonObject engineMetricsJson(const Snapshot &snapshot)
{
    QJsonObject metrics = common(snapshot.engine, snapshot.active, snapshot.at.wall);
    metrics[u"cleanup"_qs] = cleanup(&snapshot.cleanup);
    metrics[u"memory"_qs] = QJsonObject{
        // A running process has memory: nothing measured is not known, not nothing used.
        {u"rss_bytes"_qs, snapshot.memory.rssBytes > 0 ? number(snapshot.memory.rssBytes) : null},
        {u"history_bytes"_qs,
         snapshot.memory.historyBytes > 0 ? number(snapshot.memory.historyBytes) : null},
        {u"queue_bytes"_qs, number(snapshot.memory.queueBytes)},
    };
    metrics[u"uptime_seconds"_qs] = seconds(snapshot.uptime);
    return metrics;
}

QJsonObject sessionMetricsJson(const SessionSnapshot &session, WallTime takenAt)
{
    const int active = session.connection == ConnectionState::Connected ? 1 : 0;
    QJsonObject metrics = common(session, active, takenAt);
    metrics[u"cleanup"_qs] = cleanup(nullptr);
    metrics[u"memory"_qs] = QJsonObject{
        {u"rss_bytes"_qs, null},
        {u"history_bytes"_qs, null},
        {u"queue_bytes"_qs, number(session.queue.bytes)},
    };
    metrics[u"uptime_seconds"_qs] = seconds(session.connectedFor);
    return metrics;
}

} // namespace Breakwater
