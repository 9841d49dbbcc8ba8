// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/watchedjson.h>

#include <core/snapshot/jsonwriter.h>
#include <core/snapshot/latencyjson.h>
#include <core/snapshot/snapshotjson.h>

namespace Breakwater {

using JsonValue::milliseconds;
using JsonValue::seconds;
using JsonValue::text;

namespace {

void writeCard(JsonWriter &json, const ServiceCard &card)
{
    json.put("name", card.name);
    json.put("events", card.events);
    json.put("errors", card.errors);
    json.put("bytes", card.bytes);
    json.object("response_time", [&] { writeSummary(json, card.responseTime); });
    json.put("last_event_at", card.lastEventAt);
    json.put("events_per_second", card.eventsPerSecond);
    json.put("bytes_per_second", card.bytesPerSecond);
    json.put("error_rate", card.errorRate);
    json.object("period_response_time", [&] { writeSummary(json, card.periodResponseTime); });
}

void writeServiceEvent(JsonWriter &json, const ServiceEvent &event)
{
    json.put("sequence", event.sequence);
    json.put("at", event.at);
    json.put("service", event.service);
    json.put("what", text(event.what));
    json.put("is_error", event.isError);
    json.put("detail", text(event.detail));
    json.put("response_time_ms", milliseconds(event.responseTime));
    json.put("bytes", event.bytes);
}

void writeServices(JsonWriter &json, const ServiceBoard &board)
{
    json.array("services", [&] {
        for (const ServiceCard &card : board.services)
            json.object([&] { writeCard(json, card); });
    });
    json.array("events", [&] {
        for (const ServiceEvent &event : board.events)
            json.object([&] { writeServiceEvent(json, event); });
    });
    json.put("unknown", board.unknown);
    json.put("last_unknown", text(board.lastUnknown));
    json.put("malformed", board.malformed);
    json.put("last_malformed", text(board.lastMalformed));
    json.put("services_left_out", board.servicesLeftOut);
}

} // namespace

void writeWatched(JsonWriter &json, const WatchedSource &source, const SnapshotJsonOptions &options)
{
    const SnapshotJsonOptions inner{
        .withEvents = options.withEvents, .buckets = options.buckets, .withWatched = false};
    json.put("id", source.id.value);
    json.put("name", source.name);
    json.put("url", source.url);
    json.put("kind", toString(source.kind));
    json.put("state", toString(source.connection));
    json.put("detail", text(source.detail));
    json.put("attempt", source.attempt);
    json.put("next_attempt_in_seconds", seconds(source.nextAttemptIn));
    json.put("age_seconds", seconds(source.age));
    json.put("period_seconds", seconds(source.period));
    json.put("stale", source.isStale());
    json.put("taken_at", source.takenAt);
    if (source.frame)
        json.object("snapshot", [&] { writeSnapshot(json, *source.frame, inner); });
    else
        json.put("snapshot", nullptr);
    if (source.services)
        json.object("services", [&] { writeServices(json, *source.services); });
    else
        json.put("services", nullptr);
}

} // namespace Breakwater
