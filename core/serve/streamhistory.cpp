// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/streamhistory.h>

#include <core/history/metricnames.h>
#include <core/snapshot/jsonwriter.h>

#include <charconv>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! Six digits: more would not be seen in a chart, and three of them are sent per point.
double shortNumber(float value)
{
    std::array<char, 32> text{};
    const auto written = std::to_chars(text.data(), text.data() + text.size(),
                                       static_cast<double>(value), std::chars_format::general, 6);
    double rounded = 0;
    std::from_chars(text.data(), written.ptr, rounded);
    return rounded;
}

void writePoints(JsonWriter &json, const Series &series, std::int64_t from,
                 const HistoryCommand &command)
{
    const std::int64_t end = from + command.step * command.points;
    for (const Series::Column &column :
         series.columns(static_cast<double>(from), static_cast<double>(end), command.points)) {
        if (column.count == 0) {
            json.add(nullptr);
            continue;
        }
        json.array([&] {
            for (const float value : {column.last, column.lowest, column.highest})
                json.add(shortNumber(value));
        });
    }
}

template <class Write> void forEveryMetric(Write write)
{
    for (int i = 0; i < metricCount; ++i)
        write(static_cast<Metric>(i));
}

} // namespace

void writeHistory(JsonWriter &json, const SourceHistory &history, const HistoryCommand &command,
                  WallTime now)
{
    const std::int64_t second
        = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const std::int64_t from
        = (second / command.step + 1) * command.step - command.step * command.points;
    json.put("from", from);
    json.put("step", command.step);
    json.array("fields", [&] {
        for (const auto field : {"last"_L1, "lowest"_L1, "highest"_L1})
            json.add(field);
    });
    json.object("units", [&] {
        forEveryMetric([&](Metric metric) { json.put(JsonKey(toString(metric)), unitOf(metric)); });
    });
    json.object("series", [&] {
        forEveryMetric([&](Metric metric) {
            json.array(JsonKey(toString(metric)),
                       [&] { writePoints(json, history.series(metric), from, command); });
        });
    });
}

} // namespace Breakwater
