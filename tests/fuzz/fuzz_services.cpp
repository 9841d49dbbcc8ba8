// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/text.h>
#include <core/watch/servicereader.h>

#include <tests/fuzz/fuzz.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

using namespace Breakwater;

namespace {

constexpr std::uint64_t exactIntegers = 9007199254740992;

bool isPossible(const std::optional<std::uint64_t> &number)
{
    return !number || *number <= exactIntegers;
}

bool isHarmless(const QString &text)
{
    return sanitised(text, text.size()) == text;
}

} // namespace

//! What a monitoring server tells of its services, in whichever spelling: an error, or numbers that
//! can be and texts that can be shown.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QJsonDocument document = QJsonDocument::fromJson(Fuzz::bytesOf(data, size));
    const QJsonValue value
        = document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
    if (const auto services = readServiceStats(value)) {
        for (const ServiceStats &stats : *services) {
            MUST(isHarmless(stats.service) && !stats.service.isEmpty());
            MUST(isPossible(stats.events) && isPossible(stats.errors) && isPossible(stats.bytes));
            MUST(!stats.meanResponse || *stats.meanResponse >= Duration::zero());
        }
    }
    if (const auto happening = readServiceEvent(value)) {
        MUST(isHarmless(happening->service) && isHarmless(happening->what));
        MUST(isHarmless(happening->detail));
        MUST(happening->errors <= happening->count);
        MUST(!happening->responseTime || *happening->responseTime >= Duration::zero());
    }
    return 0;
}
