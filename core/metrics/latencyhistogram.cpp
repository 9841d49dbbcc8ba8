// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/latencyhistogram.h>

#include <core/metrics/quantilewalk.h>

#include <QtCore/QtGlobal>

#include <algorithm>
#include <bit>
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

//! One bucket after the other.
auto bucketsOf(const LatencyHistogram &histogram)
{
    return [&histogram, bucket = -1]() mutable {
        ++bucket;
        return SparseBuckets::Bucket{bucket, histogram.countIn(bucket)};
    };
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
    m_totals.record(value, times);
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
    m_totals.merge(other.m_totals);
}

void LatencyHistogram::merge(const SparseBuckets &other)
{
    if (other.m_weight > mostWeight - m_weight) {
        LatencyHistogram dense;
        dense.merge(other);
        return merge(dense);
    }
    for (const SparseBuckets::Bucket &bucket : other.m_buckets)
        m_counts[static_cast<std::size_t>(bucket.bucket)] += bucket.count;
    m_weight += other.m_weight;
    m_totals.merge(other.m_totals);
}

void LatencyHistogram::halve()
{
    m_weight = 0;
    for (auto &count : m_counts) {
        count = count / 2 + count % 2; // up, so that a rare value does not vanish
        m_weight += count;
    }
}

std::optional<Duration> LatencyHistogram::valueAt(double quantile) const
{
    if (isEmpty())
        return std::nullopt;
    return QuantileWalk(m_totals, m_weight, bucketsOf(*this)).valueAt(quantile);
}

LatencySummary LatencyHistogram::summary() const
{
    return QuantileWalk(m_totals, m_weight, bucketsOf(*this)).summary();
}

SparseBuckets LatencyHistogram::sparse() const
{
    const auto filled = std::count_if(m_counts.begin(), m_counts.end(),
                                      [](std::uint32_t count) { return count != 0; });
    SparseBuckets result;
    result.m_buckets.reserve(static_cast<std::size_t>(filled));
    for (int i = 0; i < bucketCount; ++i) {
        if (countIn(i) != 0)
            result.m_buckets.push_back({i, countIn(i)});
    }
    result.m_weight = m_weight;
    result.m_totals = m_totals;
    return result;
}

} // namespace Breakwater
