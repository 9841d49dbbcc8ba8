// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deliveryledger.h>
#include <core/delivery/idpointer.h>
#include <core/delivery/incomingdedup.h>
#include <core/session/receivebudget.h>

namespace Breakwater {

//! What arrives on the links of one session: counted, read as the server's acknowledgement where
//! that is what confirms (`delivery.confirm = "app"`), held against `limits.receive_rate`, and
//! checked for repetition. Pure.
class Reception final
{
public:
    Reception(const StabilityConfig &config, DeliveryLedger &ledger, MetricSet &metrics,
              std::uint64_t seed);

    struct Result
    {
        //! False: nobody else needs to see it, because the peer had sent it before, or too many.
        bool isNews = true;
        bool acknowledged = false; //!< and what it named is confirmed now
        bool isTooMany = false;    //!< over the rate
    };
    Result take(MonotonicTime now, const QByteArray &payload, PayloadKind kind);
    //! Call now and then: lets go of what was remembered long ago.
    void onTimer(MonotonicTime now) { m_dedup.dropExpired(now); }
    //! When the last of what is remembered now will be old; none while nothing is.
    std::optional<MonotonicTime> allForgottenAt() const;
    void configure(const StabilityConfig &config);
    //! Of what is remembered.
    std::int64_t bytes() const { return m_dedup.bytes(); }

private:
    DeliveryLedger &m_ledger;
    MetricSet &m_metrics;
    IdPointer m_ackPointer; //!< set where acknowledgements confirm
    ReceiveBudget m_budget;
    IncomingDedup m_dedup;
    Duration m_dedupTtl;
    MonotonicTime m_lastTaken{};
};

} // namespace Breakwater
