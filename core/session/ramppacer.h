// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deliveryledger.h>
#include <core/resilience/circuitbreaker.h>

namespace Breakwater {

//! How many messages may be written now, while the breaker lets traffic in step by step. What ends
//! as *sent* is never unconfirmed; in the window it counts until the next step. Pure.
class RampPacer final
{
public:
    //! Room left in the window; `most` when the breaker is not recovering.
    std::int64_t room(MonotonicTime now, const CircuitBreaker &breaker,
                      const DeliveryLedger &ledger, const MessageCounters &counters,
                      std::int64_t queueLimit, std::int64_t most);

private:
    //! A step of one ramp.
    struct Step
    {
        MonotonicTime rampOf{}; //!< when that half-open phase began
        double share = 0;

        friend bool operator==(const Step &, const Step &) = default;
    };

    Step m_step;
    std::uint64_t m_sentBefore = 0; //!< ended as sent before this step
};

} // namespace Breakwater
