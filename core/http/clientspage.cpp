// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/clientspage.h>

#include <core/base/expected.h>
#include <core/snapshot/metricsjson.h>

#include <algorithm>
#include <span>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostOffset = 1'000'000'000;

Expected<int> numberIn(const QUrlQuery &query, const QString &name, int lowest, int highest,
                       int otherwise)
{
    if (!query.hasQueryItem(name))
        return otherwise;
    const QString text = query.queryItemValue(name);
    bool isNumber = !text.isEmpty()
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const int value = isNumber ? text.toInt(&isNumber) : 0;
    if (!isNumber || value < lowest || value > highest)
        return Unexpected<>(
            Error{ErrorKind::BadArgument,
                  u"'%1' is a whole number from %2 to %3."_qs.arg(name).arg(lowest).arg(highest)});
    return value;
}

void writeClient(JsonWriter &json, const SessionSnapshot &session, WallTime at)
{
    json.put("id", session.id.value);
    json.put("name", session.name);
    json.put("state", toString(session.connection));
    json.put("guarantee", toString(session.guarantee));
    json.put("adopted", session.isAdopted);
    writeSessionMetrics(json, session, at);
}

//! A client that somebody looks at stands among the links too: here only in its place.
std::vector<const SessionSnapshot *> everybody(const Snapshot &snapshot)
{
    std::vector<const SessionSnapshot *> all;
    for (const SessionSnapshot &session : snapshot.sessions) {
        if (!session.isAdopted)
            all.push_back(&session);
    }
    if (snapshot.serving.table) {
        for (const SessionSnapshot &session : *snapshot.serving.table)
            all.push_back(&session);
    }
    return all;
}

} // namespace

HttpAnswer clientsPage(const Snapshot &snapshot, const QUrlQuery &query)
{
    const auto offset = numberIn(query, u"offset"_qs, 0, mostOffset, 0);
    if (!offset)
        return refusal(400, offset.error().message);
    const auto limit = numberIn(query, u"limit"_qs, 1, mostClientsPerPage, usualClientsPerPage);
    if (!limit)
        return refusal(400, limit.error().message);

    const auto all = everybody(snapshot);
    const auto total = static_cast<int>(all.size());
    const int from = std::min(*offset, total);
    const int to = from + std::min(*limit, total - from);
    const auto madeAt = [&snapshot](const SessionSnapshot &session) {
        return session.isAdopted ? snapshot.serving.tableAt : snapshot.at.wall;
    };
    const auto page = std::span(all).subspan(static_cast<std::size_t>(from),
                                             static_cast<std::size_t>(to - from));
    return jsonAnswer(200, [&](JsonWriter &json) {
        json.put("total", total);
        json.put("offset", *offset);
        json.put("limit", *limit);
        json.put("next_offset", to < total ? std::optional(to) : std::nullopt);
        json.array("clients", [&] {
            for (const SessionSnapshot *session : page)
                json.object([&] { writeClient(json, *session, madeAt(*session)); });
        });
    });
}

} // namespace Breakwater
