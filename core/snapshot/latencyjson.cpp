// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/latencyjson.h>

#include <core/snapshot/jsonwriter.h>

namespace Breakwater {

using JsonValue::milliseconds;

namespace {

//! What a receiver needs to merge: the sum, too, for the mean of the merged.
void writeBuckets(JsonWriter &json, const SparseBuckets &sparse)
{
    json.array("buckets", [&] {
        for (const auto &[bucket, count] : sparse.buckets()) {
            json.array([&, bucket = bucket, count = count] {
                json.add(bucket);
                json.add(count);
            });
        }
    });
    json.put("sum_ms", sparse.totals().sum / 1e6);
}

void writePeriod(JsonWriter &json, const LatencySnapshot &period, MetricsDetail detail)
{
    const LatencyBuckets *const buckets
        = detail == MetricsDetail::Buckets ? period.buckets.get() : nullptr;
    const auto put
        = [&](JsonKey key, const LatencySummary &summary, SparseBuckets LatencyBuckets::*which) {
              json.object(key, [&] {
                  writeSummary(json, summary);
                  if (buckets)
                      writeBuckets(json, buckets->*which);
              });
          };
    put("queue", period.queue, &LatencyBuckets::queue);
    put("confirm", period.confirm, &LatencyBuckets::confirm);
    put("total", period.total, &LatencyBuckets::total);
    put("rtt", period.rtt, &LatencyBuckets::rtt);
}

} // namespace

void writeSummary(JsonWriter &json, const LatencySummary &latency)
{
    json.put("count", latency.count);
    json.put("mean", milliseconds(latency.mean));
    json.put("p50", milliseconds(latency.p50));
    json.put("p90", milliseconds(latency.p90));
    json.put("p95", milliseconds(latency.p95));
    json.put("p99", milliseconds(latency.p99));
    json.put("p999", milliseconds(latency.p999));
    json.put("max", milliseconds(latency.max));
}

void writeLatency(JsonWriter &json, const SessionSnapshot &session, MetricsDetail detail)
{
    json.put("average_send_ms", milliseconds(session.averageSend));
    json.object("queue", [&] { writeSummary(json, session.sinceStart.queue); });
    json.object("confirm", [&] { writeSummary(json, session.sinceStart.confirm); });
    json.object("total", [&] { writeSummary(json, session.sinceStart.total); });
    json.object("rtt", [&] { writeSummary(json, session.sinceStart.rtt); });
    if (detail != MetricsDetail::Promised)
        json.object("period", [&] { writePeriod(json, session.period, detail); });
}

} // namespace Breakwater
