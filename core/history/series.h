// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace Breakwater {

//! One value over time: a ring of one float per second with a min/max pyramid (factor 8) above it.
//! Constant size; NaN is "not known". Single-threaded; lives where its reader lives.
class Series final
{
public:
    //! One pixel column: what was seen in its span. `count` 0: nothing known there.
    struct Column
    {
        float lowest = 0;
        float highest = 0;
        float last = 0; //!< the newest known value in the span
        std::uint32_t count = 0;
    };

    static constexpr int defaultCapacity = 86'400;
    explicit Series(int capacitySeconds = defaultCapacity);

    //! Seconds since the epoch of wall time. Seconds skipped are NaN (a gap); a second in the past
    //! of the newest is ignored, the same second replaces, a jump back of the clock starts over at
    //! the new time.
    void append(std::int64_t second, float value);
    //! `columns` columns over [from, to) seconds, each made from the level that fits: O(columns),
    //! whatever the span.
    std::vector<Column> columns(double from, double to, int columns) const;
    //! Value at that second; none outside the ring and in gaps.
    std::optional<float> at(std::int64_t second) const;
    //! The newest known value at or before `second` and after `second - within`.
    std::optional<float> lastBefore(std::int64_t second, std::int64_t within) const;

    std::optional<std::int64_t> firstSecond() const;
    std::optional<std::int64_t> lastSecond() const;
    std::int64_t bytes() const;
    void clear();

private:
    struct Extent
    {
        float lowest;
        float highest;
    };

    const int m_capacity;
    std::vector<float> m_values;
    std::vector<std::vector<Extent>> m_levels;
    std::optional<std::int64_t> m_last;
    std::int64_t m_count = 0;
};

} // namespace Breakwater
