// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <ui/charts/chartcatalogue.h>

#include <ui/models/snapshotfeed.h>

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace Breakwater::Ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Breakwater::Ui::ChartCatalogue)
};

ChartSpec latencySpec()
{
    return {.title = Words::tr("Latency"),
            .explanation = Words::tr(
                "From acceptance to confirmation of each message, so that a stall is not hidden. "
                "Where nothing is confirmed: the round trip of heartbeats. Percentiles of one "
                "period each; grey when fewer than 20 samples stand behind them."),
            .unit = Format::Unit::Milliseconds,
            .lines = {{Words::tr("p50"), Metric::LatencyP50, Role::SeriesA},
                      {Words::tr("p95"), Metric::LatencyP95, Role::SeriesB},
                      {Words::tr("p99"), Metric::LatencyP99, Role::SeriesC}},
            .sampleCount = Metric::LatencyCount,
            .tier = Tier::Performance,
            .smallestTop = 1,
            .largestTop = {},
            .emptyText = Words::tr("Nothing was confirmed in this time"),
            .mayBeLogarithmic = true};
}

ChartSpec throughputSpec()
{
    return {.title = Words::tr("Throughput"),
            .explanation = Words::tr("Messages per second."),
            .unit = Format::Unit::PerSecond,
            .lines = {{Words::tr("in"), Metric::RateIn, Role::SeriesB},
                      {Words::tr("out"), Metric::RateOut, Role::SeriesA}},
            .sampleCount = {},
            .tier = Tier::Realtime,
            .smallestTop = 5,
            .largestTop = {},
            .emptyText = Words::tr("Nothing is known of this time")};
}

ChartSpec failureSpec()
{
    return {.title = Words::tr("Failure rate"),
            .explanation = Words::tr("Share of the breaker's calls that failed. Without calls "
                                     "there is no rate, and the line has a gap."),
            .unit = Format::Unit::Share,
            .lines = {{Words::tr("slow"), Metric::SlowRate, Role::SeriesD, true},
                      {Words::tr("failed"), Metric::FailureRate, Role::Failing}},
            .sampleCount = {},
            .tier = Tier::Performance,
            .smallestTop = 0.05,
            .largestTop = 1,
            .emptyText = Words::tr("No calls in this time")};
}

ChartSpec queueSpec()
{
    return {.title = Words::tr("Queue depth"),
            .explanation = Words::tr("Messages that wait to be written, and messages written but "
                                     "not yet confirmed."),
            .unit = Format::Unit::Count,
            .lines = {{Words::tr("unconfirmed"), Metric::Unconfirmed, Role::SeriesA},
                      {Words::tr("queued"), Metric::Queued, Role::SeriesB}},
            .sampleCount = {},
            .tier = Tier::Realtime,
            .smallestTop = 5,
            .largestTop = {},
            .emptyText = Words::tr("Nothing is known of this time")};
}

ChartSpec retrySpec()
{
    return {.title = Words::tr("Retries"),
            .explanation = Words::tr("Messages sent again, per second."),
            .unit = Format::Unit::PerSecond,
            .lines = {{Words::tr("retries"), Metric::RetryRate, Role::SeriesD}},
            .sampleCount = {},
            .tier = Tier::Performance,
            .smallestTop = 5,
            .largestTop = {},
            .emptyText = Words::tr("Nothing is known of this time")};
}

ChartSpec backoffSpec()
{
    return {.title = Words::tr("Back-off"),
            .explanation = Words::tr("The wait before the next attempt to connect; below it the "
                                     "breaker's states, and the share of the visible time in which "
                                     "the link was up and the breaker not open."),
            .unit = Format::Unit::Seconds,
            .lines = {{Words::tr("delay"), Metric::BackoffDelay, Role::SeriesC}},
            .sampleCount = {},
            .tier = Tier::Aggregate,
            .smallestTop = 1,
            .largestTop = {},
            .emptyText = Words::tr("Nothing is known of this time"),
            .hasTimeline = true};
}

Duration ofTier(Tier tier, const Snapshot::Periods &periods)
{
    switch (tier) {
    case Tier::Realtime: return periods.realtime;
    case Tier::Performance: return periods.performance;
    case Tier::Aggregate: return periods.aggregate;
    }
    return {};
}

} // namespace

ChartSpec specOf(OverviewChart chart)
{
    switch (chart) {
    case OverviewChart::Latency: return latencySpec();
    case OverviewChart::Throughput: return throughputSpec();
    case OverviewChart::Failures: return failureSpec();
    case OverviewChart::Queue: return queueSpec();
    case OverviewChart::Retries: return retrySpec();
    case OverviewChart::Backoff: return backoffSpec();
    }
    return {};
}

std::vector<Threshold> thresholdsOf(OverviewChart chart, const SessionSnapshot &session,
                                    std::optional<Duration> sloP99)
{
    if (chart == OverviewChart::Latency && sloP99)
        return {{toMilliseconds(*sloP99), Words::tr("SLO p99 %1").arg(Format::duration(sloP99))}};
    const double opensAt = session.breaker.failureRateThreshold;
    if (chart == OverviewChart::Failures && session.breaker.enabled && opensAt > 0)
        return {
            {opensAt,
             Words::tr("opens at %1")
                 .arg(Format::value(opensAt * 100, Format::Unit::Count) + Format::thinSpace + u'%'),
             Role::Failing}};
    // A health page does not tell where high water begins.
    if (chart == OverviewChart::Queue && session.queue.maxMessages > 0 && !session.isPartial) {
        const double share = session.queue.highWater;
        return {
            {share * static_cast<double>(session.queue.maxMessages),
             Words::tr("%1 of %2")
                 .arg(Format::value(share * 100, Format::Unit::Count) + Format::thinSpace + u'%',
                      Format::integer(session.queue.maxMessages))}};
    }
    return {};
}

bool isTold(OverviewChart chart, const SessionSnapshot &session)
{
    return !session.isPartial || chart == OverviewChart::Throughput
        || chart == OverviewChart::Queue;
}

QString latencyQualifier(LatencyKind kind)
{
    switch (kind) {
    case LatencyKind::Unknown: return {};
    case LatencyKind::Total: return Words::tr("to confirmation");
    case LatencyKind::RoundTrip: return Words::tr("round trip");
    }
    return {};
}

Duration periodOf(Tier tier, const SnapshotFeed &feed)
{
    const Snapshot *frame = feed.shownFrame();
    const WatchedSource *source = feed.watched();
    const Duration told = frame ? ofTier(tier, frame->periods) : Duration::zero();
    return source && source->kind == WatchKind::Poll ? std::max(told, source->period) : told;
}

} // namespace Breakwater::Ui
