// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/watchedreader.h>

#include <core/snapshot/metricsreader.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr auto promised = JsonReader::Promised;

ServiceCard readCard(const JsonReader &in)
{
    ServiceCard card;
    in.text("name"_L1, card.name);
    in.number("events"_L1, card.events);
    in.number("errors"_L1, card.errors);
    in.number("bytes"_L1, card.bytes);
    card.responseTime = readSummary(in.object("response_time"_L1));
    in.time("last_event_at"_L1, card.lastEventAt);
    in.number("events_per_second"_L1, card.eventsPerSecond);
    in.number("bytes_per_second"_L1, card.bytesPerSecond);
    in.number("error_rate"_L1, card.errorRate, promised, 1);
    card.periodResponseTime = readSummary(in.object("period_response_time"_L1));
    return card;
}

ServiceEvent readEventOfBoard(const JsonReader &in)
{
    ServiceEvent event;
    in.number("sequence"_L1, event.sequence);
    in.time("at"_L1, event.at);
    in.text("service"_L1, event.service);
    in.text("what"_L1, event.what);
    in.flag("is_error"_L1, event.isError);
    in.text("detail"_L1, event.detail);
    in.milliseconds("response_time_ms"_L1, event.responseTime);
    in.number("bytes"_L1, event.bytes);
    return event;
}

std::shared_ptr<const ServiceBoard> readBoard(const JsonReader &in)
{
    auto board = std::make_shared<ServiceBoard>();
    in.each("services"_L1, ServiceBoard::mostServices,
            [&](const JsonReader &entry) { board->services.push_back(readCard(entry)); });
    in.each("events"_L1, ServiceBoard::keptEvents,
            [&](const JsonReader &entry) { board->events.push_back(readEventOfBoard(entry)); });
    in.number("unknown"_L1, board->unknown);
    in.text("last_unknown"_L1, board->lastUnknown);
    in.number("malformed"_L1, board->malformed);
    in.text("last_malformed"_L1, board->lastMalformed);
    in.number("services_left_out"_L1, board->servicesLeftOut);
    return board;
}

CleanupCycle readCycle(const JsonReader &in)
{
    CleanupCycle cycle;
    in.number("sequence"_L1, cycle.sequence);
    in.time("at"_L1, cycle.at);
    in.number("clients_removed"_L1, cycle.clientsRemoved);
    in.number("bytes_freed"_L1, cycle.bytesFreed);
    in.milliseconds("duration_ms"_L1, cycle.duration);
    in.number("slices"_L1, cycle.slices);
    in.milliseconds("longest_slice_ms"_L1, cycle.longestSlice);
    return cycle;
}

} // namespace

ServingSnapshot readServing(const JsonReader &in)
{
    ServingSnapshot serving;
    in.text("url"_L1, serving.url);
    in.number("clients"_L1, serving.clients);
    in.number("connected"_L1, serving.connected);
    in.number("failing"_L1, serving.failing);
    in.number("queued"_L1, serving.queued);
    in.number("subscribers"_L1, serving.subscribers);
    in.number("accepted"_L1, serving.accepted);
    in.number("resumed"_L1, serving.resumed);
    in.number("refused"_L1, serving.refused);
    in.number("frames_skipped"_L1, serving.framesSkipped);
    auto cycles = std::make_shared<std::vector<CleanupCycle>>();
    in.each("cycles"_L1, ServingSnapshot::keptCycles,
            [&](const JsonReader &entry) { cycles->push_back(readCycle(entry)); });
    if (!cycles->empty())
        serving.cycles = std::move(cycles);
    return serving;
}

WatchedSource readWatched(const JsonReader &in)
{
    WatchedSource source;
    in.text("id"_L1, source.id.value);
    in.text("name"_L1, source.name);
    in.text("url"_L1, source.url);
    in.name("kind"_L1, source.kind, WatchKind::Poll);
    in.name("state"_L1, source.connection, ConnectionState::Away);
    in.text("detail"_L1, source.detail);
    in.number("attempt"_L1, source.attempt);
    in.seconds("next_attempt_in_seconds"_L1, source.nextAttemptIn);
    in.seconds("age_seconds"_L1, source.age);
    in.seconds("period_seconds"_L1, source.period);
    bool isStale = false; // follows from the two above
    in.flag("stale"_L1, isStale);
    in.time("taken_at"_L1, source.takenAt);
    if (!in.isNull("services"_L1))
        source.services = readBoard(in.object("services"_L1));
    return source;
}

} // namespace Breakwater
