// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/sourcehistory.h>

#include <QtCore/QLatin1StringView>

#include <optional>

namespace Breakwater {

// What the series of a history are called outside: by /api/history and by the metrics stream. The
// names are a compatibility promise.

//! `latency_p50`, `queued` …
QLatin1StringView toString(Metric metric);
//! `milliseconds`, `per_second` …
QLatin1StringView unitOf(Metric metric);
//! None when nothing is called so.
std::optional<Metric> metricNamed(QStringView name);

} // namespace Breakwater
