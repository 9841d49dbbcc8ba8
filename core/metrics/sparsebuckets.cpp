// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/sparsebuckets.h>

#include <core/metrics/quantilewalk.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace Breakwater {

namespace {

constexpr std::uint32_t mostWeight = std::numeric_limits<std::uint32_t>::max();

auto placeOf(std::vector<SparseBuckets::Bucket> &buckets, int bucket)
{
    return std::lower_bound(
        buckets.begin(), buckets.end(), bucket,
        [](const SparseBuckets::Bucket &one, int wanted) { return one.bucket < wanted; });
}

} // namespace

void HistogramTotals::merge(const HistogramTotals &other)
{
    count += other.count;
    sum += other.sum;
    max = std::max(max, other.max);
}

Duration HistogramTotals::sumAsDuration() const
{
    constexpr auto most = static_cast<double>(Duration::max().count());
    return sum < most ? Duration(static_cast<Duration::rep>(sum)) : Duration::max();
}

void LatencySummary::setTotals(const HistogramTotals &totals)
{
    count = totals.count;
    mean = Duration(static_cast<Duration::rep>(totals.sum / static_cast<double>(totals.count)));
    max = totals.max;
    sum = totals.sumAsDuration();
}

std::optional<SparseBuckets> SparseBuckets::from(std::vector<Bucket> buckets,
                                                 const HistogramTotals &totals)
{
    int last = -1;
    std::uint64_t weight = 0; // at most bucketCount · 2³²
    for (const Bucket &bucket : buckets) {
        if (bucket.bucket <= last || bucket.bucket >= LatencyHistogram::bucketCount
            || bucket.count == 0)
            return std::nullopt;
        last = bucket.bucket;
        weight += bucket.count;
    }
    const bool isLegal = weight <= std::min<std::uint64_t>(mostWeight, totals.count)
        && (weight != 0 || totals.count == 0) && std::isfinite(totals.sum) && totals.sum >= 0
        && totals.max >= Duration::zero();
    if (!isLegal)
        return std::nullopt;
    SparseBuckets result;
    result.m_buckets = std::move(buckets);
    result.m_weight = static_cast<std::uint32_t>(weight);
    result.m_totals = totals;
    return result;
}

bool SparseBuckets::record(Duration value, std::uint32_t times)
{
    if (times > mostWeight - m_weight)
        return false;
    if (times == 0)
        return true;
    value = std::max(value, Duration::zero());
    m_totals.record(value, times);
    const int bucket = LatencyHistogram::bucketOf(value);
    const auto place = placeOf(m_buckets, bucket);
    if (place != m_buckets.end() && place->bucket == bucket)
        place->count += times;
    else
        m_buckets.insert(place, {bucket, times});
    m_weight += times;
    return true;
}

bool SparseBuckets::merge(const SparseBuckets &other)
{
    if (other.m_weight > mostWeight - m_weight)
        return false;
    std::vector<Bucket> merged;
    merged.reserve(m_buckets.size() + other.m_buckets.size());
    auto mine = m_buckets.cbegin();
    for (const Bucket &theirs : other.m_buckets) {
        while (mine != m_buckets.cend() && mine->bucket < theirs.bucket)
            merged.push_back(*mine++);
        merged.push_back(theirs);
        if (mine != m_buckets.cend() && mine->bucket == theirs.bucket)
            merged.back().count += (mine++)->count;
    }
    merged.insert(merged.end(), mine, m_buckets.cend());
    m_buckets = std::move(merged);
    m_weight += other.m_weight;
    m_totals.merge(other.m_totals);
    return true;
}

void SparseBuckets::clear()
{
    m_buckets.clear();
    m_weight = 0;
    m_totals = {};
}

LatencySummary SparseBuckets::summary() const
{
    auto next = [it = m_buckets.cbegin()]() mutable { return *it++; };
    return QuantileWalk(m_totals, m_weight, std::move(next)).summary();
}

std::int64_t SparseBuckets::bytes() const
{
    return static_cast<std::int64_t>(m_buckets.capacity() * sizeof(Bucket));
}

} // namespace Breakwater
