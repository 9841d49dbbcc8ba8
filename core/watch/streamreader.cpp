// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/watch/streamreader.h>

#include <core/base/text.h>
#include <core/snapshot/jsondocument.h>
#include <core/snapshot/snapshotreader.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! A member of the frame: what it is, for whom, and when it left.
struct Envelope
{
    QString type;
    QString command; //!< empty: not an answer
    QJsonValue data;
    std::optional<WallTime> sentAt;
};

QString textOf(const QJsonValue &value)
{
    return sanitised(value.toString());
}

//! None for other notations: monitoring servers have many, and whoever reads their data tries more.
std::optional<WallTime> timeOf(const QJsonValue &value)
{
    const Expected<WallTime> time = readTime(value.toString());
    return time ? std::optional(*time) : std::nullopt;
}

//! Of an answer of a core. Others may have a key of that name, too, with commands of their own.
QString commandIn(const QJsonObject &frame)
{
    const QString command = frame["data"_L1]["command"_L1].toString();
    const bool isOurs = command == "subscribe"_L1 || command == "export"_L1
        || command == "get_recent_events"_L1 || command == "get_historical_data"_L1
        || command == "get_time_series"_L1;
    return frame["type"_L1].toString() == "stats"_L1 && isOurs ? command : QString();
}

Expected<StreamFrame> coreStats(const Envelope &envelope, const QJsonObject &data)
{
    Expected<Snapshot> snapshot = readSnapshot(data);
    if (snapshot)
        return CoreStats{.isWhole = envelope.type != "snapshot"_L1,
                         .snapshot = std::move(*snapshot),
                         .sentAt = envelope.sentAt};
    if (snapshot.error().kind == ErrorKind::Incompatible)
        return IncompatibleFrame{snapshot.error().message};
    return Unexpected<>(snapshot.error());
}

//! Of a core, or of a monitoring server: only a core's has a schema, or an event's number.
Expected<StreamFrame> statistics(const Envelope &envelope)
{
    const QJsonObject data = envelope.data.toObject();
    if (isSnapshotDocument(data))
        return coreStats(envelope, data);
    if (!envelope.command.isEmpty())
        return StreamAnswer{envelope.command, envelope.data};
    if (envelope.data.isArray() && envelope.type != "event"_L1) // one entry a service
        return ServiceFrame{envelope.type, {{u"services"_qs, envelope.data}}, envelope.sentAt};
    if (!envelope.data.isObject())
        return Unexpected<>(
            Error{ErrorKind::BadArgument, u"The data of a frame is not an object."_qs});
    return ServiceFrame{envelope.type, data, envelope.sentAt};
}

template <class Record> Expected<StreamFrame> record(Expected<Record> read)
{
    if (!read)
        return Unexpected<>(read.error());
    return StreamFrame(std::move(*read));
}

Expected<StreamFrame> event(const Envelope &envelope)
{
    const QJsonObject data = envelope.data.toObject();
    const bool isCores = data.contains("sequence"_L1) && data.contains("severity"_L1);
    return isCores ? record(readEvent(data)) : statistics(envelope);
}

RemoteError remoteError(const QJsonValue &data)
{
    if (data.isString())
        return {textOf(data)};
    const QString sentence = textOf(data["message"_L1]);
    return {sentence.isEmpty() ? u"The server reports an error without a word."_qs : sentence};
}

Expected<StreamFrame> frameOf(const Envelope &envelope)
{
    if (envelope.type == "initial_stats"_L1 || envelope.type == "stats"_L1)
        return statistics(envelope);
    if (envelope.type == "snapshot"_L1)
        return coreStats(envelope, envelope.data.toObject());
    if (envelope.type == "event"_L1)
        return event(envelope);
    if (envelope.type == "transition"_L1)
        return record(readTransition(envelope.data.toObject()));
    if (envelope.type == "error"_L1)
        return remoteError(envelope.data);
    if (envelope.type == "pong"_L1)
        return StreamPong{};
    return UnknownFrame{envelope.type};
}

} // namespace

Expected<StreamFrame> readStreamFrame(const QByteArray &utf8)
{
    const Expected<QJsonObject> object = readJsonObject(utf8, mostFrameBytes, u"The frame"_qs);
    if (!object)
        return Unexpected<>(object.error());
    const Envelope envelope{.type = textOf(object->value("type"_L1)),
                            .command = commandIn(*object),
                            .data = object->value("data"_L1),
                            .sentAt = timeOf(object->value("timestamp"_L1))};
    if (envelope.type.isEmpty())
        return Unexpected<>(Error{ErrorKind::BadArgument, u"The frame has no type."_qs});
    return frameOf(envelope);
}

} // namespace Breakwater
