// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/metricsjson.h>

namespace Breakwater {

//! The group `circuit_breaker` of a metric set.
void writeBreaker(JsonWriter &json, const BreakerSnapshot &breaker, MetricsDetail detail);

} // namespace Breakwater
