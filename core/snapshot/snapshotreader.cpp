// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/snapshotreader.h>

#include <core/base/text.h>
#include <core/snapshot/metricsreader.h>
#include <core/snapshot/tiernames.h>
#include <core/snapshot/watchedreader.h>

#include <QtCore/QDateTime>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr auto added = JsonReader::Added;
constexpr QLatin1StringView family = "breakwater.snapshot/"_L1;
constexpr QLatin1StringView readable = "breakwater.snapshot/1"_L1;

std::optional<Error> schemaProblem(const QJsonObject &document)
{
    const QString schema = sanitised(document["schema"_L1].toString(), 64);
    if (schema == readable)
        return std::nullopt;
    if (!schema.startsWith(family))
        return Error{ErrorKind::BadArgument, u"“schema” does not say that it is a snapshot."_qs};
    return Error{ErrorKind::Incompatible,
                 u"its schema is %1; this program reads /1"_qs.arg(schema)};
}

void readTiers(const JsonReader &in, TierSet &tiers)
{
    for (const QJsonValue &name : in.array("tiers"_L1, 8, added)) {
        if (const auto tier = tierFrom(name.toString()))
            tiers.add(*tier);
    }
}

void readPeriods(const JsonReader &in, Snapshot::Periods &periods)
{
    in.seconds("realtime_seconds"_L1, periods.realtime);
    in.seconds("performance_seconds"_L1, periods.performance);
    in.seconds("aggregate_seconds"_L1, periods.aggregate);
}

Event eventOf(const JsonReader &in)
{
    Event event;
    in.number("sequence"_L1, event.sequence);
    in.time("at"_L1, event.at);
    in.name("severity"_L1, event.severity, Severity::Error);
    in.text("source"_L1, event.source);
    in.text("session"_L1, event.session.value);
    in.text("session_name"_L1, event.sessionName, added);
    in.text("title"_L1, event.title);
    in.text("detail"_L1, event.detail);
    return event;
}

TransitionRecord transitionOf(const JsonReader &in)
{
    TransitionRecord transition;
    in.number("sequence"_L1, transition.sequence);
    in.text("session"_L1, transition.session.value);
    in.name("from"_L1, transition.from, BreakerState::HalfOpen);
    in.name("to"_L1, transition.to, BreakerState::HalfOpen);
    in.text("cause"_L1, transition.cause);
    in.text("detail"_L1, transition.detail);
    in.time("at"_L1, transition.at);
    in.seconds("time_to_detect_seconds"_L1, transition.timeToDetect);
    return transition;
}

void readSessions(const JsonReader &in, Snapshot &snapshot)
{
    in.each("sessions"_L1, mostReadSessions, [&](const JsonReader &entry) {
        snapshot.sessions.push_back(readSession(entry, snapshot.at.wall));
    });
    auto &sessions = snapshot.sessions; // whoever looks one up relies on their order
    std::sort(sessions.begin(), sessions.end(),
              [](const auto &a, const auto &b) { return a.id < b.id; });
    const auto twin = std::adjacent_find(sessions.begin(), sessions.end(),
                                         [](const auto &a, const auto &b) { return a.id == b.id; });
    if (twin != sessions.end())
        in.report("sessions"_L1, u"have the id “%1” twice"_qs.arg(sanitised(twin->id.value)));
}

void readRecords(const JsonReader &in, Snapshot &snapshot)
{
    auto events = std::make_shared<std::vector<Event>>();
    in.each("events"_L1, Snapshot::keptEvents,
            [&](const JsonReader &entry) { events->push_back(eventOf(entry)); });
    auto transitions = std::make_shared<std::vector<TransitionRecord>>();
    in.each(
        "transitions"_L1, Snapshot::keptTransitions,
        [&](const JsonReader &entry) { transitions->push_back(transitionOf(entry)); }, added);
    snapshot.events = std::move(events);
    snapshot.transitions = std::move(transitions);
}

//! All but the watched sources.
Snapshot ownPart(const JsonReader &in)
{
    Snapshot snapshot;
    in.time("taken_at"_L1, snapshot.at.wall);
    in.number("sequence"_L1, snapshot.sequence);
    in.text("source"_L1, snapshot.source);
    readTiers(in, snapshot.tiers);
    if (in.has("periods"_L1))
        readPeriods(in.object("periods"_L1), snapshot.periods);
    readEngine(in.object("engine"_L1), snapshot);
    readSessions(in, snapshot);
    if (in.has("serving"_L1))
        snapshot.serving = readServing(in.object("serving"_L1));
    readRecords(in, snapshot);
    return snapshot;
}

WatchedSource watchedOf(const JsonReader &in)
{
    constexpr QLatin1StringView key = "snapshot"_L1;
    WatchedSource source = readWatched(in);
    if (in.isNull(key))
        return source;
    const JsonReader frame = in.object(key);
    if (const auto problem = schemaProblem(frame.object()))
        in.report(key, u"is not one: "_qs + problem->message);
    source.frame = std::make_shared<const Snapshot>(ownPart(frame));
    return source;
}

template <class Record, class Read> Expected<Record> recordOf(const QJsonObject &object, Read read)
{
    std::optional<Error> problem;
    Record record = read(JsonReader(object, {}, problem));
    if (problem)
        return Unexpected<>(*problem);
    return record;
}

} // namespace

bool isSnapshotDocument(const QJsonObject &document)
{
    return document["schema"_L1].toString().startsWith(family);
}

Expected<Snapshot> readSnapshot(const QJsonObject &document)
{
    if (const auto problem = schemaProblem(document))
        return Unexpected<>(*problem);
    return recordOf<Snapshot>(document, [](const JsonReader &in) {
        constexpr qsizetype mostWatched = 64;
        Snapshot snapshot = ownPart(in);
        in.each(
            "watched"_L1, mostWatched,
            [&](const JsonReader &entry) { snapshot.watched.push_back(watchedOf(entry)); }, added);
        return snapshot;
    });
}

Expected<Snapshot> readEngineMetrics(const QJsonObject &metrics, const QString &path,
                                     WallTime takenAt)
{
    std::optional<Error> problem;
    Snapshot snapshot;
    snapshot.at.wall = takenAt;
    snapshot.events = std::make_shared<const std::vector<Event>>();
    snapshot.transitions = std::make_shared<const std::vector<TransitionRecord>>();
    readEngine(JsonReader(metrics, path, problem), snapshot);
    if (problem)
        return Unexpected<>(*problem);
    return snapshot;
}

Expected<Event> readEvent(const QJsonObject &object)
{
    return recordOf<Event>(object, eventOf);
}

Expected<TransitionRecord> readTransition(const QJsonObject &object)
{
    return recordOf<TransitionRecord>(object, transitionOf);
}

Expected<WallTime> readTime(const QString &iso8601)
{
    constexpr qsizetype longest = 40;
    const auto time = iso8601.size() <= longest ? QDateTime::fromString(iso8601, Qt::ISODateWithMs)
                                                : QDateTime();
    const bool isZoned
        = time.isValid() && (time.timeSpec() == Qt::UTC || time.timeSpec() == Qt::OffsetFromUTC);
    // Any two of them, and each and 1970, are less than the 292 years of a Duration apart.
    if (!isZoned || time.toMSecsSinceEpoch() < 0 || time.date().year() > 2200)
        return Unexpected<>(
            Error{ErrorKind::BadArgument,
                  u"That is not a time in ISO 8601 with its zone, between 1970 and 2200."_qs});
    return WallTime(std::chrono::milliseconds(time.toMSecsSinceEpoch()));
}

} // namespace Breakwater
