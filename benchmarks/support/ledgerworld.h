// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deliveryledger.h>

#include <chrono>
#include <string>

namespace Breakwater::Bench {

//! A ledger on a link that confirms, with everything around it in memory.
class LedgerWorld final
{
public:
    explicit LedgerWorld(const StabilityConfig &config)
        : m_ledger(SessionId{QStringLiteral("bench")}, config, m_metrics,
                   {.budget = m_budget, .random = m_random, .journal = m_journal}, m_now)
    {
        m_ledger.setGuarantee(m_now, Guarantee::Hop);
    }

    //! So many messages accepted and written at once, as a session does it while the link is up,
    //! then confirmed together by a pong that comes back after 0.1 to 5 ms. `withIds` gives each an
    //! id of its own.
    void pass(int count, bool withIds)
    {
        for (int i = 0; i < count; ++i) {
            m_now += std::chrono::microseconds(1);
            m_ledger.accept(m_now, message(withIds), true);
            m_ledger.nextToWrite(m_now);
            m_ledger.written(m_now);
        }
        m_now += m_random.uniform(std::chrono::microseconds(100), std::chrono::milliseconds(5));
        m_ledger.confirmUpTo(m_now, *m_ledger.barrier());
    }
    const MetricSet &metrics() const { return m_metrics; }

private:
    OutgoingMessage message(bool withId)
    {
        OutgoingMessage result{.payload = m_payload};
        if (withId)
            result.explicitId = std::string("id-").append(std::to_string(m_nextId++));
        return result;
    }

    MonotonicTime m_now{std::chrono::hours(1)};
    MetricSet m_metrics;
    ByteBudget m_budget{256 * 1024 * 1024};
    SeededRandom m_random{1};
    MessageJournal m_journal{1000};
    const QByteArray m_payload{64, 'x'};
    std::uint64_t m_nextId = 0;
    DeliveryLedger m_ledger;
};

} // namespace Breakwater::Bench
