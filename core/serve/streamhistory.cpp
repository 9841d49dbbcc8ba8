// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamhistory.h>

#include <core/history/metricnames.h>
#include <core/snapshot/jsonvalue.h>

#include <QtCore/QJsonArray>

#include <charconv>

namespace Breakwater {

using namespace Qt::StringLiterals;
using JsonValue::number;

namespace {

//! Six digits: more would not be seen in a chart, and three of them are sent per point.
QJsonValue shortNumber(float value)
{
    std::array<char, 32> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(),
                                       static_cast<double>(value), std::chars_format::general, 6);
    double rounded = 0;
    std::from_chars(text.data(), written.ptr, rounded);
    return number(rounded);
}

QJsonArray pointsOf(const Series &series, std::int64_t from, const HistoryCommand &command)
{
    const std::int64_t end = from + command.step * command.points;
    QJsonArray points;
    for (const Series::Column &column :
         series.columns(static_cast<double>(from), static_cast<double>(end), command.points)) {
        if (column.count == 0)
            points.append(QJsonValue(QJsonValue::Null));
        else
            points.append(QJsonArray{shortNumber(column.last), shortNumber(column.lowest),
                                     shortNumber(column.highest)});
    }
    return points;
}

} // namespace

QJsonObject historyAnswer(const SourceHistory &history, const HistoryCommand &command, WallTime now)
{
    const std::int64_t second
        = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const std::int64_t from
        = (second / command.step + 1) * command.step - command.step * command.points;
    QJsonObject series;
    QJsonObject units;
    for (int i = 0; i < metricCount; ++i) {
        const auto metric = static_cast<Metric>(i);
        series[toString(metric)] = pointsOf(history.series(metric), from, command);
        units[toString(metric)] = QString(unitOf(metric));
    }
    return {{u"from"_qs, number(from)},
            {u"step"_qs, number(command.step)},
            {u"fields"_qs, QJsonArray{u"last"_qs, u"lowest"_qs, u"highest"_qs}},
            {u"units"_qs, units},
            {u"series"_qs, series}};
}

} // namespace Breakwater
