// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/healthbody.h>

#include <core/base/text.h>
#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/metricsjson.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::number;

namespace {

QString localTime(WallTime time, const QTimeZone &zone)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), zone)
        .toString(Qt::ISODateWithMs);
}

QJsonObject connections(const Snapshot &snapshot)
{
    const auto total = snapshot.totalSessions();
    return {
        {u"total_connections"_qs, number(total)},
        {u"connected"_qs, number(snapshot.active)},
        {u"disconnected"_qs, number(total - snapshot.active)},
        {u"total_queued_messages"_qs, number(snapshot.engine.queue.queued)},
    };
}

//! Texts of people and peers are the only part of the metric set that has no size of its own.
QJsonObject metrics(const Snapshot &snapshot)
{
    constexpr qsizetype mostText = 80;
    QJsonObject metrics = engineMetricsJson(snapshot);
    QJsonObject breaker = metrics[u"circuit_breaker"_qs].toObject();
    for (const QString &key : {u"detail"_qs, u"override_reason"_qs}) {
        if (breaker[key].isString())
            breaker[key] = sanitised(breaker[key].toString(), mostText);
    }
    metrics[u"circuit_breaker"_qs] = breaker;
    return metrics;
}

QJsonArray rules(const HealthVerdict &verdict)
{
    QJsonArray array;
    for (const HealthFinding &finding : verdict.findings)
        array.append(QJsonObject{{u"rule"_qs, QString(finding.rule)},
                                 {u"status"_qs, QString(toString(finding.status))},
                                 {u"detail"_qs, finding.sentence}});
    return array;
}

QJsonObject body(const HealthView &view)
{
    QJsonObject object{
        {u"status"_qs, view.snapshot ? QString(toString(view.verdict.status)) : u"unknown"_qs},
        {u"timestamp_utc"_qs, toIso8601(view.now)},
        {u"timestamp_local"_qs, localTime(view.now, view.zone)},
        {u"timezone"_qs, QString::fromLatin1(view.zone.id())},
    };
    if (view.isStatusOnly || !view.snapshot)
        return object;
    object[u"connections"_qs] = connections(*view.snapshot);
    object[u"metrics"_qs] = metrics(*view.snapshot);
    if (view.isVerbose) {
        object[u"rules"_qs] = rules(view.verdict);
        object[u"more_rules"_qs] = view.verdict.moreFindings;
    }
    return object;
}

//! One rule less; with none left, no metrics. False when nothing can be left out.
bool shorten(QJsonObject &object)
{
    QJsonArray array = object[u"rules"_qs].toArray();
    if (!array.isEmpty()) {
        array.removeLast();
        object[u"rules"_qs] = array;
        object[u"more_rules"_qs] = object[u"more_rules"_qs].toInt() + 1;
        return true;
    }
    const bool had = object[u"metrics"_qs].isObject();
    object[u"metrics"_qs] = QJsonValue::Null;
    return had;
}

} // namespace

HttpAnswer healthAnswer(const HealthView &view)
{
    const bool isHealthy = view.snapshot && view.verdict.status == HealthStatus::Healthy;
    const int status = isHealthy ? 200 : 503;
    QJsonObject object = body(view);
    HttpAnswer answer = jsonAnswer(status, object);
    while (answer.body.size() > mostHealthBytes && shorten(object))
        answer = jsonAnswer(status, object);
    return answer;
}

} // namespace Breakwater
