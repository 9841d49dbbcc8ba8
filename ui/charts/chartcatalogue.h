// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/chartspec.h>
#include <ui/charts/plotscene.h>

#include <core/snapshot/snapshot.h>

namespace Breakwater::Ui {

class SnapshotFeed;

//! The six charts of the overview, in their order.
enum class OverviewChart { Latency, Throughput, Failures, Queue, Retries, Backoff };
inline constexpr int overviewChartCount = static_cast<int>(OverviewChart::Backoff) + 1;

ChartSpec specOf(OverviewChart chart);
//! Lines of meaning, from the live configuration of the session shown; `sloP99` only when set.
std::vector<Threshold> thresholdsOf(OverviewChart chart, const SessionSnapshot &session,
                                    std::optional<Duration> sloP99);
//! Whether anything of it can be known of who tells so little; see SessionSnapshot::isPartial.
bool isTold(OverviewChart chart, const SessionSnapshot &session);
//! What the latency chart's percentiles measure, in a few words.
QString latencyQualifier(LatencyKind kind);
//! How often what the feed shows is renewed; a polled remote is heard of no more often than it is
//! asked. Zero: not known.
Duration periodOf(Tier tier, const SnapshotFeed &feed);

} // namespace Breakwater::Ui
