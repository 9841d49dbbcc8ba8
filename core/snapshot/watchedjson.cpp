// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/snapshot/watchedjson.h>

#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/latencyjson.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonArray>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::milliseconds;
using JsonValue::number;
using JsonValue::seconds;
using JsonValue::text;

namespace {

const QJsonValue null(QJsonValue::Null);

QJsonValue time(const std::optional<WallTime> &time)
{
    return time ? QJsonValue(toIso8601(*time)) : null;
}

QJsonObject cardObject(const ServiceCard &card)
{
    return {
        {u"name"_qs, card.name},
        {u"events"_qs, number(card.events)},
        {u"errors"_qs, number(card.errors)},
        {u"bytes"_qs, number(card.bytes)},
        {u"response_time"_qs, summaryJson(card.responseTime)},
        {u"last_event_at"_qs, time(card.lastEventAt)},
        {u"events_per_second"_qs, number(card.eventsPerSecond)},
        {u"bytes_per_second"_qs, number(card.bytesPerSecond)},
        {u"error_rate"_qs, number(card.errorRate)},
        {u"period_response_time"_qs, summaryJson(card.periodResponseTime)},
    };
}

QJsonObject serviceEventObject(const ServiceEvent &event)
{
    return {
        {u"sequence"_qs, number(event.sequence)},
        {u"at"_qs, toIso8601(event.at)},
        {u"service"_qs, event.service},
        {u"what"_qs, text(event.what)},
        {u"is_error"_qs, event.isError},
        {u"detail"_qs, text(event.detail)},
        {u"response_time_ms"_qs, milliseconds(event.responseTime)},
        {u"bytes"_qs, number(event.bytes)},
    };
}

QJsonObject servicesObject(const ServiceBoard &board)
{
    QJsonArray cards;
    for (const ServiceCard &card : board.services)
        cards.append(cardObject(card));
    QJsonArray events;
    for (const ServiceEvent &event : board.events)
        events.append(serviceEventObject(event));
    return {
        {u"services"_qs, cards},
        {u"events"_qs, events},
        {u"unknown"_qs, number(board.unknown)},
        {u"last_unknown"_qs, text(board.lastUnknown)},
        {u"malformed"_qs, number(board.malformed)},
        {u"last_malformed"_qs, text(board.lastMalformed)},
        {u"services_left_out"_qs, number(board.servicesLeftOut)},
    };
}

} // namespace

QJsonObject watchedJson(const WatchedSource &source, const SnapshotJsonOptions &options)
{
    SnapshotJsonOptions inner = options;
    inner.withWatched = false;
    inner.sessions.reset();
    return {
        {u"id"_qs, source.id.value},
        {u"name"_qs, source.name},
        {u"url"_qs, source.url},
        {u"kind"_qs, QString(toString(source.kind))},
        {u"state"_qs, QString(toString(source.connection))},
        {u"detail"_qs, text(source.detail)},
        {u"attempt"_qs, number(source.attempt)},
        {u"next_attempt_in_seconds"_qs, seconds(source.nextAttemptIn)},
        {u"age_seconds"_qs, seconds(source.age)},
        {u"period_seconds"_qs, seconds(source.period)},
        {u"stale"_qs, source.isStale()},
        {u"taken_at"_qs, time(source.takenAt)},
        {u"snapshot"_qs, source.frame ? QJsonValue(toJson(*source.frame, inner)) : null},
        {u"services"_qs, source.services ? QJsonValue(servicesObject(*source.services)) : null},
    };
}

} // namespace Breakwater
