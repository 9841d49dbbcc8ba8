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

void SessionMeter::endPeriod(MonotonicTime now, PeriodDetail detail)
{
    const double seconds = toSeconds(now - m_periodStart);
    if (seconds <= 0)
        return;
    const Totals after = totals();
    const auto rate = [seconds](std::uint64_t later, std::uint64_t earlier) {
        return static_cast<double>(later - earlier) / seconds;
    };
    m_rates = {.sent = rate(after.sent, m_before.sent),
               .received = rate(after.received, m_before.received),
               .sentBytes = rate(after.sentBytes, m_before.sentBytes),
               .receivedBytes = rate(after.receivedBytes, m_before.receivedBytes),
               .retries = rate(after.retries, m_before.retries),
               .calls = rate(after.calls, m_before.calls),
               .failures = rate(after.failures, m_before.failures),
               .errorRate = {}};
    if (m_rates.calls > 0)
        m_rates.errorRate = m_rates.failures / m_rates.calls;
    m_period = summaryOf(m_set.thisPeriod, detail);
    m_set.thisPeriod.clear();
    m_before = after;
    m_periodStart = now;
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
