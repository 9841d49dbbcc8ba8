// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/states.h>

#include <deque>
#include <optional>
#include <vector>

namespace Breakwater {

//! A span of one breaker state. `to` none: still so.
struct StateSpan
{
    std::optional<BreakerState> state; //!< none: not known (no data)
    double from = 0;                   //!< seconds since the epoch
    std::optional<double> to;
};

//! Which state when, without overlaps. Bounded: the oldest spans leave first.
class StateTimeline final
{
public:
    static constexpr int maxSpans = 10'000;

    //! From `at` on it is `state`. An earlier time than the newest span's start ends that span
    //! where it began: when the clock was set back, what lay after the new time is forgotten.
    void change(double at, std::optional<BreakerState> state);
    //! Of the newest span; none when unknown or empty.
    std::optional<BreakerState> current() const;
    //! Spans that touch [from, to], oldest first.
    std::vector<StateSpan> between(double from, double to) const;
    //! Start of the newest span.
    std::optional<double> lastChange() const;
    std::size_t size() const { return m_spans.size(); }

private:
    std::deque<StateSpan> m_spans;
};

} // namespace Breakwater
