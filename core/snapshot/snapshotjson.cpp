// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/metricsjson.h>
#include <core/snapshot/servingjson.h>
#include <core/snapshot/tiernames.h>
#include <core/snapshot/watchedjson.h>

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::newest;
using JsonValue::number;
using JsonValue::seconds;
using JsonValue::text;

namespace {

MetricsDetail detailOf(const SnapshotJsonOptions &options)
{
    return options.withBuckets ? MetricsDetail::Buckets : MetricsDetail::Full;
}

QJsonObject sessionObject(const SessionSnapshot &session, WallTime takenAt, MetricsDetail detail)
{
    QJsonObject object = sessionMetricsJson(session, takenAt, detail);
    object[u"id"_qs] = session.id.value;
    object[u"name"_qs] = session.name;
    object[u"url"_qs] = session.url;
    object[u"state"_qs] = QString(toString(session.connection));
    object[u"state_detail"_qs] = text(session.connectionDetail);
    object[u"guarantee"_qs] = QString(toString(session.guarantee));
    return object;
}

QJsonArray sessionsArray(const Snapshot &snapshot, const SnapshotJsonOptions &options)
{
    QJsonArray array;
    for (const SessionSnapshot &session : snapshot.sessions) {
        if (!options.sessions || options.sessions->count(session.id) != 0)
            array.append(sessionObject(session, snapshot.at.wall, detailOf(options)));
    }
    return array;
}

QJsonObject periodsObject(const Snapshot::Periods &periods)
{
    return {
        {u"realtime_seconds"_qs, seconds(periods.realtime)},
        {u"performance_seconds"_qs, seconds(periods.performance)},
        {u"aggregate_seconds"_qs, seconds(periods.aggregate)},
    };
}

QJsonArray watchedArray(const Snapshot &snapshot, const SnapshotJsonOptions &options)
{
    QJsonArray array;
    for (const WatchedSource &source : snapshot.watched)
        array.append(watchedJson(source, options));
    return array;
}

} // namespace

QJsonObject toJson(const Event &event)
{
    return {
        {u"sequence"_qs, number(event.sequence)},
        {u"at"_qs, toIso8601(event.at)},
        {u"severity"_qs, QString(toString(event.severity))},
        {u"source"_qs, event.source},
        {u"session"_qs, text(event.session.value)},
        {u"session_name"_qs, text(event.sessionName)},
        {u"title"_qs, event.title},
        {u"detail"_qs, event.detail},
    };
}

QJsonObject toJson(const TransitionRecord &transition)
{
    return {
        {u"sequence"_qs, number(transition.sequence)},
        {u"session"_qs, text(transition.session.value)},
        {u"from"_qs, QString(toString(transition.from))},
        {u"to"_qs, QString(toString(transition.to))},
        {u"cause"_qs, transition.cause},
        {u"detail"_qs, transition.detail},
        {u"at"_qs, toIso8601(transition.at)},
        {u"time_to_detect_seconds"_qs, seconds(transition.timeToDetect)},
    };
}

QJsonObject toJson(const Snapshot &snapshot, const SnapshotJsonOptions &options)
{
    const int events = options.withEvents ? Snapshot::keptEvents : 0;
    const int transitions = options.withEvents ? Snapshot::keptTransitions : 0;
    const auto convert = [](const auto &record) { return toJson(record); };
    QJsonObject document{
        {u"schema"_qs, u"breakwater.snapshot/1"_qs},
        {u"taken_at"_qs, toIso8601(snapshot.at.wall)},
        {u"sequence"_qs, number(snapshot.sequence)},
        {u"source"_qs, snapshot.source},
        {u"tiers"_qs, tierNames(snapshot.tiers)},
        {u"periods"_qs, periodsObject(snapshot.periods)},
        {u"engine"_qs, engineMetricsJson(snapshot, detailOf(options))},
        {u"sessions"_qs, sessionsArray(snapshot, options)},
        {u"serving"_qs, servingJson(snapshot.serving)},
        {u"events"_qs, newest(snapshot.events, events, convert)},
        {u"transitions"_qs, newest(snapshot.transitions, transitions, convert)},
    };
    if (options.withWatched)
        document[u"watched"_qs] = watchedArray(snapshot, options);
    return document;
}

QString toIso8601(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

} // namespace Breakwater
