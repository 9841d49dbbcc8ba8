// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/servicereader.h>

#include <core/base/text.h>
#include <core/snapshot/serviceboard.h>
#include <core/watch/servicefields.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

#include <cmath>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 64;
constexpr int deepest = 4;
// The board has room for fewer, and says how many it leaves out.
constexpr std::size_t mostRead = 16 * ServiceBoard::mostServices;

using Fields = ServiceFields;

Error unreadable(const QString &what, const QString &why)
{
    return {ErrorKind::BadArgument, u"%1 cannot be read: %2"_qs.arg(what, why)};
}

QString nameIn(const Fields &fields)
{
    return fields.text({"connection_type"_L1, "service"_L1, "service_name"_L1, "service_type"_L1,
                        "connection"_L1, "name"_L1},
                       longestName);
}

std::optional<std::uint64_t> errorsIn(Fields &fields, std::optional<std::uint64_t> events)
{
    if (const auto told = fields.count({"error_count"_L1, "total_errors"_L1, "errors"_L1,
                                        "failed"_L1, "failures"_L1, "failure_count"_L1}))
        return told;
    const auto share = fields.number({"error_rate"_L1});
    const auto percentage = fields.number({"error_percent"_L1, "error_percentage"_L1});
    if (!events || (!share && !percentage))
        return {};
    const double rate = share ? *share : *percentage / 100;
    if (rate > 1)
        return {}; // a share of more than all: not known what it means
    return static_cast<std::uint64_t>(std::llround(rate * static_cast<double>(*events)));
}

std::optional<std::uint64_t> bytesIn(Fields &fields)
{
    if (const auto told
        = fields.count({"bytes"_L1, "total_bytes"_L1, "data_size"_L1, "data_size_bytes"_L1,
                        "size_bytes"_L1, "total_data_size"_L1, "data_volume"_L1}))
        return told;
    return fields.sum({"bytes_sent"_L1, "sent_bytes"_L1, "total_bytes_sent"_L1},
                      {"bytes_received"_L1, "received_bytes"_L1, "total_bytes_received"_L1});
}

std::optional<WallTime> timeIn(const Fields &fields)
{
    return fields.time({"timestamp"_L1, "broadcast_time"_L1, "datetime"_L1, "time"_L1, "at"_L1});
}

std::optional<Duration> responseTimeIn(Fields &fields)
{
    return fields.duration({"avg_response_time"_L1, "average_response_time"_L1,
                            "mean_response_time"_L1, "response_time"_L1, "duration"_L1,
                            "avg_latency"_L1, "latency"_L1});
}

ServiceStats statsIn(const QString &service, Fields &fields)
{
    ServiceStats stats{.service = service};
    stats.events
        = fields.count({"event_count"_L1, "total_events"_L1, "count"_L1, "events"_L1, "requests"_L1,
                        "total_requests"_L1, "messages"_L1, "total_messages"_L1});
    stats.errors = errorsIn(fields, stats.events);
    stats.bytes = bytesIn(fields);
    stats.meanResponse = responseTimeIn(fields);
    stats.at = timeIn(fields);
    return stats;
}

bool tellsAnything(const ServiceStats &stats)
{
    return stats.events || stats.errors || stats.bytes || stats.meanResponse;
}

//! Walks through what a server may nest: `services`, `connections`, `stats`, lists, and objects
//! keyed by name.
class StatsWalk final
{
public:
    void value(const QJsonValue &value, const QString &name, int depth);

    std::vector<ServiceStats> found;
    QString problem;
    bool sawRoomForServices = false; //!< a place for services, maybe empty

private:
    void object(const QJsonObject &object, const QString &name, int depth);
    bool nested(const Fields &fields, const QString &name, int depth);
    void add(const QString &name, Fields &fields);
};

void StatsWalk::value(const QJsonValue &value, const QString &name, int depth)
{
    if (depth > deepest || found.size() >= mostRead)
        return;
    if (value.isObject())
        return object(value.toObject(), name, depth);
    const QJsonArray list = value.toArray();
    for (const QJsonValue &entry : list) {
        if (entry.isObject())
            object(entry.toObject(), {}, depth + 1);
    }
}

void StatsWalk::object(const QJsonObject &object, const QString &name, int depth)
{
    Fields fields(object);
    const QString own = nameIn(fields);
    const QString service = own.isEmpty() ? name : own;
    if (nested(fields, service, depth))
        return;
    const std::size_t before = found.size();
    if (!service.isEmpty())
        add(service, fields);
    if (found.size() > before || !own.isEmpty())
        return;
    for (auto it = object.begin(); it != object.end(); ++it) { // keyed by name
        if (it.value().isObject())
            value(it.value(), sanitised(it.key().trimmed(), longestName), depth + 1);
    }
}

bool StatsWalk::nested(const Fields &fields, const QString &name, int depth)
{
    for (const auto key : {"services"_L1, "connections"_L1, "by_service"_L1,
                           "by_connection_type"_L1, "connection_types"_L1, "stats"_L1}) {
        const QJsonValue inner = fields.value({key});
        if (!inner.isObject() && !inner.isArray())
            continue;
        sawRoomForServices = true;
        // Several services do not have the name of what holds them; the stats of one do.
        value(inner, key == "stats"_L1 ? name : QString(), depth + 1);
        return true;
    }
    return false;
}

void StatsWalk::add(const QString &name, Fields &fields)
{
    const ServiceStats stats = statsIn(name, fields);
    if (!fields.problem().isEmpty() && problem.isEmpty())
        problem = u"of '%1', %2"_qs.arg(name, fields.problem());
    else if (tellsAnything(stats) && found.size() < mostRead)
        found.push_back(stats);
}

bool saysFalse(const QJsonValue &value)
{
    return value.isBool() && !value.toBool();
}

bool isFailureWord(const QString &word)
{
    const QString lower = word.toLower();
    return lower == "error"_L1 || lower == "failed"_L1 || lower == "failure"_L1
        || lower == "critical"_L1;
}

bool saysError(const Fields &fields)
{
    const QJsonValue error = fields.value({"error"_L1, "exception"_L1});
    const bool isTold = error.isString() ? !error.toString().trimmed().isEmpty()
                                         : error.isObject() || error.toBool();
    return isTold || fields.value({"is_error"_L1}).toBool()
        || saysFalse(fields.value({"success"_L1})) || saysFalse(fields.value({"ok"_L1}))
        || isFailureWord(fields.text({"status"_L1})) || isFailureWord(fields.text({"level"_L1}));
}

//! "poller.py · fetch", else what kind of event it is.
QString whatIn(const Fields &fields)
{
    const QString script = fields.text({"script"_L1, "script_name"_L1}, 80);
    const QString function = fields.text({"function"_L1, "function_name"_L1}, 80);
    if (!script.isEmpty() && !function.isEmpty())
        return u"%1 · %2"_qs.arg(script, function);
    if (!script.isEmpty() || !function.isEmpty())
        return script + function;
    return fields.text(
        {"event_type"_L1, "event"_L1, "type"_L1, "operation"_L1, "action"_L1, "direction"_L1}, 80);
}

void readCounts(ServiceHappening &happening, Fields &fields)
{
    happening.count = fields.count({"event_count"_L1, "count"_L1, "events"_L1}).value_or(1);
    const auto errors = fields.count({"error_count"_L1, "errors"_L1, "failures"_L1});
    happening.errors = errors.value_or(saysError(fields) ? 1 : 0);
    // One failed event may be told of as "error_count: 1" and nothing else.
    happening.count = std::max(happening.count, happening.errors);
    happening.totalEvents = fields.count({"total_events"_L1});
    happening.totalErrors = fields.count({"total_errors"_L1});
    happening.totalBytes = fields.count({"total_bytes"_L1});
    happening.bytes
        = fields.count({"bytes"_L1, "data_size"_L1, "data_size_bytes"_L1, "size_bytes"_L1});
    if (!happening.bytes)
        happening.bytes = fields.sum({"bytes_sent"_L1, "sent_bytes"_L1},
                                     {"bytes_received"_L1, "received_bytes"_L1});
}

} // namespace

Expected<std::vector<ServiceStats>> readServiceStats(const QJsonValue &data)
{
    StatsWalk walk;
    walk.value(data, {}, 0);
    if (!walk.problem.isEmpty())
        return Unexpected<>(unreadable(u"Its stats"_qs, walk.problem));
    const bool isEmpty
        = data.isArray() ? data.toArray().isEmpty() : data.isObject() && data.toObject().isEmpty();
    if (walk.found.empty() && !isEmpty && !walk.sawRoomForServices)
        return Unexpected<>(unreadable(u"Its stats"_qs, u"nothing in them is of any service."_qs));
    return walk.found;
}

Expected<ServiceHappening> readServiceEvent(const QJsonValue &data)
{
    Fields fields(data.toObject());
    ServiceHappening happening{.service = nameIn(fields)};
    if (happening.service.isEmpty())
        return Unexpected<>(unreadable(u"An event"_qs, u"it names no service."_qs));
    happening.at = timeIn(fields);
    happening.what = whatIn(fields);
    happening.detail = fields.text({"error"_L1, "error_message"_L1, "exception"_L1, "message"_L1});
    happening.responseTime = responseTimeIn(fields);
    readCounts(happening, fields);
    if (!fields.problem().isEmpty())
        return Unexpected<>(
            unreadable(u"An event of '%1'"_qs.arg(happening.service), fields.problem()));
    return happening;
}

} // namespace Breakwater
