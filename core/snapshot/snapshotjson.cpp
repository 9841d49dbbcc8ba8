// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/metricsjson.h>

#include <QtCore/QDateTime>
#include <QtCore/QJsonArray>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::number;
using JsonValue::seconds;
using JsonValue::text;

namespace {

QJsonObject sessionObject(const SessionSnapshot &session, WallTime takenAt)
{
    QJsonObject object = sessionMetricsJson(session, takenAt);
    object[u"id"_qs] = session.id.value;
    object[u"name"_qs] = session.name;
    object[u"url"_qs] = session.url;
    object[u"state"_qs] = QString(toString(session.connection));
    object[u"state_detail"_qs] = text(session.connectionDetail);
    object[u"guarantee"_qs] = QString(toString(session.guarantee));
    return object;
}

QJsonObject transitionObject(const TransitionRecord &transition)
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

//! The newest `most` of them, oldest first; empty for null.
template <class Record, class Convert>
QJsonArray newest(const std::shared_ptr<const std::vector<Record>> &records, int most,
                  Convert convert)
{
    QJsonArray array;
    if (!records)
        return array;
    const auto count = static_cast<std::ptrdiff_t>(records->size());
    for (auto it = records->end() - std::min<std::ptrdiff_t>(count, most); it != records->end();
         ++it)
        array.append(convert(*it));
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

QJsonObject toJson(const Snapshot &snapshot)
{
    QJsonArray sessions;
    for (const SessionSnapshot &session : snapshot.sessions)
        sessions.append(sessionObject(session, snapshot.at.wall));
    return {
        {u"schema"_qs, u"breakwater.snapshot/1"_qs},
        {u"taken_at"_qs, toIso8601(snapshot.at.wall)},
        {u"sequence"_qs, number(snapshot.sequence)},
        {u"source"_qs, snapshot.source},
        {u"engine"_qs, engineMetricsJson(snapshot)},
        {u"sessions"_qs, sessions},
        {u"events"_qs,
         newest(snapshot.events, Snapshot::keptEvents,
                [](const Event &event) { return toJson(event); })},
        {u"transitions"_qs,
         newest(snapshot.transitions, Snapshot::keptTransitions, transitionObject)},
    };
}

QString toIso8601(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC)
        .toString(Qt::ISODateWithMs);
}

} // namespace Breakwater
