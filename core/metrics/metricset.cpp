// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/metricset.h>

namespace Breakwater {

void LazyHistogram::record(Duration value, std::uint32_t times)
{
    if (!m_histogram)
        m_histogram = std::make_unique<LatencyHistogram>();
    m_histogram->record(value, times);
}

void LazyHistogram::merge(const LazyHistogram &other)
{
    if (other.isEmpty())
        return;
    if (!m_histogram)
        m_histogram = std::make_unique<LatencyHistogram>();
    m_histogram->merge(*other.m_histogram);
}

void LazyHistogram::clear()
{
    if (isEmpty())
        m_histogram.reset();
    else
        m_histogram->clear();
}

LatencySummary LazyHistogram::summary() const
{
    return m_histogram ? m_histogram->summary() : LatencySummary{};
}

void LatencyHistograms::merge(const LatencyHistograms &other)
{
    queue.merge(other.queue);
    confirm.merge(other.confirm);
    total.merge(other.total);
    rtt.merge(other.rtt);
}

void LatencyHistograms::clear()
{
    queue.clear();
    confirm.clear();
    total.clear();
    rtt.clear();
}

} // namespace Breakwater
