// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamcommand.h>

#include <core/base/states.h>
#include <core/snapshot/jsondocument.h>
#include <core/snapshot/tiernames.h>

#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>
#include <QtCore/QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

using Command = Expected<StreamCommand, QString>;

Unexpected<QString> nonsense(const QString &sentence)
{
    return Unexpected<QString>(sentence);
}

//! A whole number from 1 to `most`; `otherwise` when it is not there. 5.0 is one, "5" is none.
Expected<int, QString> wholeIn(const QJsonObject &object, const QString &name, int most,
                               int otherwise)
{
    const QJsonValue value = object.value(name);
    if (value.isUndefined())
        return otherwise;
    const double number = value.toDouble(0);
    if (!value.isDouble() || number < 1 || number > most || std::trunc(number) != number)
        return nonsense(u"'%1' is a whole number from 1 to %2."_qs.arg(name).arg(most));
    return static_cast<int>(number);
}

Expected<TierSet, QString> tiersIn(const QJsonObject &object)
{
    const QJsonValue value = object.value("tiers"_L1);
    if (!value.isArray())
        return nonsense(u"'tiers' is an array of realtime, performance and aggregate."_qs);
    TierSet tiers;
    const QJsonArray names = value.toArray();
    for (const QJsonValue &name : names) {
        const auto tier = tierFrom(name.toString());
        if (!tier)
            return nonsense(u"A tier is one of realtime, performance and aggregate."_qs);
        tiers.add(*tier);
    }
    return tiers;
}

Expected<StreamFilter, QString> filterIn(const QJsonObject &object)
{
    const QJsonValue value = object.value("sessions"_L1);
    if (value.isUndefined())
        return StreamFilter();
    const QString sentence = u"'sessions' is an array of ids."_qs;
    if (!value.isArray())
        return nonsense(sentence);
    std::vector<SessionId> ids;
    const QJsonArray entries = value.toArray();
    for (const QJsonValue &entry : entries) {
        if (!entry.isString() || entry.toString().isEmpty())
            return nonsense(sentence);
        ids.push_back({entry.toString()});
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return StreamFilter(std::move(ids));
}

Command subscribe(const QJsonObject &object)
{
    const auto tiers = tiersIn(object);
    if (!tiers)
        return nonsense(tiers.error());
    auto filter = filterIn(object);
    if (!filter)
        return nonsense(filter.error());
    return SubscribeCommand{*tiers, std::move(*filter)};
}

Command getStats(const QJsonObject &)
{
    return GetStatsCommand{};
}

Command getRecentEvents(const QJsonObject &object)
{
    const auto limit = wholeIn(object, u"limit"_qs, Snapshot::keptEvents, Snapshot::keptEvents);
    if (!limit)
        return nonsense(limit.error());
    return RecentEventsCommand{*limit};
}

Command getHistoricalData(const QJsonObject &object)
{
    const auto hours = wholeIn(object, u"hours"_qs, mostHistoryHours, mostHistoryHours);
    if (!hours)
        return nonsense(hours.error());
    return HistoryCommand{u"get_historical_data"_qs, *hours * 3600 / historyPoints, historyPoints};
}

Command getTimeSeries(const QJsonObject &object)
{
    const auto hours = wholeIn(object, u"hours"_qs, mostHistoryHours, 1);
    if (!hours)
        return nonsense(hours.error());
    const auto minutes = wholeIn(object, u"interval_minutes"_qs, *hours * 60, 1);
    if (!minutes)
        return nonsense(minutes.error());
    const int points = (*hours * 60 + *minutes - 1) / *minutes;
    return HistoryCommand{u"get_time_series"_qs, std::int64_t{60} * *minutes, points};
}

Command exportDocument(const QJsonObject &)
{
    return ExportCommand{};
}

Command ping(const QJsonObject &)
{
    return PingCommand{};
}

struct Known
{
    QLatin1StringView name;
    Command (*read)(const QJsonObject &);
    std::array<QLatin1StringView, 2> parameters;
};

constexpr std::array known{
    Known{"subscribe"_L1, subscribe, {"tiers"_L1, "sessions"_L1}},
    Known{"get_stats"_L1, getStats, {}},
    Known{"get_recent_events"_L1, getRecentEvents, {"limit"_L1}},
    Known{"get_historical_data"_L1, getHistoricalData, {"hours"_L1}},
    Known{"get_time_series"_L1, getTimeSeries, {"interval_minutes"_L1, "hours"_L1}},
    Known{"export"_L1, exportDocument, {}},
    Known{"ping"_L1, ping, {}},
};

QString knownNames()
{
    QStringList names;
    for (const Known &command : known)
        names.append(command.name);
    return names.join(u", "_qs);
}

bool takes(const Known &command, const QString &parameter)
{
    return parameter == "command"_L1
        || std::find(command.parameters.begin(), command.parameters.end(), parameter)
        != command.parameters.end();
}

//! "It takes 'limit' and nothing else."
QString parametersOf(const Known &command)
{
    QStringList names;
    for (const QLatin1StringView parameter : command.parameters) {
        if (!parameter.isEmpty())
            names.append(u"'%1'"_qs.arg(parameter));
    }
    return names.isEmpty() ? u"It takes no parameters."_qs
                           : u"It takes %1 and nothing else."_qs.arg(names.join(u" and "_qs));
}

} // namespace

Expected<StreamCommand, StreamRefusal> readStreamCommand(const QByteArray &utf8)
{
    const auto refuse = [](const QString &sentence, const QString &command = {}) {
        return Unexpected<StreamRefusal>(StreamRefusal{command, sentence});
    };
    const auto object = readJsonObject(utf8, mostCommandBytes, u"The command"_qs);
    if (!object)
        return refuse(object.error().message);
    const QString name = object->value("command"_L1).toString();
    const auto *const command = std::find_if(known.begin(), known.end(),
                                             [&](const Known &one) { return one.name == name; });
    if (command == known.end())
        return refuse(u"'command' is one of %1."_qs.arg(knownNames()));
    const QStringList given = object->keys();
    for (const QString &parameter : given) {
        if (!takes(*command, parameter))
            return refuse(parametersOf(*command), name);
    }
    auto result = command->read(*object);
    if (!result)
        return refuse(result.error(), name);
    return std::move(*result);
}

} // namespace Breakwater
