// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! What a histogram knows exactly, beside its buckets.
struct HistogramTotals
{
    std::uint64_t count = 0;
    double sum = 0; //!< nanoseconds; a Duration would overflow within hours on a busy engine
    Duration max{};

    //! At least once, and not less than zero.
    void record(Duration value, std::uint32_t times)
    {
        count += times;
        sum += static_cast<double>(value.count()) * times;
        if (value > max)
            max = value;
    }
    void merge(const HistogramTotals &other);
    //! Of all recordings; at most what a Duration can hold.
    Duration sumAsDuration() const;

    friend bool operator==(const HistogramTotals &, const HistogramTotals &) = default;
};

//! What people read of a histogram. Nothing recorded: count 0 and no values.
struct LatencySummary
{
    std::uint64_t count = 0;
    std::optional<Duration> mean;
    std::optional<Duration> p50;
    std::optional<Duration> p90;
    std::optional<Duration> p95;
    std::optional<Duration> p99;
    std::optional<Duration> p999;
    std::optional<Duration> max;
    std::optional<Duration>
        sum; //!< of all values; never goes back, as a rounded mean × count would

    //! Everything but the quantiles. `totals` must not be empty.
    void setTotals(const HistogramTotals &totals);
};

} // namespace Breakwater
