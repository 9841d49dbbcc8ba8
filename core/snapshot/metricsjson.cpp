// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/metricsjson.h>

#include <core/snapshot/breakerjson.h>
#include <core/snapshot/conservation.h>
#include <core/snapshot/jsonwriter.h>
#include <core/snapshot/latencyjson.h>

namespace Breakwater {

using JsonValue::milliseconds;
using JsonValue::seconds;

namespace {

void writeConnections(JsonWriter &json, const ConnectionCounters &counters, int active)
{
    json.put("total", counters.total);
    json.put("active", active);
    json.put("failed", counters.failed);
    json.put("reconnections", counters.reconnections);
    json.put("timeouts", counters.timeouts);
    json.put("opened", counters.opened);
    json.put("local_faults", counters.localFaults);
}

void writeMessages(JsonWriter &json, const SessionSnapshot &session)
{
    const MessageCounters &counters = session.messages;
    const QueueSnapshot &queue = session.queue;
    json.put("accepted", counters.accepted);
    json.put("recovered", counters.recovered);
    json.put("sent", counters.sent);
    json.put("sent_unconfirmed", counters.sentUnconfirmed);
    json.put("confirmed", counters.confirmed);
    json.put("queued", queue.queued);
    json.put("storing", queue.storing);
    json.put("written", queue.unconfirmed);
    json.put("in_doubt", queue.inDoubt);
    json.put("expired", counters.expired);
    json.put("expired_in_doubt", counters.expiredInDoubt);
    json.put("dropped", counters.dropped);
    json.put("failed", counters.failed);
    json.put("dead_lettered", counters.deadLettered);
    json.put("abandoned", counters.abandoned);
    json.put("kept", counters.kept);
    json.put("balanced", conservationOf(counters, queue).holds());
    json.put("deduplicated", counters.deduplicated);
    json.put("id_conflicts", counters.idConflicts);
    json.put("dedup_horizon_seconds", seconds(session.dedupHorizon));
    json.put("dedup_entries",
             session.dedupHorizon ? std::optional(session.dedupEntries) : std::nullopt);
    json.put("rejected", counters.rejected);
    json.put("store_failed", counters.storeFailed);
    json.put("unknown_acks", counters.unknownAcks);
    json.put("received", counters.received);
    json.put("received_duplicates", counters.receivedDuplicates);
    json.put("received_bytes", counters.receivedBytes);
    json.put("sent_bytes", counters.sentBytes);
    json.put("rx_shed", counters.receiveShed);
}

//! The limits bound waiting, written and doubtful messages together, so the size is that of all
//! three.
void writeQueue(JsonWriter &json, const QueueSnapshot &queue, MetricsDetail detail)
{
    json.put("current_size", queue.queued + queue.unconfirmed + queue.inDoubt);
    json.put("max_size", queue.maxMessages);
    json.put("overflows", queue.counters.overflows);
    json.put("current_bytes", queue.bytes);
    json.put("max_bytes", queue.maxBytes);
    json.put("oldest_age_seconds", seconds(queue.oldestAge));
    json.put("oldest_unconfirmed_age_seconds", seconds(queue.oldestUnconfirmedAge));
    if (detail != MetricsDetail::Promised)
        json.put("high_water", queue.highWater);
}

//! Per second of the last performance period.
void writeRates(JsonWriter &json, const RateSnapshot &rates)
{
    json.put("sent", rates.sent);
    json.put("received", rates.received);
    json.put("sent_bytes", rates.sentBytes);
    json.put("received_bytes", rates.receivedBytes);
    json.put("retries", rates.retries);
    json.put("calls", rates.calls);
    json.put("failures", rates.failures);
    json.put("error_rate", rates.errorRate);
}

void writeRetry(JsonWriter &json, const RetryCounters &counters)
{
    const double ended
        = static_cast<double>(counters.successes) + static_cast<double>(counters.failures);
    json.put("attempts", counters.attempts);
    json.put("successes", counters.successes);
    json.put("failures", counters.failures);
    json.put("success_rate",
             ended > 0 ? std::optional(static_cast<double>(counters.successes) / ended)
                       : std::nullopt);
}

//! Without counters: a session, about which the cleanup keeps no numbers of its own.
void writeCleanup(JsonWriter &json, const std::optional<CleanupCounters> &counters)
{
    using Counters = CleanupCounters;
    const auto put = [&](JsonKey key, auto Counters::*member, bool isKnown) {
        json.put(key, isKnown ? std::optional((*counters).*member) : std::nullopt);
    };
    put("cycles", &Counters::cycles, counters.has_value());
    put("clients_removed", &Counters::clientsRemoved, counters.has_value());
    put("bytes_freed", &Counters::bytesFreed, counters.has_value());
    const bool ran = counters && counters->cycles > 0;
    json.put("last_duration_ms",
             milliseconds(ran ? std::optional(counters->lastDuration) : std::nullopt));
}

void writeMemory(JsonWriter &json, std::optional<std::int64_t> rss,
                 std::optional<std::int64_t> history, std::int64_t queue)
{
    json.put("rss_bytes", rss);
    json.put("history_bytes", history);
    json.put("queue_bytes", queue);
}

// A running process has memory: nothing measured is not known, not nothing used.
std::optional<std::int64_t> measured(std::int64_t bytes)
{
    return bytes > 0 ? std::optional(bytes) : std::nullopt;
}

//! What engine and sessions have in common.
void writeCommon(JsonWriter &json, const SessionSnapshot &session, int active, WallTime takenAt,
                 MetricsDetail detail)
{
    json.object("connections", [&] { writeConnections(json, session.connections, active); });
    json.object("messages", [&] { writeMessages(json, session); });
    json.object("queue", [&] { writeQueue(json, session.queue, detail); });
    json.object("retry", [&] { writeRetry(json, session.retry); });
    json.object("circuit_breaker", [&] { writeBreaker(json, session.breaker, detail); });
    json.object("latency", [&] { writeLatency(json, session, detail); });
    json.put("last_update", toSeconds(takenAt.time_since_epoch()));
    if (detail == MetricsDetail::Promised || session.isPartial)
        return;
    json.object("rates", [&] { writeRates(json, session.rates); });
    json.put("sent_total", session.sentTotal);
    json.put("received_total", session.receivedTotal);
    json.put("transport_backlog_bytes", session.transportBacklog);
}

//! What only one link has.
void writeLink(JsonWriter &json, const SessionSnapshot &session)
{
    json.put("attempt", session.attempt);
    json.put("next_attempt_in_seconds", seconds(session.nextAttemptIn));
    json.put("last_rtt_ms", milliseconds(session.lastRtt));
    json.put("heartbeat_unanswered_seconds", seconds(session.heartbeatUnansweredFor));
    json.put("adopted", session.isAdopted);
    json.put("plaintext_to_remote", session.isPlaintextToRemote);
}

} // namespace

void writeEngineMetrics(JsonWriter &json, const Snapshot &frame, const SessionSnapshot &sum,
                        MetricsDetail detail)
{
    const MemorySnapshot &memory = frame.memory;
    writeCommon(json, sum, frame.active, frame.at.wall, detail);
    json.object("cleanup", [&] { writeCleanup(json, frame.cleanup); });
    json.object("memory", [&] {
        writeMemory(json, measured(memory.rssBytes), measured(memory.historyBytes),
                    memory.queueBytes);
    });
    json.put("uptime_seconds", seconds(frame.uptime));
}

void writeSessionMetrics(JsonWriter &json, const SessionSnapshot &session, WallTime takenAt,
                         MetricsDetail detail)
{
    const int active = session.connection == ConnectionState::Connected ? 1 : 0;
    writeCommon(json, session, active, takenAt, detail);
    json.object("cleanup", [&] { writeCleanup(json, std::nullopt); });
    json.object("memory", [&] { writeMemory(json, {}, {}, session.queue.bytes); });
    json.put("uptime_seconds", seconds(session.connectedFor));
    if (detail != MetricsDetail::Promised)
        writeLink(json, session);
}

} // namespace Breakwater
