// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartvalues.h>

#include <ui/charts/reading.h>
#include <ui/charts/seriespainter.h>
#include <ui/charts/timeview.h>
#include <ui/format/words.h>

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>

namespace Breakwater::Ui {

using namespace Qt::StringLiterals;

namespace {

constexpr double enoughSamples = 20;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ChartValues)
};

QString signedValue(double value, Format::Unit unit)
{
    return (value < 0 ? u"−"_s : u"+"_s) + Format::value(std::abs(value), unit);
}

} // namespace

ChartValues::ChartValues(const ChartSpec &spec, const SourceHistory &history,
                         const PlotGeometry &geometry, Duration period)
    : m_spec(spec), m_history(history), m_geometry(geometry), m_period(period)
{ }

std::vector<ChartSpec::Line> ChartValues::lines() const
{
    std::vector<ChartSpec::Line> lines;
    for (const ChartSpec::Line &line : m_spec.lines)
        if (!line.isOptional || line.source.in(m_history).isKnown())
            lines.push_back(line);
    return lines;
}

std::vector<ChartHeader::Entry> ChartValues::entries(const ValueOf &valueOf,
                                                     std::optional<double> availability) const
{
    bool isDim = false;
    if (m_spec.sampleCount) {
        const auto samples = valueOf(m_spec.sampleCount->in(m_history));
        isDim = samples && *samples < enoughSamples;
    }
    std::vector<ChartHeader::Entry> entries;
    for (const ChartSpec::Line &line : lines())
        entries.push_back({line.name,
                           Format::value(valueOf(line.source.in(m_history)), m_spec.unit),
                           line.role, isDim});
    if (m_spec.hasTimeline)
        entries.push_back(
            {Words::tr("available"), Format::percent(availability), Role::DimText, false});
    return entries;
}

std::vector<ChartHeader::Entry> ChartValues::entriesAt(double second) const
{
    return entries(
        [&](const Series &series) { return readingAt(series, m_geometry, second).value; },
        shownAvailability());
}

std::vector<ChartHeader::Entry> ChartValues::newestEntries(double end) const
{
    const auto within = static_cast<std::int64_t>(std::ceil(2 * toSeconds(m_period))) + 1;
    return entries(
        [&](const Series &series) -> std::optional<double> {
            const auto last = static_cast<std::int64_t>(std::floor(end));
            if (const auto value = series.lastBefore(last, within))
                return double{*value};
            return std::nullopt;
        },
        shownAvailability());
}

std::vector<ChartHeader::Entry> ChartValues::unknownEntries() const
{
    return entries([](const Series &) { return std::optional<double>(); }, std::nullopt);
}

std::optional<double> ChartValues::shownAvailability() const
{
    return m_spec.hasTimeline ? m_history.availability(m_geometry.start, m_geometry.end)
                              : std::nullopt;
}

QString ChartValues::boxTitle(double second) const
{
    const QString time = Format::dayAndTime(Format::wallTime(second));
    const std::vector<StateSpan> spans = m_history.states(second, second);
    if (spans.empty() || spans.back().state == BreakerState::Closed)
        return time;
    return time + u" · "_s + Format::breakerState(spans.back().state);
}

std::vector<CrossOverlay::Row> ChartValues::rowsAt(double second) const
{
    std::vector<CrossOverlay::Row> rows;
    for (const ChartSpec::Line &line : lines()) {
        const Reading reading = readingAt(line.source.in(m_history), m_geometry, second);
        const auto y
            = reading.value ? std::optional(m_geometry.y(*reading.value) - 0.5) : std::nullopt;
        rows.push_back({line.role, line.name, Format::value(reading.value, m_spec.unit),
                        extremeInWords(reading, m_spec.unit), y});
    }
    if (m_spec.sampleCount) {
        const Reading count = readingAt(m_spec.sampleCount->in(m_history), m_geometry, second);
        rows.push_back({Role::DimText, Words::tr("samples"),
                        Format::value(count.value, Format::Unit::Count),
                        count.value && *count.value < enoughSamples ? Words::tr("few") : QString(),
                        std::nullopt});
    }
    return rows;
}

QString ChartValues::difference(double a, double b) const
{
    const double apart = b - a;
    QString text = u"Δ "_s + (apart < 0 ? u"−"_s : QString())
        + Format::value(std::round(std::abs(apart) * 10) / 10, Format::Unit::Seconds);
    for (const ChartSpec::Line &line : lines()) {
        const Series &series = line.source.in(m_history);
        const auto from = readingAt(series, m_geometry, a).value;
        const auto to = readingAt(series, m_geometry, b).value;
        text += u" · "_s + line.name + u' '
            + (from && to ? signedValue(*to - *from, m_spec.unit) : Format::unknown());
    }
    return text;
}

CrossOverlay::Content ChartValues::crossContent(const TimeView &view, bool isHovered) const
{
    const auto pixel = [&](std::optional<double> second) -> std::optional<int> {
        if (!second || *second < m_geometry.start || *second > m_geometry.end)
            return std::nullopt;
        return static_cast<int>(std::floor(m_geometry.x(*second)));
    };
    CrossOverlay::Content content;
    content.plot = m_geometry.plot;
    content.markerA = pixel(view.markerA());
    content.markerB = pixel(view.markerB());
    if (view.crossMode() != TimeView::CrossMode::Off)
        content.cross = pixel(view.cross());
    if (content.cross) {
        content.rows = rowsAt(*view.cross());
        if (isHovered || view.crossMode() == TimeView::CrossMode::All)
            content.boxTitle = boxTitle(*view.cross());
    }
    if (view.markerA() && view.markerB())
        content.difference = difference(*view.markerA(), *view.markerB());
    return content;
}

PlotScene ChartValues::scene(double now) const
{
    PlotScene scene;
    scene.geometry = m_geometry;
    scene.unit = m_spec.unit;
    for (const ChartSpec::Line &line : lines())
        scene.lines.push_back({&line.source.in(m_history), line.role});
    scene.states = m_history.states(m_geometry.start, std::min(now, m_geometry.end));
    const bool isAwaited = m_spec.isAwaited && !m_history.lastUpdate()
        && std::all_of(m_spec.lines.begin(), m_spec.lines.end(),
                       [](const ChartSpec::Line &line) { return line.source.isMetric(); });
    scene.emptyText = isAwaited ? Words::tr("Waiting for the first data") : m_spec.emptyText;
    scene.hasTimeline = m_spec.hasTimeline;
    return scene;
}

std::optional<double> ChartValues::highest() const
{
    std::optional<double> highest;
    for (const ChartSpec::Line &line : lines()) {
        const auto shown = highestShown(line.source.in(m_history), m_geometry);
        if (shown && *shown >= highest.value_or(*shown))
            highest = shown;
    }
    return highest;
}

QString summaryOf(const QString &title, const std::vector<ChartHeader::Entry> &entries)
{
    QStringList parts;
    for (const ChartHeader::Entry &entry : entries)
        parts << entry.name + u' ' + entry.value;
    return title + u": "_s + parts.join(u", "_s);
}

} // namespace Breakwater::Ui
