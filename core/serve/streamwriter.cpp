// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamwriter.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

QByteArray errorFrame(const StreamRefusal &refusal, WallTime at)
{
    return streamFrame("error"_L1, at, [&](JsonWriter &json) {
        json.put("message", refusal.sentence);
        json.put("command", JsonValue::text(refusal.command));
    });
}

QByteArray withSkippedEvents(const QByteArray &frame, std::uint64_t skipped)
{
    constexpr QByteArrayView beforeData = R"(,"data":{)";
    const qsizetype place = frame.indexOf(beforeData) + beforeData.size();
    QByteArray result = frame;
    return result.insert(place, R"("skipped_events":)" + QByteArray::number(skipped) + ',');
}

} // namespace Breakwater
