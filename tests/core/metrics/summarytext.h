// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/latencysummary.h>

#include <QtCore/QStringList>

namespace Breakwater::Test {

//! Every value of a summary, to compare and to read.
inline QString textOf(const LatencySummary &summary)
{
    QStringList parts{QString::number(summary.count)};
    for (const auto &value : {summary.mean, summary.p50, summary.p90, summary.p95, summary.p99,
                              summary.p999, summary.max, summary.sum})
        parts += value ? QString::number(value->count()) : QStringLiteral("none");
    return parts.join(QLatin1Char(' '));
}

} // namespace Breakwater::Test
