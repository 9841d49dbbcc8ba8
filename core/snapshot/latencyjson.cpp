// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/latencyjson.h>

#include <core/snapshot/jsonvalue.h>

#include <QtCore/QJsonArray>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::milliseconds;
using JsonValue::number;

namespace {

//! What a receiver needs to merge: the sum, too, for the mean of the merged.
void addBuckets(QJsonObject &summary, const SparseBuckets &sparse)
{
    QJsonArray array;
    for (const auto &[bucket, count] : sparse.buckets())
        array.append(QJsonArray{number(bucket), number(count)});
    summary[u"buckets"_qs] = array;
    summary[u"sum_ms"_qs] = number(sparse.totals().sum / 1e6);
}

QJsonObject periodJson(const LatencySnapshot &period, MetricsDetail detail)
{
    QJsonObject queue = summaryJson(period.queue);
    QJsonObject confirm = summaryJson(period.confirm);
    QJsonObject total = summaryJson(period.total);
    QJsonObject rtt = summaryJson(period.rtt);
    if (detail == MetricsDetail::Buckets && period.buckets) {
        addBuckets(queue, period.buckets->queue);
        addBuckets(confirm, period.buckets->confirm);
        addBuckets(total, period.buckets->total);
        addBuckets(rtt, period.buckets->rtt);
    }
    return {
        {u"queue"_qs, queue},
        {u"confirm"_qs, confirm},
        {u"total"_qs, total},
        {u"rtt"_qs, rtt},
    };
}

} // namespace

QJsonObject summaryJson(const LatencySummary &latency)
{
    return {
        {u"count"_qs, number(latency.count)},     {u"mean"_qs, milliseconds(latency.mean)},
        {u"p50"_qs, milliseconds(latency.p50)},   {u"p90"_qs, milliseconds(latency.p90)},
        {u"p95"_qs, milliseconds(latency.p95)},   {u"p99"_qs, milliseconds(latency.p99)},
        {u"p999"_qs, milliseconds(latency.p999)}, {u"max"_qs, milliseconds(latency.max)},
    };
}

QJsonObject latencyJson(const SessionSnapshot &session, MetricsDetail detail)
{
    QJsonObject latency{
        {u"average_send_ms"_qs, milliseconds(session.averageSend)},
        {u"queue"_qs, summaryJson(session.sinceStart.queue)},
        {u"confirm"_qs, summaryJson(session.sinceStart.confirm)},
        {u"total"_qs, summaryJson(session.sinceStart.total)},
        {u"rtt"_qs, summaryJson(session.sinceStart.rtt)},
    };
    if (detail != MetricsDetail::Promised)
        latency[u"period"_qs] = periodJson(session.period, detail);
    return latency;
}

} // namespace Breakwater
