// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <app/cli/latency.h>

#include <app/cli/words.h>

#include <core/metrics/latencyhistogram.h>

namespace Breakwater::Cli {

QString latency(const std::optional<Duration> &value, int decimals)
{
    if (!value)
        return QStringLiteral("—");
    const double milliseconds = toMilliseconds(*value);
    if (milliseconds > 0 && LatencyHistogram::bucketOf(*value) == 0)
        return tr("≤ 1 µs");
    if (milliseconds > 0 && milliseconds < 0.1)
        return tr("%1 µs").arg(1000 * milliseconds, 0, 'f', 1);
    return tr("%1 ms").arg(milliseconds, 0, 'f', decimals);
}

} // namespace Breakwater::Cli
