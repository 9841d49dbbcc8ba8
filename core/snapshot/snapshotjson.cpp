// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotjson.h>

#include <core/snapshot/isotime.h>
#include <core/snapshot/jsonwriter.h>
#include <core/snapshot/metricsjson.h>
#include <core/snapshot/servingjson.h>
#include <core/snapshot/tiernames.h>
#include <core/snapshot/watchedjson.h>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::newest;
using JsonValue::seconds;
using JsonValue::text;

namespace {

void writeSession(JsonWriter &json, const SessionSnapshot &session, WallTime takenAt,
                  BucketsOf buckets)
{
    json.put("id", session.id.value);
    json.put("name", session.name);
    json.put("url", session.url);
    json.put("state", toString(session.connection));
    json.put("state_detail", text(session.connectionDetail));
    json.put("guarantee", toString(session.guarantee));
    writeSessionMetrics(json, session, takenAt,
                        buckets == BucketsOf::Everybody ? MetricsDetail::Buckets
                                                        : MetricsDetail::Full);
}

void writeSessions(JsonWriter &json, const Snapshot &snapshot, const SnapshotJsonOptions &options)
{
    const auto write = [&](const SessionSnapshot &session) {
        json.object([&] { writeSession(json, session, snapshot.at.wall, options.buckets); });
    };
    if (options.sessions) {
        for (const SessionSnapshot *session : *options.sessions)
            write(*session);
    } else {
        for (const SessionSnapshot &session : snapshot.sessions)
            write(session);
    }
}

void writePeriods(JsonWriter &json, const Snapshot::Periods &periods)
{
    json.put("realtime_seconds", seconds(periods.realtime));
    json.put("performance_seconds", seconds(periods.performance));
    json.put("aggregate_seconds", seconds(periods.aggregate));
}

void writeRecords(JsonWriter &json, const Snapshot &snapshot, bool withEvents)
{
    json.array("events", [&] {
        for (const Event &event : newest(snapshot.events, withEvents ? Snapshot::keptEvents : 0))
            json.object([&] { writeEvent(json, event); });
    });
    json.array("transitions", [&] {
        for (const TransitionRecord &transition :
             newest(snapshot.transitions, withEvents ? Snapshot::keptTransitions : 0))
            json.object([&] { writeTransition(json, transition); });
    });
}

//! Room for so many bytes is made at once: a session with all its latencies has three thousand.
qsizetype expectedBytes(const Snapshot &snapshot)
{
    return 16 * 1024 + 3 * 1024 * static_cast<qsizetype>(snapshot.sessions.size());
}

QByteArray documentOf(const Snapshot &snapshot, const SnapshotJsonOptions &options,
                      JsonWriter::Layout layout)
{
    JsonWriter json(layout, expectedBytes(snapshot));
    json.object([&] { writeSnapshot(json, snapshot, options); });
    return json.take();
}

} // namespace

void writeEvent(JsonWriter &json, const Event &event)
{
    json.put("sequence", event.sequence);
    json.put("at", event.at);
    json.put("severity", toString(event.severity));
    json.put("source", event.source);
    json.put("session", text(event.session.value));
    json.put("session_name", text(event.sessionName));
    json.put("title", event.title);
    json.put("detail", event.detail);
}

void writeTransition(JsonWriter &json, const TransitionRecord &transition)
{
    json.put("sequence", transition.sequence);
    json.put("session", text(transition.session.value));
    json.put("from", toString(transition.from));
    json.put("to", toString(transition.to));
    json.put("cause", transition.cause);
    json.put("detail", transition.detail);
    json.put("at", transition.at);
    json.put("time_to_detect_seconds", seconds(transition.timeToDetect));
}

void writeSnapshot(JsonWriter &json, const Snapshot &snapshot, const SnapshotJsonOptions &options)
{
    json.put("schema", "breakwater.snapshot/1"_L1);
    json.put("taken_at", snapshot.at.wall);
    json.put("sequence", snapshot.sequence);
    json.put("source", snapshot.source);
    json.array("tiers", [&] { writeTiers(json, options.tiers.value_or(snapshot.tiers)); });
    json.object("periods", [&] { writePeriods(json, snapshot.periods); });
    json.object("engine", [&] {
        writeEngineMetrics(json, snapshot, snapshot.engine,
                           options.buckets == BucketsOf::Nobody ? MetricsDetail::Full
                                                                : MetricsDetail::Buckets);
    });
    json.array("sessions", [&] { writeSessions(json, snapshot, options); });
    json.object("serving", [&] { writeServing(json, snapshot.serving); });
    writeRecords(json, snapshot, options.withEvents);
    if (options.withWatched) {
        json.array("watched", [&] {
            for (const WatchedSource &source : snapshot.watched)
                json.object([&] { writeWatched(json, source, options); });
        });
    }
}

QJsonObject toJson(const Event &event)
{
    return jsonTree(jsonLine([&](JsonWriter &json) { writeEvent(json, event); }));
}

QJsonObject toJson(const TransitionRecord &transition)
{
    return jsonTree(jsonLine([&](JsonWriter &json) { writeTransition(json, transition); }));
}

QJsonObject toJson(const Snapshot &snapshot, const SnapshotJsonOptions &options)
{
    return jsonTree(toLine(snapshot, options));
}

QByteArray toLine(const Snapshot &snapshot, const SnapshotJsonOptions &options)
{
    return documentOf(snapshot, options, JsonWriter::Layout::Compact);
}

QByteArray toBytes(const Snapshot &snapshot)
{
    return documentOf(snapshot, {}, JsonWriter::Layout::Indented);
}

QString toIso8601(WallTime time)
{
    const std::string_view text = IsoTime(time).text();
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace Breakwater
