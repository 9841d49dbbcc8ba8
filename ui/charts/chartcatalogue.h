// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/chartspec.h>
#include <ui/charts/plotscene.h>

#include <core/snapshot/snapshot.h>

namespace Breakwater::Ui {

//! The six charts of the overview, in their order.
enum class OverviewChart { Latency, Throughput, Failures, Queue, Retries, Backoff };
inline constexpr int overviewChartCount = static_cast<int>(OverviewChart::Backoff) + 1;

ChartSpec specOf(OverviewChart chart);
//! Lines of meaning, from the live configuration of the session shown; `sloP99` only when set.
std::vector<Threshold> thresholdsOf(OverviewChart chart, const SessionSnapshot &session,
                                    std::optional<Duration> sloP99);
//! What the latency chart's percentiles measure, in a few words.
QString latencyQualifier(LatencyKind kind);
Duration periodOf(Tier tier, const Snapshot &frame);

} // namespace Breakwater::Ui
