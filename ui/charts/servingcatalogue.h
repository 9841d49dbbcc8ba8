// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <ui/charts/chartspec.h>

namespace Breakwater::Ui {

//! The charts of a core that serves, in their order.
enum class ServingChart { Connections, Memory, Removed, Duration, Breakers };
inline constexpr int servingChartCount = static_cast<int>(ServingChart::Breakers) + 1;

ChartSpec specOf(ServingChart chart);

} // namespace Breakwater::Ui
