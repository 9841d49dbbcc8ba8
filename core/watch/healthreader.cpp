// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/healthreader.h>

#include <core/snapshot/jsondocument.h>
#include <core/snapshot/jsonreader.h>
#include <core/snapshot/snapshotreader.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr int ok = 200;
constexpr int unavailable = 503;

Error errorOf(int httpStatus)
{
    switch (httpStatus) {
    case 401:
    case 403:
        return {ErrorKind::Refused,
                u"the server wants a token, or another one (HTTP %1)"_qs.arg(httpStatus)};
    case 404: return {ErrorKind::Refused, u"there is no health page at this address (HTTP 404)"_qs};
    case 421:
        return {ErrorKind::Refused, u"the server does not answer to this host name (HTTP 421)"_qs};
    default: return {ErrorKind::Network, u"the server answers HTTP %1"_qs.arg(httpStatus)};
    }
}

HealthReport::Connections connectionsOf(const JsonReader &in)
{
    HealthReport::Connections connections;
    std::int64_t disconnected = 0; // follows from the others
    in.number("total_connections"_L1, connections.total);
    in.number("connected"_L1, connections.connected);
    in.number("disconnected"_L1, disconnected);
    in.number("total_queued_messages"_L1, connections.queuedMessages);
    return connections;
}

//! All but the metrics.
HealthReport reportOf(const JsonReader &in)
{
    HealthReport report;
    in.text("status"_L1, report.status);
    if (report.status.isEmpty())
        in.report("status"_L1, u"is empty"_qs);
    in.time("timestamp_utc"_L1, report.at);
    if (in.has("connections"_L1))
        report.connections = connectionsOf(in.object("connections"_L1));
    return report;
}

//! With a token the numbers are there, unless the texts of people left no room for them.
QString whyNone(const HealthReport &report)
{
    if (report.connections)
        return u"the answer had no room for more than the status"_qs;
    return u"the server tells its status only; the numbers need a token, or it has just started"_qs;
}

Expected<HealthReport> readBody(const QJsonObject &body)
{
    std::optional<Error> problem;
    HealthReport report = reportOf(JsonReader(body, {}, problem));
    if (problem)
        return Unexpected<>(*problem);
    const QJsonValue metrics = body["metrics"_L1];
    if (metrics.isUndefined() || metrics.isNull()) {
        report.whyStatusOnly = whyNone(report);
        return report;
    }
    if (!metrics.isObject())
        return Unexpected<>(Error{ErrorKind::BadArgument, u"“metrics” is not an object."_qs});
    Expected<Snapshot> snapshot = readEngineMetrics(metrics.toObject(), u"metrics"_qs, report.at);
    if (!snapshot)
        return Unexpected<>(snapshot.error());
    report.snapshot = std::move(*snapshot);
    return report;
}

} // namespace

Expected<HealthReport> readHealth(int httpStatus, const QByteArray &body)
{
    if (httpStatus != ok && httpStatus != unavailable)
        return Unexpected<>(errorOf(httpStatus));
    const auto object = readJsonObject(body, mostHealthBodyBytes, u"The health answer"_qs);
    if (!object && httpStatus == unavailable)
        return Unexpected<>(errorOf(httpStatus)); // somebody in between speaks
    if (!object)
        return Unexpected<>(object.error());
    Expected<HealthReport> report = readBody(*object);
    if (report)
        report->isReady = httpStatus == ok;
    return report;
}

} // namespace Breakwater
