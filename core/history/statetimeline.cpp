// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/statetimeline.h>

#include <algorithm>

namespace Breakwater {

void StateTimeline::change(double at, std::optional<BreakerState> state)
{
    while (!m_spans.empty() && m_spans.back().from >= at)
        m_spans.pop_back();
    if (!m_spans.empty())
        m_spans.back().to.reset();
    if (!m_spans.empty() && m_spans.back().state == state)
        return;
    if (!m_spans.empty())
        m_spans.back().to = at;
    m_spans.push_back({state, at, std::nullopt});
    if (m_spans.size() > maxSpans)
        m_spans.pop_front();
}

std::optional<BreakerState> StateTimeline::current() const
{
    return m_spans.empty() ? std::nullopt : m_spans.back().state;
}

std::vector<StateSpan> StateTimeline::between(double from, double to) const
{
    const auto first
        = std::partition_point(m_spans.begin(), m_spans.end(), [from](const StateSpan &span) {
              return span.to && *span.to < from;
          });
    const auto last = std::partition_point(first, m_spans.end(),
                                           [to](const StateSpan &span) { return span.from <= to; });
    return {first, last};
}

std::optional<double> StateTimeline::lastChange() const
{
    return m_spans.empty() ? std::nullopt : std::optional(m_spans.back().from);
}

} // namespace Breakwater
