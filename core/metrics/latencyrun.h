// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/metricset.h>

#include <cstdint>

namespace Breakwater {

//! Records equal values that follow each other at once: messages that were accepted, written or
//! confirmed together took equally long. The last ones are recorded when it ends. Pure.
class LatencyRun final
{
public:
    //! Into that histogram of `metrics`; nowhere unless `enabled`.
    LatencyRun(MetricSet &metrics, LazyHistogram LatencyHistograms::*which, bool enabled)
        : m_metrics(metrics), m_which(which), m_enabled(enabled)
    { }
    ~LatencyRun() { finish(); }
    LatencyRun(const LatencyRun &) = delete;
    LatencyRun &operator=(const LatencyRun &) = delete;

    void add(Duration value)
    {
        if (value != m_value) {
            finish();
            m_value = value;
        }
        ++m_times;
    }

private:
    void finish()
    {
        if (m_times == 0)
            return;
        if (m_enabled)
            (m_metrics.thisPeriod.*m_which).record(m_value, m_times);
        m_times = 0;
    }

    MetricSet &m_metrics;
    LazyHistogram LatencyHistograms::*const m_which;
    const bool m_enabled;
    Duration m_value{};
    std::uint32_t m_times = 0;
};

} // namespace Breakwater
