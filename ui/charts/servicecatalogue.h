// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/chartspec.h>
#include <ui/charts/plotscene.h>

#include <core/history/servicehistory.h>

namespace Breakwater::Ui {

class ServiceFeed;

//! The four charts of the Services page, in their order.
enum class ServiceChart { Events, Responses, Throughput, Errors };
inline constexpr int serviceChartCount = static_cast<int>(ServiceChart::Errors) + 1;

//! Without lines: those follow what is shown.
ChartSpec specOf(ServiceChart chart);
std::vector<Threshold> thresholdsOf(ServiceChart chart);

//! A service with a colour of its own while all are shown together.
struct ServiceLine
{
    QString name;
    Role role = Role::SeriesA;

    friend bool operator==(const ServiceLine &, const ServiceLine &) = default;
};
//! Those that are worth a line when there are many: what fails, then the busiest; at most five. In
//! order of their names. Who was among them `before` keeps the colour.
std::vector<ServiceLine> topServices(const ServiceFeed &feed,
                                     const std::vector<ServiceLine> &before = {});

//! The selected service's lines, or one for each of `top`. The feed must outlive them.
std::vector<ChartSpec::Line> linesOf(ServiceChart chart, const ServiceFeed &feed,
                                     const std::vector<ServiceLine> &top);
//! Response times behind the percentiles of the selected service; none for all together.
std::optional<LineSource> samplesOf(ServiceChart chart, const ServiceFeed &feed);
//! What exactly the title means now: "p95", "mean: the server tells no percentiles".
QString qualifierOf(ServiceChart chart, const ServiceFeed &feed);

} // namespace Breakwater::Ui
