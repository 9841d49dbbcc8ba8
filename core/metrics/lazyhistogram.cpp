// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/metrics/lazyhistogram.h>

namespace Breakwater {

LazyHistogram::Data &LazyHistogram::data()
{
    if (!m_data)
        m_data = std::make_unique<Data>();
    return *m_data;
}

void LazyHistogram::makeDense()
{
    Data &all = data();
    if (all.dense)
        return;
    all.dense = std::make_unique<Dense>();
    all.dense->values.merge(all.sparse);
    all.sparse = {};
}

void LazyHistogram::recordSparse(Duration value, std::uint32_t times)
{
    SparseBuckets &sparse = data().sparse;
    if (!sparse.record(value, times)) {
        makeDense();
        m_data->dense->values.record(value, times);
    } else if (sparse.buckets().size() > mostSparse) {
        makeDense();
    }
}

void LazyHistogram::merge(const LazyHistogram &other)
{
    if (other.isEmpty())
        return;
    if (!other.isDense())
        return merge(other.m_data->sparse);
    makeDense();
    m_data->dense->values.merge(other.m_data->dense->values);
}

void LazyHistogram::merge(const SparseBuckets &other)
{
    if (other.isEmpty())
        return;
    if (isDense() || !data().sparse.merge(other)) {
        makeDense();
        m_data->dense->values.merge(other);
    } else if (m_data->sparse.buckets().size() > mostSparse) {
        makeDense();
    }
}

void LazyHistogram::clear()
{
    if (isEmpty())
        m_data.reset();
    else if (!isDense())
        m_data->sparse.clear();
    else if (m_data->dense->values.count() <= mostSparse)
        m_data->dense.reset();
    else {
        m_data->dense->values.clear();
        m_data->dense->summary = {};
    }
}

const HistogramTotals &LazyHistogram::totals() const
{
    static constexpr HistogramTotals none;
    if (!m_data)
        return none;
    return m_data->dense ? m_data->dense->values.totals() : m_data->sparse.totals();
}

LatencySummary LazyHistogram::summary() const
{
    if (!m_data)
        return {};
    if (!m_data->dense)
        return m_data->sparse.summary();
    // Counts only rise, and clear() forgets it.
    Dense &dense = *m_data->dense;
    if (dense.summary.count != dense.values.count())
        dense.summary = dense.values.summary();
    return dense.summary;
}

LatencySummary LazyHistogram::summaryWith(const LazyHistogram &recent, Quantiles quantiles) const
{
    if (isEmpty())
        return recent.summary();
    if (isDense() && quantiles == Quantiles::LastKnown) {
        const LatencySummary &known = m_data->dense->summary;
        LatencySummary result = known.count > 0 ? known : summary();
        HistogramTotals both = totals();
        both.merge(recent.totals());
        result.setTotals(both);
        return result;
    }
    if (recent.isEmpty())
        return summary();
    LazyHistogram both;
    both.merge(*this);
    both.merge(recent);
    return both.summary();
}

SparseBuckets LazyHistogram::sparse() const
{
    if (!m_data)
        return {};
    return m_data->dense ? m_data->dense->values.sparse() : m_data->sparse;
}

std::int64_t LazyHistogram::bytes() const
{
    if (!m_data)
        return 0;
    constexpr auto own = static_cast<std::int64_t>(sizeof(Data));
    constexpr auto whole = static_cast<std::int64_t>(sizeof(Dense));
    return own + m_data->sparse.bytes() + (m_data->dense ? whole : 0);
}

bool LatencyHistograms::isEmpty() const
{
    return queue.isEmpty() && confirm.isEmpty() && total.isEmpty() && rtt.isEmpty();
}

void LatencyHistograms::merge(const LatencyHistograms &other)
{
    queue.merge(other.queue);
    confirm.merge(other.confirm);
    total.merge(other.total);
    rtt.merge(other.rtt);
}

void LatencyHistograms::clear()
{
    queue.clear();
    confirm.clear();
    total.clear();
    rtt.clear();
}

LatencyBuckets LatencyHistograms::sparse() const
{
    return {.queue = queue.sparse(),
            .confirm = confirm.sparse(),
            .total = total.sparse(),
            .rtt = rtt.sparse()};
}

std::int64_t LatencyHistograms::bytes() const
{
    return queue.bytes() + confirm.bytes() + total.bytes() + rtt.bytes();
}

} // namespace Breakwater
