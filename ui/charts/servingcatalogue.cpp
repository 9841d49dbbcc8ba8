// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/servingcatalogue.h>

#include <QtCore/QCoreApplication>

namespace Breakwater::Ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ServingCatalogue)
};

ChartSpec connectionsSpec()
{
    return {.title = Words::tr("Clients"),
            .explanation = Words::tr("Clients that are here, and all that are known: also those "
                                     "that left and may return."),
            .unit = Format::Unit::Count,
            .lines = {{Words::tr("known"), Metric::ClientsKnown, Role::SeriesB},
                      {Words::tr("connected"), Metric::ClientsConnected, Role::SeriesA}},
            .sampleCount = {},
            .tier = Tier::Realtime,
            .smallestTop = 5,
            .largestTop = {},
            .emptyText = Words::tr("Nobody was served in this time")};
}

ChartSpec memorySpec()
{
    return {.title = Words::tr("Memory"),
            .explanation = Words::tr("Of the whole program, and the part of it that waiting "
                                     "messages take."),
            .unit = Format::Unit::Bytes,
            .lines = {{Words::tr("queues"), Metric::QueueBytes, Role::SeriesB},
                      {Words::tr("resident"), Metric::MemoryRss, Role::SeriesC}},
            .sampleCount = {},
            .tier = Tier::Aggregate,
            .smallestTop = 1e6,
            .largestTop = {},
            .emptyText = Words::tr("Nothing is known of this time")};
}

ChartSpec removedSpec()
{
    return {.title = Words::tr("Cleanup"),
            .explanation = Words::tr("Clients that left for good and were removed, in each "
                                     "aggregate period."),
            .unit = Format::Unit::Count,
            .lines = {{Words::tr("removed"), Metric::CleanupRemoved, Role::SeriesD}},
            .sampleCount = {},
            .tier = Tier::Aggregate,
            .smallestTop = 5,
            .largestTop = {},
            .emptyText = Words::tr("Nothing is known of this time")};
}

ChartSpec durationSpec()
{
    return {.title = Words::tr("Cleanup time"),
            .explanation = Words::tr("The longest cycle of each aggregate period. Where no cycle "
                                     "ran, the line has a gap."),
            .unit = Format::Unit::Milliseconds,
            .lines = {{Words::tr("longest"), Metric::CleanupDuration, Role::SeriesC}},
            .sampleCount = {},
            .tier = Tier::Aggregate,
            .smallestTop = 1,
            .largestTop = {},
            .emptyText = Words::tr("No cleanup ran in this time")};
}

ChartSpec breakersSpec()
{
    return {.title = Words::tr("Breaker changes"),
            .explanation = Words::tr("How often the breakers of all links and clients opened, "
                                     "half-opened and closed, in each aggregate period."),
            .unit = Format::Unit::Count,
            .lines = {{Words::tr("closed"), Metric::BreakerCloses, Role::Healthy},
                      {Words::tr("half-opened"), Metric::BreakerHalfOpens, Role::Recovering},
                      {Words::tr("opened"), Metric::BreakerOpens, Role::Failing}},
            .sampleCount = {},
            .tier = Tier::Aggregate,
            .smallestTop = 5,
            .largestTop = {},
            .emptyText = Words::tr("Nothing is known of this time")};
}

} // namespace

ChartSpec specOf(ServingChart chart)
{
    switch (chart) {
    case ServingChart::Connections: return connectionsSpec();
    case ServingChart::Memory: return memorySpec();
    case ServingChart::Removed: return removedSpec();
    case ServingChart::Duration: return durationSpec();
    case ServingChart::Breakers: return breakersSpec();
    }
    return {};
}

} // namespace Breakwater::Ui
