// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/metricsreader.h>

#include <core/snapshot/breakerreader.h>

#include <cmath>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr auto added = JsonReader::Added;

void readConnections(const JsonReader &in, ConnectionCounters &counters, int &active)
{
    in.number("total"_L1, counters.total);
    in.number("active"_L1, active);
    in.number("failed"_L1, counters.failed);
    in.number("reconnections"_L1, counters.reconnections);
    in.number("timeouts"_L1, counters.timeouts);
    in.number("opened"_L1, counters.opened, added);
    in.number("local_faults"_L1, counters.localFaults, added);
}

void readLedger(const JsonReader &in, MessageCounters &counters)
{
    in.number("accepted"_L1, counters.accepted);
    in.number("recovered"_L1, counters.recovered);
    in.number("sent"_L1, counters.sent);
    in.number("sent_unconfirmed"_L1, counters.sentUnconfirmed);
    in.number("confirmed"_L1, counters.confirmed);
    in.number("expired"_L1, counters.expired);
    in.number("expired_in_doubt"_L1, counters.expiredInDoubt);
    in.number("dropped"_L1, counters.dropped);
    in.number("failed"_L1, counters.failed);
    in.number("dead_lettered"_L1, counters.deadLettered);
    in.number("abandoned"_L1, counters.abandoned);
    in.number("kept"_L1, counters.kept, added);
    in.number("deduplicated"_L1, counters.deduplicated);
    in.number("id_conflicts"_L1, counters.idConflicts);
    in.number("rejected"_L1, counters.rejected, added);
    in.number("store_failed"_L1, counters.storeFailed, added);
    in.number("unknown_acks"_L1, counters.unknownAcks, added);
    in.number("received"_L1, counters.received);
    in.number("received_duplicates"_L1, counters.receivedDuplicates, added);
    in.number("received_bytes"_L1, counters.receivedBytes, added);
    in.number("sent_bytes"_L1, counters.sentBytes, added);
    in.number("rx_shed"_L1, counters.receiveShed, added);
}

void readMessages(const JsonReader &in, SessionSnapshot &session)
{
    readLedger(in, session.messages);
    in.number("queued"_L1, session.queue.queued);
    in.number("storing"_L1, session.queue.storing, added);
    in.number("written"_L1, session.queue.unconfirmed);
    in.number("in_doubt"_L1, session.queue.inDoubt);
    in.seconds("dedup_horizon_seconds"_L1, session.dedupHorizon, added);
    std::optional<std::int64_t> entries;
    in.number("dedup_entries"_L1, entries, added);
    session.dedupEntries = entries.value_or(0);
}

void readQueue(const JsonReader &in, QueueSnapshot &queue)
{
    std::int64_t sum = 0; // of three gauges that `messages` tells one by one
    in.number("current_size"_L1, sum);
    in.number("max_size"_L1, queue.maxMessages);
    in.number("overflows"_L1, queue.counters.overflows);
    in.number("current_bytes"_L1, queue.bytes);
    in.number("max_bytes"_L1, queue.maxBytes);
    in.seconds("oldest_age_seconds"_L1, queue.oldestAge);
    in.seconds("oldest_unconfirmed_age_seconds"_L1, queue.oldestUnconfirmedAge, added);
    in.number("high_water"_L1, queue.highWater, added, 1);
}

void readRetry(const JsonReader &in, RetryCounters &counters)
{
    in.number("attempts"_L1, counters.attempts);
    in.number("successes"_L1, counters.successes);
    in.number("failures"_L1, counters.failures);
    std::optional<double> rate; // follows from the others
    in.number("success_rate"_L1, rate, JsonReader::Promised, 1);
}

SparseBuckets readBuckets(const JsonReader &in, const LatencySummary &summary)
{
    HistogramTotals totals{.count = summary.count, .sum = 0, .max = {}};
    totals.max = summary.max.value_or(Duration{});
    in.number("sum_ms"_L1, totals.sum);
    totals.sum = std::round(totals.sum * 1e6); // sums of whole nanoseconds
    std::vector<SparseBuckets::Bucket> buckets;
    for (const QJsonValue &pair : in.array("buckets"_L1, LatencyHistogram::bucketCount)) {
        // What is no such number becomes 0 or -1, which no histogram has.
        buckets.push_back({pair[0].toInt(-1), static_cast<std::uint32_t>(pair[1].toInteger(0))});
        if (pair.toArray().size() != 2 || !std::in_range<std::uint32_t>(pair[1].toInteger(0)))
            buckets.back().count = 0;
    }
    const auto read = SparseBuckets::from(std::move(buckets), totals);
    if (!read)
        in.report("buckets"_L1, u"are not those of a histogram"_qs);
    return read.value_or(SparseBuckets());
}

//! Into the summary, and its buckets where there are any.
void readPeriod(const JsonReader &in, LatencySummary &summary, SparseBuckets &buckets, bool &some)
{
    summary = readSummary(in);
    if (!in.has("buckets"_L1))
        return;
    buckets = readBuckets(in, summary);
    some = true;
}

void readPeriods(const JsonReader &in, LatencySnapshot &period)
{
    LatencyBuckets buckets;
    bool some = false;
    readPeriod(in.object("queue"_L1), period.queue, buckets.queue, some);
    readPeriod(in.object("confirm"_L1), period.confirm, buckets.confirm, some);
    readPeriod(in.object("total"_L1), period.total, buckets.total, some);
    readPeriod(in.object("rtt"_L1), period.rtt, buckets.rtt, some);
    if (some)
        period.buckets = std::make_shared<const LatencyBuckets>(std::move(buckets));
}

void readLatency(const JsonReader &in, SessionSnapshot &session)
{
    in.milliseconds("average_send_ms"_L1, session.averageSend);
    session.sinceStart.queue = readSummary(in.object("queue"_L1));
    session.sinceStart.confirm = readSummary(in.object("confirm"_L1));
    session.sinceStart.total = readSummary(in.object("total"_L1));
    session.sinceStart.rtt = readSummary(in.object("rtt"_L1));
    if (in.has("period"_L1))
        readPeriods(in.object("period"_L1), session.period);
}

void readRates(const JsonReader &in, RateSnapshot &rates)
{
    in.number("sent"_L1, rates.sent);
    in.number("received"_L1, rates.received);
    in.number("sent_bytes"_L1, rates.sentBytes);
    in.number("received_bytes"_L1, rates.receivedBytes);
    in.number("retries"_L1, rates.retries);
    in.number("calls"_L1, rates.calls);
    in.number("failures"_L1, rates.failures);
    in.number("error_rate"_L1, rates.errorRate, JsonReader::Promised, 1);
}

//! What the frame knows beside the promised metric set.
void readAdded(const JsonReader &in, SessionSnapshot &session)
{
    // The live counters follow from the ledger's, where they are not told.
    session.sentTotal = session.messages.sent + session.retry.attempts;
    session.receivedTotal = session.messages.received;
    in.number("sent_total"_L1, session.sentTotal, added);
    in.number("received_total"_L1, session.receivedTotal, added);
    in.number("transport_backlog_bytes"_L1, session.transportBacklog, added);
    session.isPartial = !in.has("rates"_L1);
    if (!session.isPartial)
        readRates(in.object("rates"_L1), session.rates);
}

//! What engine and sessions have in common.
void readCommon(const JsonReader &in, SessionSnapshot &session, int &active, WallTime takenAt)
{
    readConnections(in.object("connections"_L1), session.connections, active);
    readMessages(in.object("messages"_L1), session);
    readQueue(in.object("queue"_L1), session.queue);
    readRetry(in.object("retry"_L1), session.retry);
    session.breaker = readBreaker(in.object("circuit_breaker"_L1), takenAt);
    readLatency(in.object("latency"_L1), session);
    readAdded(in, session);
    double updated = 0; // the same moment as taken_at
    in.number("last_update"_L1, updated);
}

void readCleanup(const JsonReader &in, CleanupCounters &counters)
{
    in.number("cycles"_L1, counters.cycles);
    in.number("clients_removed"_L1, counters.clientsRemoved);
    in.number("bytes_freed"_L1, counters.bytesFreed);
    std::optional<Duration> last;
    in.milliseconds("last_duration_ms"_L1, last);
    counters.lastDuration = last.value_or(Duration{});
}

void readMemory(const JsonReader &in, MemorySnapshot &memory)
{
    std::optional<std::int64_t> resident;
    std::optional<std::int64_t> history;
    in.number("rss_bytes"_L1, resident);
    in.number("history_bytes"_L1, history);
    in.number("queue_bytes"_L1, memory.queueBytes);
    memory.rssBytes = resident.value_or(0);
    memory.historyBytes = history.value_or(0);
}

} // namespace

LatencySummary readSummary(const JsonReader &in)
{
    LatencySummary summary;
    in.number("count"_L1, summary.count);
    in.milliseconds("mean"_L1, summary.mean, added);
    in.milliseconds("p50"_L1, summary.p50);
    in.milliseconds("p90"_L1, summary.p90);
    in.milliseconds("p95"_L1, summary.p95);
    in.milliseconds("p99"_L1, summary.p99);
    in.milliseconds("p999"_L1, summary.p999);
    in.milliseconds("max"_L1, summary.max);
    return summary;
}

void readEngine(const JsonReader &in, Snapshot &snapshot)
{
    readCommon(in, snapshot.engine, snapshot.active, snapshot.at.wall);
    readCleanup(in.object("cleanup"_L1), snapshot.cleanup);
    readMemory(in.object("memory"_L1), snapshot.memory);
    in.seconds("uptime_seconds"_L1, snapshot.uptime);
}

SessionSnapshot readSession(const JsonReader &in, WallTime takenAt)
{
    SessionSnapshot session;
    int active = 0; // follows from the state
    readCommon(in, session, active, takenAt);
    in.object("cleanup"_L1); // promised, though a session has none of its own
    in.object("memory"_L1);
    in.text("id"_L1, session.id.value);
    if (session.id.value.isEmpty())
        in.report("id"_L1, u"is empty"_qs);
    in.text("name"_L1, session.name);
    in.text("url"_L1, session.url);
    in.name("state"_L1, session.connection, ConnectionState::Away);
    in.text("state_detail"_L1, session.connectionDetail, added);
    in.name("guarantee"_L1, session.guarantee, Guarantee::App);
    in.seconds("uptime_seconds"_L1, session.connectedFor);
    in.number("attempt"_L1, session.attempt, added);
    in.seconds("next_attempt_in_seconds"_L1, session.nextAttemptIn, added);
    in.milliseconds("last_rtt_ms"_L1, session.lastRtt, added);
    in.seconds("heartbeat_unanswered_seconds"_L1, session.heartbeatUnansweredFor, added);
    in.flag("adopted"_L1, session.isAdopted, added);
    in.flag("plaintext_to_remote"_L1, session.isPlaintextToRemote, added);
    return session;
}

} // namespace Breakwater
