// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthbody.h>

#include <core/base/text.h>
#include <core/snapshot/metricsjson.h>

#include <QtCore/QDateTime>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! How much of a body is left, after what made it too long.
struct Extent
{
    std::size_t rules = 0;
    bool withMetrics = true;
};

QString localTime(WallTime time, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), zone)
        .toString(Qt::ISODateWithMs);
}

void writeConnections(JsonWriter &json, const Snapshot &snapshot)
{
    const auto total = snapshot.totalSessions();
    json.put("total_connections", total);
    json.put("connected", snapshot.active);
    json.put("disconnected", total - snapshot.active);
    json.put("total_queued_messages", snapshot.engine.queue.queued);
}

//! Texts of people and peers are the only part of the metric set that has no size of its own.
void writeMetrics(JsonWriter &json, const Snapshot &snapshot)
{
    constexpr qsizetype mostText = 80;
    SessionSnapshot sum = snapshot.engine;
    for (QString *text : {&sum.breaker.detail, &sum.breaker.overrideReason})
        *text = sanitised(*text, mostText);
    writeEngineMetrics(json, snapshot, sum);
}

void writeRules(JsonWriter &json, const HealthVerdict &verdict, std::size_t most)
{
    json.array("rules", [&] {
        for (const HealthFinding &finding : std::span(verdict.findings).first(most)) {
            json.object([&] {
                json.put("rule", finding.rule);
                json.put("status", toString(finding.status));
                json.put("detail", finding.sentence);
            });
        }
    });
    json.put("more_rules", verdict.moreFindings + static_cast<int>(verdict.findings.size() - most));
}

void writeBody(JsonWriter &json, const HealthView &view, const Extent &extent)
{
    json.put("status", view.snapshot ? toString(view.verdict.status) : "unknown"_L1);
    json.put("timestamp_utc", view.now);
    json.put("timestamp_local", localTime(view.now, view.zone));
    json.put("timezone", QString::fromLatin1(view.zone.id()));
    if (view.isStatusOnly || !view.snapshot)
        return;
    json.object("connections", [&] { writeConnections(json, *view.snapshot); });
    if (extent.withMetrics)
        json.object("metrics", [&] { writeMetrics(json, *view.snapshot); });
    else
        json.put("metrics", nullptr);
    if (view.isVerbose)
        writeRules(json, view.verdict, extent.rules);
}

//! One rule less; with none left, no metrics. False when nothing can be left out.
bool shorten(Extent &extent)
{
    if (extent.rules == 0)
        return std::exchange(extent.withMetrics, false);
    --extent.rules;
    return true;
}

} // namespace

HttpAnswer healthAnswer(const HealthView &view)
{
    const bool isHealthy = view.snapshot && view.verdict.status == HealthStatus::Healthy;
    Extent extent{.rules = view.isVerbose ? view.verdict.findings.size() : 0};
    const auto made = [&] {
        return jsonAnswer(isHealthy ? 200 : 503,
                          [&](JsonWriter &json) { writeBody(json, view, extent); });
    };
    HttpAnswer answer = made();
    while (answer.body.size() > mostHealthBytes && shorten(extent))
        answer = made();
    return answer;
}

} // namespace Breakwater
