// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/periodcounts.h>

#include <algorithm>
#include <utility>

namespace Breakwater {

namespace {

std::optional<std::uint64_t> grown(std::uint64_t before, std::uint64_t now)
{
    return now >= before ? std::optional(now - before) : std::nullopt;
}

} // namespace

PeriodCounts::Counts PeriodCounts::take(const Snapshot &frame)
{
    Counts counts;
    const BreakerCounters &now = frame.engine.breaker.counters;
    if (const auto before = std::exchange(m_breakers, now)) {
        counts.opens = grown(before->opens, now.opens);
        counts.halfOpens = grown(before->halfOpens, now.halfOpens);
        counts.closes = grown(before->closes, now.closes);
    }
    if (frame.serving.url.isEmpty())
        m_cycle.reset();
    else
        takeCycles(frame.serving, counts);
    return counts;
}

void PeriodCounts::takeCycles(const ServingSnapshot &serving, Counts &counts)
{
    const bool hasCycles = serving.cycles && !serving.cycles->empty();
    const std::uint64_t newest = hasCycles ? serving.cycles->back().sequence : 0;
    const auto before = std::exchange(m_cycle, newest);
    if (!before || newest < *before)
        return;
    counts.clientsRemoved = 0;
    if (!hasCycles)
        return;
    for (const CleanupCycle &cycle : *serving.cycles) {
        if (cycle.sequence <= *before)
            continue;
        *counts.clientsRemoved += cycle.clientsRemoved;
        counts.longestCleanup
            = std::max(counts.longestCleanup.value_or(cycle.duration), cycle.duration);
    }
}

} // namespace Breakwater
