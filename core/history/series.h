// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace Breakwater {

//! One value over time: a ring of one float per second with a min/max pyramid (factor 8) above it.
//! Constant size from the first known value on, nothing before; NaN is "not known".
//! Single-threaded; lives where its reader lives.
class Series final
{
public:
    //! One pixel column: what was seen in its span. `count` 0: nothing known there.
    struct Column
    {
        float lowest = 0;
        float highest = 0;
        float last = 0;   //!< the newest known value in the span
        float middle = 0; //!< median of up to 15 evenly spaced seconds of the span
        std::uint32_t count = 0;
    };

    static constexpr int defaultCapacity = 86'400;
    //! A second this little in the past is a frame that came late; further back, somebody set the
    //! clock.
    static constexpr std::int64_t lateness = 5;
    explicit Series(int capacitySeconds = defaultCapacity);

    //! Seconds since the epoch of wall time. Seconds skipped are NaN (a gap); a second slightly in
    //! the past of the newest is ignored, the same second replaces. When the clock was set back,
    //! what lay after the new time is forgotten and recording goes on from there.
    void append(std::int64_t second, float value);
    //! A value that stands for the period of so many seconds up to `second`: it fills the seconds
    //! since the last one, so that a 5 s sample is a step and not four gaps. After more than two
    //! silent periods it fills one period, and what lies before it stays a gap.
    void hold(std::int64_t second, std::int64_t periodSeconds, float value);
    //! `columns` columns over [from, to) seconds, exact to the second: O(columns), whatever the
    //! span. A column narrower than a second may hold none.
    std::vector<Column> columns(double from, double to, int columns) const;
    //! Second by second over [from, to); NaN in gaps and outside the ring.
    std::vector<float> values(std::int64_t from, std::int64_t to) const;
    //! Value at that second; none outside the ring and in gaps.
    std::optional<float> at(std::int64_t second) const;
    //! The newest known value at or before `second` and after `second - within`.
    std::optional<float> lastBefore(std::int64_t second, std::int64_t within) const;

    //! Of what is known over [from, to); none when nothing is. Quick where the values stay the
    //! same.
    std::optional<double> mean(std::int64_t from, std::int64_t to) const;

    std::optional<std::int64_t> firstSecond() const;
    std::optional<std::int64_t> lastSecond() const;
    //! False until the first known value.
    bool isKnown() const { return !m_values.empty(); }
    std::int64_t bytes() const;
    void clear();

private:
    //! What a block of 8, 64, 512 … seconds holds.
    struct Extent
    {
        float lowest = std::numeric_limits<float>::infinity();
        float highest = -std::numeric_limits<float>::infinity();
        float last = 0;
        std::uint32_t count = 0;

        void add(const Extent &later);
        void add(float value);
    };

    struct Sum
    {
        double value = 0;
        std::int64_t count = 0;
    };

    void allocate();
    void put(std::int64_t second, float value);
    void forgetAfter(std::int64_t second);
    void rebuildBlocksOf(std::int64_t second);
    std::size_t levelsAt(std::int64_t from, std::int64_t to, std::size_t most) const;
    Extent extentOf(std::int64_t from, std::int64_t to) const;
    void addUp(std::int64_t from, std::int64_t to, std::size_t levels, Sum &sum) const;
    float middleOf(std::int64_t from, std::int64_t to) const;
    std::int64_t first() const { return *m_last - m_count + 1; }
    float &slot(std::int64_t second) { return m_values[indexOf(second)]; }
    float slot(std::int64_t second) const { return m_values[indexOf(second)]; }
    std::size_t indexOf(std::int64_t second) const
    {
        return static_cast<std::size_t>(second % m_capacity);
    }
    Extent &block(std::size_t level, std::int64_t index);
    const Extent &block(std::size_t level, std::int64_t index) const;

    const int m_capacity;
    std::vector<float> m_values;
    std::vector<std::vector<Extent>> m_levels;
    std::optional<std::int64_t> m_last;
    std::int64_t m_count = 0;
};

} // namespace Breakwater
