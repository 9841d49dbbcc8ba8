// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/history/series.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace Breakwater {

namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
constexpr int shiftPerLevel = 3; // factor 8
constexpr std::int64_t mostSamples = 15;

//! Blocks of level 0 are 8 seconds, of level 1 64 seconds, and so on.
constexpr int shiftOf(std::size_t level)
{
    return shiftPerLevel * (static_cast<int>(level) + 1);
}

} // namespace

void Series::Extent::add(const Extent &later)
{
    if (later.count == 0)
        return;
    lowest = std::min(lowest, later.lowest);
    highest = std::max(highest, later.highest);
    last = later.last;
    count += later.count;
}

void Series::Extent::add(float value)
{
    if (!std::isnan(value))
        add(Extent{value, value, value, 1});
}

Series::Series(int capacitySeconds) : m_capacity(std::max(1, capacitySeconds)) { }

void Series::append(std::int64_t second, float value)
{
    if (second < 0 || (m_last && second < *m_last && second >= *m_last - lateness))
        return;
    if (!isKnown() && std::isnan(value))
        return; // nothing known yet: nothing to keep
    if (m_last && second < *m_last)
        forgetAfter(second - 1);
    if (m_last && second - *m_last > m_capacity)
        clear();
    if (!isKnown())
        allocate();
    if (m_last == second) {
        slot(second) = value;
        rebuildBlocksOf(second);
        return;
    }
    for (std::int64_t gap = m_last.value_or(second - 1) + 1; gap < second; ++gap)
        put(gap, unknown);
    put(second, value);
}

void Series::hold(std::int64_t second, std::int64_t periodSeconds, float value)
{
    std::int64_t from = second - periodSeconds + 1;
    if (m_last && second - *m_last <= 2 * periodSeconds)
        from = *m_last + 1;
    else if (m_last)
        from = std::max(from, *m_last + 1);
    for (std::int64_t i = std::min(from, second); i <= second; ++i)
        append(i, value);
}

void Series::allocate()
{
    m_values.assign(static_cast<std::size_t>(m_capacity), unknown);
    m_levels.clear();
    // Two blocks more than fit: the newest and the oldest are partly outside the ring.
    for (std::size_t level = 0; (m_capacity >> shiftOf(level)) > 0; ++level)
        m_levels.emplace_back(static_cast<std::size_t>((m_capacity >> shiftOf(level)) + 2));
}

void Series::put(std::int64_t second, float value)
{
    slot(second) = value;
    for (std::size_t level = 0; level < m_levels.size(); ++level) {
        Extent &extent = block(level, second >> shiftOf(level));
        const bool isFirstOfBlock = (second & ((std::int64_t{1} << shiftOf(level)) - 1)) == 0;
        if (isFirstOfBlock || !m_last)
            extent = {};
        extent.add(value);
    }
    m_last = second;
    m_count = std::min<std::int64_t>(m_count + 1, m_capacity);
}

void Series::forgetAfter(std::int64_t second)
{
    if (second < first()) {
        clear();
        return;
    }
    m_count -= *m_last - second;
    m_last = second;
    rebuildBlocksOf(second);
}

void Series::rebuildBlocksOf(std::int64_t second)
{
    for (std::size_t level = 0; level < m_levels.size(); ++level) {
        const std::int64_t index = second >> shiftOf(level);
        const std::int64_t from = std::max(index << shiftOf(level), first());
        Extent rebuilt;
        if (level == 0) {
            for (std::int64_t i = from; i <= second; ++i)
                rebuilt.add(slot(i));
        } else {
            for (std::int64_t i = from >> shiftOf(level - 1); i <= second >> shiftOf(level - 1);
                 ++i)
                rebuilt.add(block(level - 1, i));
        }
        block(level, index) = rebuilt;
    }
}

//! How many levels have a whole block that begins at `from` and does not reach beyond `to`.
std::size_t Series::levelsAt(std::int64_t from, std::int64_t to, std::size_t most) const
{
    std::size_t levels = 0;
    while (levels < most && (from & ((std::int64_t{1} << shiftOf(levels)) - 1)) == 0
           && from + (std::int64_t{1} << shiftOf(levels)) <= to)
        ++levels;
    return levels;
}

// Takes the largest whole blocks that fit, so a column costs a handful of steps whatever its width.
Series::Extent Series::extentOf(std::int64_t from, std::int64_t to) const
{
    Extent extent;
    while (from < to) {
        const std::size_t levels = levelsAt(from, to, m_levels.size());
        if (levels == 0) {
            extent.add(slot(from));
            ++from;
        } else {
            extent.add(block(levels - 1, from >> shiftOf(levels - 1)));
            from += std::int64_t{1} << shiftOf(levels - 1);
        }
    }
    return extent;
}

// A block whose lowest is its highest need not be looked into.
void Series::addUp(std::int64_t from, std::int64_t to, std::size_t levels, Sum &sum) const
{
    while (from < to) {
        const std::size_t here = levelsAt(from, to, levels);
        Extent extent;
        if (here == 0)
            extent.add(slot(from));
        else
            extent = block(here - 1, from >> shiftOf(here - 1));
        const std::int64_t end = from + (here == 0 ? 1 : std::int64_t{1} << shiftOf(here - 1));
        if (extent.count > 0 && extent.lowest == extent.highest) {
            sum.value += static_cast<double>(extent.lowest) * extent.count;
            sum.count += extent.count;
        } else if (extent.count > 0) {
            addUp(from, end, here - 1, sum);
        }
        from = end;
    }
}

float Series::middleOf(std::int64_t from, std::int64_t to) const
{
    std::array<float, mostSamples> samples;
    const std::int64_t wanted = std::min(to - from, mostSamples);
    auto end = samples.begin();
    for (std::int64_t i = 0; i < wanted; ++i) {
        const float value = slot(from + (2 * i + 1) * (to - from) / (2 * wanted));
        if (!std::isnan(value))
            *end++ = value;
    }
    if (end == samples.begin())
        return unknown;
    const auto middle = samples.begin() + (end - samples.begin()) / 2;
    std::nth_element(samples.begin(), middle, end);
    return *middle;
}

std::vector<Series::Column> Series::columns(double from, double to, int columns) const
{
    std::vector<Column> result(static_cast<std::size_t>(std::max(0, columns)));
    if (!m_last || to <= from)
        return result;
    const double width = (to - from) / columns;
    const auto boundary = [&](std::size_t i) {
        const double at = std::ceil(from + static_cast<double>(i) * width);
        return static_cast<std::int64_t>(
            std::clamp(at, static_cast<double>(first()), static_cast<double>(*m_last + 1)));
    };
    std::int64_t start = boundary(0);
    for (std::size_t i = 0; i < result.size(); ++i) {
        const std::int64_t end = boundary(i + 1);
        const Extent extent = extentOf(start, end);
        if (extent.count > 0) {
            const float middle = middleOf(start, end);
            result[i] = {extent.lowest, extent.highest, extent.last,
                         std::isnan(middle) ? extent.last : middle, extent.count};
        }
        start = end;
    }
    return result;
}

std::vector<float> Series::values(std::int64_t from, std::int64_t to) const
{
    std::vector<float> result(static_cast<std::size_t>(std::max<std::int64_t>(0, to - from)),
                              unknown);
    if (!m_last)
        return result;
    for (std::int64_t i = std::max(from, first()); i < std::min(to, *m_last + 1); ++i)
        result[static_cast<std::size_t>(i - from)] = slot(i);
    return result;
}

std::optional<float> Series::at(std::int64_t second) const
{
    if (!m_last || second > *m_last || second < first() || std::isnan(slot(second)))
        return std::nullopt;
    return slot(second);
}

std::optional<float> Series::lastBefore(std::int64_t second, std::int64_t within) const
{
    if (!m_last)
        return std::nullopt;
    const std::int64_t from = std::max(second - within + 1, first());
    const std::int64_t to = std::min(second, *m_last) + 1;
    const Extent extent = extentOf(from, to);
    return extent.count > 0 ? std::optional(extent.last) : std::nullopt;
}

std::optional<double> Series::mean(std::int64_t from, std::int64_t to) const
{
    if (!m_last)
        return std::nullopt;
    Sum sum;
    addUp(std::max(from, first()), std::min(to, *m_last + 1), m_levels.size(), sum);
    return sum.count > 0 ? std::optional(sum.value / static_cast<double>(sum.count)) : std::nullopt;
}

std::optional<std::int64_t> Series::firstSecond() const
{
    return m_last ? std::optional(first()) : std::nullopt;
}

std::optional<std::int64_t> Series::lastSecond() const
{
    return m_last;
}

std::int64_t Series::bytes() const
{
    std::size_t bytes = m_values.capacity() * sizeof(float);
    for (const std::vector<Extent> &level : m_levels)
        bytes += level.capacity() * sizeof(Extent);
    return static_cast<std::int64_t>(bytes);
}

void Series::clear()
{
    m_values = {};
    m_levels = {};
    m_last.reset();
    m_count = 0;
}

Series::Extent &Series::block(std::size_t level, std::int64_t index)
{
    std::vector<Extent> &blocks = m_levels[level];
    return blocks[static_cast<std::size_t>(index) % blocks.size()];
}

const Series::Extent &Series::block(std::size_t level, std::int64_t index) const
{
    const std::vector<Extent> &blocks = m_levels[level];
    return blocks[static_cast<std::size_t>(index) % blocks.size()];
}

} // namespace Breakwater
