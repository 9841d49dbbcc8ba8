// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/history/sourcehistory.h>

#include <functional>

namespace Breakwater::Ui {

//! Where a chart's line comes from: a metric of the history that the chart shows, or any other
//! series that a function finds.
class LineSource final
{
public:
    //! Asked at each picture; null is a line without values.
    using Find = std::function<const Series *()>;

    // NOLINTNEXTLINE(google-explicit-constructor): a list of lines reads as a list of metrics
    LineSource(Metric metric) : m_metric(metric) { }
    explicit LineSource(Find find) : m_find(std::move(find)) { }

    const Series &in(const SourceHistory &history) const;
    bool isMetric() const { return !m_find; }

private:
    Metric m_metric{};
    Find m_find;
};

} // namespace Breakwater::Ui
