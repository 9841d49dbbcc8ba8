// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/latencyhistogram.h>

#include <QtCore/QtGlobal>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace Breakwater {

namespace {

constexpr int stepBits = 6; // 64 steps an octave: half a step is at most 1/128 of the value
constexpr std::uint32_t mostWeight = std::numeric_limits<std::uint32_t>::max();

// Octave and step in one number that rises with the value, without gaps.
constexpr int rawBucketOf(std::uint64_t nanoseconds)
{
    const int shift = std::bit_width(nanoseconds) - 1 - stepBits;
    return (shift << stepBits) + static_cast<int>(nanoseconds >> shift);
}

constexpr auto nanosecondsOf(Duration value)
{
    return static_cast<std::uint64_t>(value.count());
}

constexpr int firstRawBucket = rawBucketOf(nanosecondsOf(LatencyHistogram::lowest));
static_assert(rawBucketOf(nanosecondsOf(LatencyHistogram::highest)) - firstRawBucket + 1
              == LatencyHistogram::bucketCount);

// Told by the parameters that they do not overlap, the compiler adds four buckets at a time.
void addCounts(std::uint32_t *__restrict to, const std::uint32_t *__restrict from)
{
    for (int i = 0; i < LatencyHistogram::bucketCount; ++i)
        to[i] += from[i];
}

} // namespace

int LatencyHistogram::bucketOf(Duration value)
{
    return rawBucketOf(nanosecondsOf(std::clamp(value, lowest, highest))) - firstRawBucket;
}

Duration LatencyHistogram::middleOf(int bucket)
{
    const int raw = bucket + firstRawBucket;
    const int shift = (raw >> stepBits) - 1;
    const std::int64_t step = (raw & ((1 << stepBits) - 1)) + (1 << stepBits);
    return Duration((step << shift) + ((std::int64_t(1) << shift) - 1) / 2);
}

void LatencyHistogram::record(Duration value, std::uint32_t times)
{
    value = std::max(value, Duration::zero());
    m_count += times;
    m_sum += static_cast<double>(value.count()) * times;
    if (times != 0)
        m_max = std::max(m_max, value);

    while (times > mostWeight - m_weight) {
        halve();
        times = times / 2 + times % 2;
    }
    m_counts[static_cast<std::size_t>(bucketOf(value))] += times;
    m_weight += times;
}

void LatencyHistogram::merge(const LatencyHistogram &other)
{
    Q_ASSERT(&other != this);
    if (other.m_weight > mostWeight - m_weight) {
        LatencyHistogram half = other;
        half.halve();
        halve();
        // The exact totals are not halved, so these stay right.
        return merge(half);
    }
    addCounts(m_counts.data(), other.m_counts.data());
    m_weight += other.m_weight;
    m_count += other.m_count;
    m_sum += other.m_sum;
    m_max = std::max(m_max, other.m_max);
}

void LatencyHistogram::halve()
{
    m_weight = 0;
    for (auto &count : m_counts) {
        count = count / 2 + count % 2; // up, so that a rare value does not vanish
        m_weight += count;
    }
}

Duration LatencyHistogram::sum() const
{
    constexpr auto most = static_cast<double>(Duration::max().count());
    return m_sum < most ? Duration(static_cast<Duration::rep>(m_sum)) : Duration::max();
}

Duration LatencyHistogram::valueAt(double quantile, Cursor &cursor) const
{
    if (quantile >= 1)
        return m_max;
    // Less a hair: 0.07 · 100 is 7.000000000000001 in binary, and means the seventh.
    const double exact = std::ceil(std::max(quantile, 0.0) * m_weight - 1e-6);
    const auto rank = static_cast<std::uint64_t>(std::max(exact, 1.0));
    while (cursor.seen < rank)
        cursor.seen += countIn(++cursor.bucket);
    return std::min(middleOf(cursor.bucket), m_max);
}

std::optional<Duration> LatencyHistogram::valueAt(double quantile) const
{
    if (isEmpty())
        return std::nullopt;
    Cursor cursor;
    return valueAt(quantile, cursor);
}

LatencySummary LatencyHistogram::summary() const
{
    LatencySummary summary;
    if (isEmpty())
        return summary;
    Cursor cursor; // one walk for all: the quantiles rise
    summary.count = m_count;
    summary.mean = Duration(static_cast<Duration::rep>(m_sum / static_cast<double>(m_count)));
    summary.p50 = valueAt(0.50, cursor);
    summary.p90 = valueAt(0.90, cursor);
    summary.p95 = valueAt(0.95, cursor);
    summary.p99 = valueAt(0.99, cursor);
    summary.p999 = valueAt(0.999, cursor);
    summary.max = m_max;
    summary.sum = sum();
    return summary;
}

} // namespace Breakwater
