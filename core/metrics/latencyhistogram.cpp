// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/latencyhistogram.h>

#include <core/metrics/quantilewalk.h>

#include <QtCore/QtGlobal>

#include <algorithm>
#include <bit>
#include <numeric>

namespace Breakwater {

namespace {

// Told by the parameters that they do not overlap, the compiler adds four buckets at a time.
void addCounts(std::uint32_t *__restrict to, const std::uint32_t *__restrict from, int count)
{
    for (int i = 0; i < count; ++i)
        to[i] += from[i];
}

} // namespace

static_assert(LatencyHistogram::bucketOf(LatencyHistogram::highest) + 1
              == LatencyHistogram::bucketCount);

void LatencyHistogram::recordRare(Duration value, std::uint32_t times)
{
    if (times == 0)
        return;
    value = std::max(value, Duration::zero());
    m_totals.record(value, times);
    while (times > mostWeight - m_weight) {
        halve();
        times = times / 2 + times % 2;
    }
    add(bucketOf(value), times);
    m_weight += times;
}

template <class Visit> void LatencyHistogram::forEachBlock(Visit visit) const
{
    for (std::uint32_t left = m_filled; left != 0; left &= left - 1) {
        const int first = std::countr_zero(left) << blockBits;
        visit(first, std::min(blockSize, bucketCount - first));
    }
}

void LatencyHistogram::clear()
{
    forEachBlock([this](int first, int count) { std::fill_n(m_counts.begin() + first, count, 0); });
    m_filled = 0;
    m_weight = 0;
    m_totals = {};
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
    other.forEachBlock([&](int first, int count) {
        addCounts(m_counts.data() + first, other.m_counts.data() + first, count);
    });
    m_filled |= other.m_filled;
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
        add(bucket.bucket, bucket.count);
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

//! One bucket after the other, past those blocks that hold nothing.
class LatencyHistogram::Walk final
{
public:
    explicit Walk(const LatencyHistogram &histogram)
        : m_counts(histogram.m_counts.data()), m_left(histogram.m_filled)
    { }

    SparseBuckets::Bucket operator()()
    {
        if (m_bucket == m_end)
            enterBlock();
        const int bucket = m_bucket++;
        return {bucket, m_counts[bucket]};
    }

    //! Passes whole blocks as long as they hold less than `count`; to how much they amount.
    std::uint64_t skipLessThan(std::uint64_t count)
    {
        std::uint64_t skipped = 0;
        while (m_bucket == m_end) {
            enterBlock();
            const auto inBlock = std::accumulate(m_counts + m_bucket, m_counts + m_end, 0U);
            if (skipped + inBlock >= count)
                break;
            skipped += inBlock;
            m_bucket = m_end;
        }
        return skipped;
    }

private:
    void enterBlock()
    {
        m_bucket = std::countr_zero(m_left) << blockBits;
        m_end = std::min(m_bucket + blockSize, bucketCount);
        m_left &= m_left - 1;
    }

    const std::uint32_t *m_counts;
    std::uint32_t m_left;
    int m_bucket = 0;
    int m_end = 0;
};

std::optional<Duration> LatencyHistogram::valueAt(double quantile) const
{
    if (isEmpty())
        return std::nullopt;
    return QuantileWalk(m_totals, m_weight, Walk(*this)).valueAt(quantile);
}

LatencySummary LatencyHistogram::summary() const
{
    return QuantileWalk(m_totals, m_weight, Walk(*this)).summary();
}

SparseBuckets LatencyHistogram::sparse() const
{
    std::ptrdiff_t filled = 0;
    forEachBlock([&](int first, int count) {
        const auto begin = m_counts.begin() + first;
        filled += count - std::count(begin, begin + count, 0U);
    });
    SparseBuckets result;
    result.m_buckets.reserve(static_cast<std::size_t>(filled));
    forEachBlock([&](int first, int count) {
        for (int i = first; i < first + count; ++i) {
            if (countIn(i) != 0)
                result.m_buckets.push_back({i, countIn(i)});
        }
    });
    result.m_weight = m_weight;
    result.m_totals = m_totals;
    return result;
}

} // namespace Breakwater
