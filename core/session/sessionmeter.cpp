// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/sessionmeter.h>

namespace Breakwater {

SessionMeter::SessionMeter(MonotonicTime now) : m_periodStart(now) { }

SessionMeter::Totals SessionMeter::totals() const
{
    // Writings, not messages: a replay uses the wire, too.
    return {.sent = m_set.messages.sent + m_set.retry.attempts,
            .received = m_set.messages.received,
            .sentBytes = m_set.messages.sentBytes,
            .receivedBytes = m_set.messages.receivedBytes,
            .retries = m_set.retry.attempts,
            .calls = m_set.calls.successes + m_set.calls.failures,
            .failures = m_set.calls.failures};
}

RateSnapshot SessionMeter::ratesOf(const Totals &after, double seconds) const
{
    const auto rate = [seconds](std::uint64_t later, std::uint64_t earlier) {
        return static_cast<double>(later - earlier) / seconds;
    };
    RateSnapshot rates{.sent = rate(after.sent, m_before.sent),
                       .received = rate(after.received, m_before.received),
                       .sentBytes = rate(after.sentBytes, m_before.sentBytes),
                       .receivedBytes = rate(after.receivedBytes, m_before.receivedBytes),
                       .retries = rate(after.retries, m_before.retries),
                       .calls = rate(after.calls, m_before.calls),
                       .failures = rate(after.failures, m_before.failures),
                       .errorRate = {}};
    if (rates.calls > 0)
        rates.errorRate = rates.failures / rates.calls;
    return rates;
}

void SessionMeter::endPeriod(MonotonicTime now, LatencyHistograms &ended, PeriodDetail detail)
{
    const double seconds = toSeconds(now - m_periodStart);
    if (seconds <= 0)
        return;
    const Totals after = totals();
    if (after == m_before && m_set.thisPeriod.isEmpty())
        m_ended.reset();
    else if (!m_ended)
        m_ended = std::make_unique<Period>();
    if (m_ended) {
        m_ended->rates = ratesOf(after, seconds);
        m_ended->latencies = summaryOf(m_set.thisPeriod, detail);
    }
    ended.merge(m_set.thisPeriod);
    m_set.settled.merge(m_set.thisPeriod);
    m_set.thisPeriod.clear();
    m_before = after;
    m_periodStart = now;
}

const RateSnapshot &SessionMeter::rates() const
{
    static const RateSnapshot none;
    return m_ended ? m_ended->rates : none;
}

const LatencySnapshot &SessionMeter::period() const
{
    static const LatencySnapshot none;
    return m_ended ? m_ended->latencies : none;
}

LatencySnapshot SessionMeter::sinceStart(Quantiles quantiles) const
{
    const auto summary = [&](LazyHistogram LatencyHistograms::*which) {
        return (m_set.settled.*which).summaryWith(m_set.thisPeriod.*which, quantiles);
    };
    return {.queue = summary(&LatencyHistograms::queue),
            .confirm = summary(&LatencyHistograms::confirm),
            .total = summary(&LatencyHistograms::total),
            .rtt = summary(&LatencyHistograms::rtt)};
}

std::int64_t SessionMeter::bytes() const
{
    const std::int64_t ended = m_ended ? static_cast<std::int64_t>(sizeof(Period)) : 0;
    return ended + m_set.settled.bytes() + m_set.thisPeriod.bytes();
}

LatencySnapshot summaryOf(const LatencyHistograms &histograms, PeriodDetail detail)
{
    LatencySnapshot result{.queue = histograms.queue.summary(),
                           .confirm = histograms.confirm.summary(),
                           .total = histograms.total.summary(),
                           .rtt = histograms.rtt.summary()};
    const bool hasAny
        = result.queue.count + result.confirm.count + result.total.count + result.rtt.count > 0;
    if (detail == PeriodDetail::Buckets && hasAny)
        result.buckets = std::make_shared<const LatencyBuckets>(histograms.sparse());
    return result;
}

} // namespace Breakwater
