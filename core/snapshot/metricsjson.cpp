// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/metricsjson.h>

#include <core/snapshot/breakerjson.h>
#include <core/snapshot/conservation.h>
#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/latencyjson.h>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::milliseconds;
using JsonValue::number;
using JsonValue::seconds;

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
QJsonObject queueObject(const QueueSnapshot &queue, MetricsDetail detail)
{
    QJsonObject object{
        {u"current_size"_qs, number(queue.queued + queue.unconfirmed + queue.inDoubt)},
        {u"max_size"_qs, number(queue.maxMessages)},
        {u"overflows"_qs, number(queue.counters.overflows)},
        {u"current_bytes"_qs, number(queue.bytes)},
        {u"max_bytes"_qs, number(queue.maxBytes)},
        {u"oldest_age_seconds"_qs, seconds(queue.oldestAge)},
        {u"oldest_unconfirmed_age_seconds"_qs, seconds(queue.oldestUnconfirmedAge)},
    };
    if (detail != MetricsDetail::Promised)
        object[u"high_water"_qs] = number(queue.highWater);
    return object;
}

//! Per second of the last performance period.
QJsonObject ratesObject(const RateSnapshot &rates)
{
    return {
        {u"sent"_qs, number(rates.sent)},
        {u"received"_qs, number(rates.received)},
        {u"sent_bytes"_qs, number(rates.sentBytes)},
        {u"received_bytes"_qs, number(rates.receivedBytes)},
        {u"retries"_qs, number(rates.retries)},
        {u"calls"_qs, number(rates.calls)},
        {u"failures"_qs, number(rates.failures)},
        {u"error_rate"_qs, number(rates.errorRate)},
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
QJsonObject common(const SessionSnapshot &session, int active, WallTime takenAt,
                   MetricsDetail detail)
{
    QJsonObject set{
        {u"connections"_qs, connections(session.connections, active)},
        {u"messages"_qs, messages(session)},
        {u"queue"_qs, queueObject(session.queue, detail)},
        {u"retry"_qs, retry(session.retry)},
        {u"circuit_breaker"_qs, breakerJson(session.breaker, detail)},
        {u"latency"_qs, latencyJson(session, detail)},
        {u"last_update"_qs, number(toSeconds(takenAt.time_since_epoch()))},
    };
    if (detail == MetricsDetail::Promised || session.isPartial)
        return set;
    set[u"rates"_qs] = ratesObject(session.rates);
    set[u"sent_total"_qs] = number(session.sentTotal);
    set[u"received_total"_qs] = number(session.receivedTotal);
    set[u"transport_backlog_bytes"_qs] = number(session.transportBacklog);
    return set;
}

//! What only one link has.
void addLink(QJsonObject &set, const SessionSnapshot &session)
{
    set[u"attempt"_qs] = number(session.attempt);
    set[u"next_attempt_in_seconds"_qs] = seconds(session.nextAttemptIn);
    set[u"last_rtt_ms"_qs] = milliseconds(session.lastRtt);
    set[u"heartbeat_unanswered_seconds"_qs] = seconds(session.heartbeatUnansweredFor);
    set[u"adopted"_qs] = session.isAdopted;
    set[u"plaintext_to_remote"_qs] = session.isPlaintextToRemote;
}

} // namespace

QJsonObject engineMetricsJson(const Snapshot &snapshot, MetricsDetail detail)
{
    QJsonObject metrics = common(snapshot.engine, snapshot.active, snapshot.at.wall, detail);
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

QJsonObject sessionMetricsJson(const SessionSnapshot &session, WallTime takenAt,
                               MetricsDetail detail)
{
    const int active = session.connection == ConnectionState::Connected ? 1 : 0;
    QJsonObject metrics = common(session, active, takenAt, detail);
    metrics[u"cleanup"_qs] = cleanup(nullptr);
    metrics[u"memory"_qs] = QJsonObject{
        {u"rss_bytes"_qs, null},
        {u"history_bytes"_qs, null},
        {u"queue_bytes"_qs, number(session.queue.bytes)},
    };
    metrics[u"uptime_seconds"_qs] = seconds(session.connectedFor);
    if (detail != MetricsDetail::Promised)
        addLink(metrics, session);
    return metrics;
}

} // namespace Breakwater
