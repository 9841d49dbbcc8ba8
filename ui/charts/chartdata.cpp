// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartdata.h>

#include <ui/format/format.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include <cmath>
#include <limits>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();

QString number(float value)
{
    return QString::number(double{value}, 'g', 7);
}

QString csvField(QString text)
{
    static const QString formulaStarts = u"=+-@\t\r"_s;
    if (!text.isEmpty() && formulaStarts.contains(text.front()))
        text.prepend(u'\'');
    if (text.contains(u'"') || text.contains(u',') || text.contains(u'\n') || text.contains(u'\r'))
        return u'"' + text.replace(u"\""_s, u"\"\""_s) + u'"';
    return text;
}

QString isoTime(double second)
{
    return Format::isoUtc(Format::wallTime(second));
}

} // namespace

ChartData ChartData::raw(const std::vector<Source> &sources, const PlotGeometry &geometry)
{
    const auto from = static_cast<std::int64_t>(std::ceil(geometry.start));
    const auto to = static_cast<std::int64_t>(std::floor(geometry.end)) + 1;
    ChartData data;
    for (std::int64_t second = from; second < to; ++second)
        data.seconds.push_back(static_cast<double>(second));
    for (const Source &source : sources)
        data.columns.push_back({source.name, source.series->values(from, to)});
    return data;
}

ChartData ChartData::shown(const std::vector<Source> &sources, const PlotGeometry &geometry)
{
    ChartData data;
    for (int x = 0; x < geometry.plot.width(); ++x)
        data.seconds.push_back(geometry.start + x * geometry.secondsPerPixel());
    for (const Source &source : sources) {
        Column lowest{source.name + u" min"_s, {}};
        Column middle{source.name + u" median"_s, {}};
        Column highest{source.name + u" max"_s, {}};
        for (const Series::Column &column :
             source.series->columns(geometry.start, geometry.end, geometry.plot.width())) {
            const bool isKnown = column.count > 0;
            lowest.values.push_back(isKnown ? column.lowest : unknown);
            middle.values.push_back(isKnown ? column.middle : unknown);
            highest.values.push_back(isKnown ? column.highest : unknown);
        }
        data.columns.insert(data.columns.end(), {lowest, middle, highest});
    }
    return data;
}

QByteArray ChartData::toCsv() const
{
    QString text = u"time"_s;
    for (const Column &column : columns)
        text += u',' + csvField(unit.isEmpty() ? column.name : column.name + u" ("_s + unit + u')');
    text += u"\r\n"_s;
    for (std::size_t row = 0; row < seconds.size(); ++row) {
        text += isoTime(seconds[row]);
        for (const Column &column : columns) {
            text += u',';
            if (!std::isnan(column.values[row]))
                text += number(column.values[row]);
        }
        text += u"\r\n"_s;
    }
    return text.toUtf8();
}

QByteArray ChartData::toJson() const
{
    QJsonArray names;
    for (const Column &column : columns)
        names.append(column.name);
    QJsonArray rows;
    for (std::size_t row = 0; row < seconds.size(); ++row) {
        QJsonArray values{isoTime(seconds[row])};
        for (const Column &column : columns) {
            const float value = column.values[row];
            values.append(std::isnan(value) ? QJsonValue(QJsonValue::Null)
                                            : QJsonValue(number(value).toDouble()));
        }
        rows.append(values);
    }
    return QJsonDocument(QJsonObject{{u"schema"_s, u"breakwater.chart/1"_s},
                                     {u"title"_s, title},
                                     {u"unit"_s, unit},
                                     {u"columns"_s, names},
                                     {u"rows"_s, rows}})
        .toJson(QJsonDocument::Compact);
}

} // namespace Breakwater::Ui
