// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/session/reception.h>

namespace Breakwater {

namespace {

IdPointer ackPointerOf(const StabilityConfig::Delivery &config)
{
    return config.confirm == ConfirmMode::App ? IdPointer(config.ackPointer) : IdPointer();
}

} // namespace

Reception::Reception(const StabilityConfig &config, DeliveryLedger &ledger, MetricSet &metrics,
                     std::uint64_t seed)
    : m_ledger(ledger), m_metrics(metrics), m_ackPointer(ackPointerOf(config.delivery)),
      m_budget(config.limits.receiveRate), m_dedup(config.deduplication, seed),
      m_dedupTtl(config.deduplication.ttl)
{ }

Reception::Result Reception::take(MonotonicTime now, const QByteArray &payload, PayloadKind kind)
{
    Result result;
    auto &counters = m_metrics.messages;
    counters.received += 1;
    counters.receivedBytes += static_cast<std::uint64_t>(payload.size());
    // Read even when it is one too many: an acknowledgement that is lost makes us send again.
    if (kind == PayloadKind::Text) {
        if (const auto id = m_ackPointer.find(payload))
            result.acknowledged = m_ledger.acknowledged(now, *id);
    }
    if (!m_budget.take(now)) {
        counters.receiveShed += 1;
        result.isTooMany = true;
        result.isNews = false; // and not remembered: sent again, it is news
        return result;
    }
    if (kind != PayloadKind::Text)
        return result;
    m_lastTaken = now;
    if (m_dedup.isRepetition(now, payload)) {
        counters.receivedDuplicates += 1;
        result.isNews = false;
    }
    return result;
}

std::optional<MonotonicTime> Reception::allForgottenAt() const
{
    return m_dedup.isEmpty() ? std::nullopt : std::optional(m_lastTaken + m_dedupTtl);
}

void Reception::configure(const StabilityConfig &config)
{
    m_ackPointer = ackPointerOf(config.delivery);
    m_budget.configure(config.limits.receiveRate);
    m_dedup.configure(config.deduplication);
    m_dedupTtl = config.deduplication.ttl;
}

} // namespace Breakwater
