// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/servicecatalogue.h>

#include <core/base/text.h>
#include <ui/models/servicefeed.h>
#include <ui/models/servicestate.h>

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ServiceCatalogue)
};

constexpr std::array lineRoles{Role::SeriesA, Role::SeriesB, Role::SeriesC, Role::SeriesD,
                               Role::SeriesE};

ChartSpec::Line lineOf(const QString &name, const ServiceFeed &feed, const QString &service,
                       ServiceMetric metric, Role role)
{
    return {name, LineSource([&feed, service, metric] { return &feed.series(service, metric); }),
            role};
}

bool tellsOnlyMeans(const ServiceFeed &feed, const QString &service)
{
    return !feed.series(service, ServiceMetric::ResponseP50).isKnown()
        && feed.series(service, ServiceMetric::ResponseMean).isKnown();
}

ServiceMetric metricOf(ServiceChart chart)
{
    switch (chart) {
    case ServiceChart::Events: return ServiceMetric::EventRate;
    case ServiceChart::Responses: return ServiceMetric::ResponseP95;
    case ServiceChart::Throughput: return ServiceMetric::ByteRate;
    case ServiceChart::Errors: return ServiceMetric::ErrorRate;
    }
    return {};
}

std::vector<ChartSpec::Line> responsesOf(const ServiceFeed &feed, const QString &service)
{
    if (tellsOnlyMeans(feed, service))
        return {
            lineOf(Words::tr("mean"), feed, service, ServiceMetric::ResponseMean, Role::SeriesD)};
    return {lineOf(Words::tr("p50"), feed, service, ServiceMetric::ResponseP50, Role::SeriesA),
            lineOf(Words::tr("p95"), feed, service, ServiceMetric::ResponseP95, Role::SeriesB)};
}

std::vector<ChartSpec::Line> linesOfOne(ServiceChart chart, const ServiceFeed &feed)
{
    const QString service = feed.selected();
    const auto one = [&](const QString &name, Role role) {
        return std::vector<ChartSpec::Line>{lineOf(name, feed, service, metricOf(chart), role)};
    };
    switch (chart) {
    case ServiceChart::Events: return one(Words::tr("events"), Role::SeriesB);
    case ServiceChart::Responses: return responsesOf(feed, service);
    case ServiceChart::Throughput: return one(Words::tr("data"), Role::SeriesA);
    case ServiceChart::Errors: return one(Words::tr("errors"), Role::Failing);
    }
    return {};
}

constexpr Role noRole = Role::Unknown;

std::optional<Role> keptRole(const std::vector<ServiceLine> &before, const QString &name)
{
    const auto found = std::find_if(before.begin(), before.end(),
                                    [&](const ServiceLine &line) { return line.name == name; });
    return found == before.end() ? std::nullopt : std::optional(found->role);
}

QStringList topNames(const ServiceFeed &feed)
{
    const ServiceBoard *const board = feed.board();
    if (!board)
        return {};
    struct Candidate
    {
        bool isWell = true;
        std::uint64_t events = 0;
        QString name;
    };
    std::vector<Candidate> candidates;
    for (const ServiceCard &card : board->services) {
        const double errors = feed.recentErrors(card.name).value_or(0);
        candidates.push_back(
            {errors < ServiceState::failingFrom, card.events.value_or(0), card.name});
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate &a, const Candidate &b) {
                         return a.isWell != b.isWell ? !a.isWell : a.events > b.events;
                     });
    QStringList names;
    for (std::size_t i = 0; i < std::min(candidates.size(), lineRoles.size()); ++i)
        names += candidates[i].name;
    names.sort();
    return names;
}

} // namespace

ChartSpec specOf(ServiceChart chart)
{
    ChartSpec spec;
    spec.tier = Tier::Performance;
    spec.emptyText = Words::tr("Nothing is known of this time");
    switch (chart) {
    case ServiceChart::Events:
        spec.title = Words::tr("Events");
        spec.explanation = Words::tr("Events per second, of each service.");
        spec.unit = Format::Unit::PerSecond;
        spec.smallestTop = 5;
        break;
    case ServiceChart::Responses:
        spec.title = Words::tr("Response times");
        spec.explanation
            = Words::tr("Of the events of one period each; grey when fewer than 20 samples stand "
                        "behind them. Where a server tells only a mean, the mean is shown.");
        spec.unit = Format::Unit::Milliseconds;
        spec.emptyText = Words::tr("No response times in this time");
        spec.mayBeLogarithmic = true;
        break;
    case ServiceChart::Throughput:
        spec.title = Words::tr("Throughput");
        spec.explanation = Words::tr("Bytes per second that the events tell of.");
        spec.unit = Format::Unit::BytesPerSecond;
        spec.smallestTop = 1000;
        break;
    case ServiceChart::Errors:
        spec.title = Words::tr("Error rate");
        spec.explanation = Words::tr("Share of the events that were errors. Without events there "
                                     "is no share, and the line has a gap.");
        spec.unit = Format::Unit::Share;
        spec.smallestTop = 0.05;
        spec.largestTop = 1;
        spec.emptyText = Words::tr("No events in this time");
        break;
    }
    return spec;
}

std::vector<Threshold> thresholdsOf(ServiceChart chart)
{
    if (chart != ServiceChart::Errors)
        return {};
    return {{ServiceState::failingFrom,
             Words::tr("failing from %1")
                 .arg(Format::value(ServiceState::failingFrom * 100, Format::Unit::Count)
                      + Format::thinSpace + u'%'),
             Role::Failing}};
}

std::vector<ServiceLine> topServices(const ServiceFeed &feed,
                                     const std::vector<ServiceLine> &before)
{
    std::vector<ServiceLine> top;
    for (const QString &name : topNames(feed))
        top.push_back({name, keptRole(before, name).value_or(noRole)});
    for (const Role role : lineRoles) {
        const auto has = [role](const ServiceLine &line) { return line.role == role; };
        const auto next = std::find_if(top.begin(), top.end(),
                                       [](const ServiceLine &line) { return line.role == noRole; });
        if (next != top.end() && std::none_of(top.begin(), top.end(), has))
            next->role = role;
    }
    return top;
}

std::vector<ChartSpec::Line> linesOf(ServiceChart chart, const ServiceFeed &feed,
                                     const std::vector<ServiceLine> &top)
{
    if (!feed.selected().isEmpty())
        return linesOfOne(chart, feed);
    std::vector<ChartSpec::Line> lines;
    for (const ServiceLine &service : top) {
        const bool isMean = chart == ServiceChart::Responses && tellsOnlyMeans(feed, service.name);
        const QString name = sanitised(service.name, 40);
        lines.push_back(lineOf(isMean ? Words::tr("%1 (mean)").arg(name) : name, feed, service.name,
                               isMean ? ServiceMetric::ResponseMean : metricOf(chart),
                               service.role));
    }
    return lines;
}

std::optional<LineSource> samplesOf(ServiceChart chart, const ServiceFeed &feed)
{
    const QString service = feed.selected();
    if (chart != ServiceChart::Responses || service.isEmpty() || tellsOnlyMeans(feed, service))
        return std::nullopt;
    return LineSource(
        [&feed, service] { return &feed.series(service, ServiceMetric::ResponseCount); });
}

QString qualifierOf(ServiceChart chart, const ServiceFeed &feed)
{
    if (chart != ServiceChart::Responses)
        return {};
    if (feed.selected().isEmpty())
        return Words::tr("p95");
    return tellsOnlyMeans(feed, feed.selected()) ? Words::tr("only a mean is known") : QString();
}

} // namespace Breakwater::Ui
