// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/historypage.h>

#include <core/base/expected.h>
#include <core/history/metricnames.h>

#include <QtCore/QDateTime>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

struct Window
{
    std::int64_t from = 0;
    std::int64_t step = 1;
    int points = 0;
};

Unexpected<Error> nonsense(const QString &sentence)
{
    return Unexpected<>(Error{ErrorKind::BadArgument, sentence});
}

//! Whole seconds.
Expected<std::int64_t> timeIn(const QUrlQuery &query, const QString &name, std::int64_t otherwise)
{
    constexpr double latest = 253'402'300'799; // the end of the year 9999
    if (!query.hasQueryItem(name))
        return otherwise;
    const QString text = query.queryItemValue(name, QUrl::FullyDecoded);
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (isNumber && seconds >= 0 && seconds <= latest)
        return static_cast<std::int64_t>(seconds);
    const auto time = isNumber ? QDateTime() : QDateTime::fromString(text, Qt::ISODate);
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime || time.toSecsSinceEpoch() < 0)
        return nonsense(u"'%1' is a time such as 1795270147 or 2026-11-21T14:09:07Z."_qs.arg(name));
    return time.toSecsSinceEpoch();
}

Expected<std::int64_t> stepIn(const QUrlQuery &query, std::int64_t span)
{
    if (!query.hasQueryItem(u"step"_qs))
        return std::max<std::int64_t>(1, (span + usualHistoryPoints - 1) / usualHistoryPoints);
    bool isNumber = false;
    const int step = query.queryItemValue(u"step"_qs).toInt(&isNumber);
    if (!isNumber || step < 1)
        return nonsense(u"'step' is a whole number of seconds, at least 1."_qs);
    return step;
}

Expected<Window> windowOf(const QUrlQuery &query, WallTime now)
{
    const auto to = timeIn(
        query, u"to"_qs, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    if (!to)
        return Unexpected<>(to.error());
    const auto from = timeIn(query, u"from"_qs, std::max<std::int64_t>(0, *to - 3600));
    if (!from)
        return Unexpected<>(from.error());
    if (*from >= *to)
        return nonsense(u"'from' is a time before 'to'."_qs);
    const auto step = stepIn(query, *to - *from);
    if (!step)
        return Unexpected<>(step.error());
    const std::int64_t points = (*to - *from + *step - 1) / *step;
    if (points > mostHistoryPoints)
        return nonsense(
            u"That would be %1 points, more than %2; take a longer step."_qs.arg(points).arg(
                mostHistoryPoints));
    return Window{*from, *step, static_cast<int>(points)};
}

//! Time, newest value, lowest, highest; nulls in gaps.
void writePoints(JsonWriter &json, const Series &series, const Window &window)
{
    const auto end = window.from + window.step * window.points;
    const auto columns
        = series.columns(static_cast<double>(window.from), static_cast<double>(end), window.points);
    std::int64_t time = window.from;
    for (const Series::Column &column : columns) {
        json.array([&] {
            json.add(time);
            for (const float value : {column.last, column.lowest, column.highest})
                json.add(column.count > 0 ? std::optional<double>(value) : std::nullopt);
        });
        time += window.step;
    }
}

QString knownNames()
{
    QStringList names;
    for (int i = 0; i < metricCount; ++i)
        names.append(toString(static_cast<Metric>(i)));
    return names.join(u", "_qs);
}

} // namespace

HttpAnswer historyPage(const SourceHistory &history, const QUrlQuery &query, WallTime now)
{
    const QString name = query.queryItemValue(u"metric"_qs);
    const auto metric = metricNamed(name);
    if (!metric)
        return refusal(400, u"'metric' is one of %1."_qs.arg(knownNames()));
    const auto window = windowOf(query, now);
    if (!window)
        return refusal(400, window.error().message);
    return jsonAnswer(200, [&](JsonWriter &json) {
        json.put("metric", name);
        json.put("unit", unitOf(*metric));
        json.put("from", window->from);
        json.put("step", window->step);
        json.array("fields", [&] {
            for (const auto field : {"time"_L1, "last"_L1, "lowest"_L1, "highest"_L1})
                json.add(field);
        });
        json.array("points", [&] { writePoints(json, history.series(*metric), *window); });
    });
}

} // namespace Breakwater
