// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamwriter.h>

#include <core/snapshot/jsonvalue.h>
#include <core/snapshot/snapshotjson.h>

#include <QtCore/QJsonDocument>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView beforeData = R"(,"data":{)";

} // namespace

// Written by hand so that the type comes first: whoever reads a log of frames sees it at once.
QByteArray streamFrame(QLatin1StringView type, const QJsonObject &data, WallTime at)
{
    Q_ASSERT(!data.isEmpty());
    const QByteArray body = QJsonDocument(data).toJson(QJsonDocument::Compact);
    QByteArray frame;
    frame.reserve(body.size() + 100);
    frame += R"({"type":")";
    frame += QByteArrayView(type.data(), type.size());
    frame += '"';
    frame += beforeData;
    frame += QByteArrayView(body).sliced(1);
    frame += R"(,"timestamp":")";
    frame += toIso8601(at).toLatin1();
    frame += R"("})";
    return frame;
}

QByteArray errorFrame(const StreamRefusal &refusal, WallTime at)
{
    return streamFrame(
        "error"_L1,
        {{u"message"_qs, refusal.sentence}, {u"command"_qs, JsonValue::text(refusal.command)}}, at);
}

QByteArray withSkippedEvents(const QByteArray &frame, std::uint64_t skipped)
{
    const qsizetype place = frame.indexOf(beforeData) + beforeData.size();
    QByteArray result = frame;
    return result.insert(place, R"("skipped_events":)" + QByteArray::number(skipped) + ',');
}

} // namespace Breakwater
