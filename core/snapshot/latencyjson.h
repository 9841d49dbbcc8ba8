// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/metricsjson.h>

namespace Breakwater {

//! The group `latency` of a metric set.
void writeLatency(JsonWriter &json, const SessionSnapshot &session, MetricsDetail detail);
//! One latency.
void writeSummary(JsonWriter &json, const LatencySummary &latency);

} // namespace Breakwater
