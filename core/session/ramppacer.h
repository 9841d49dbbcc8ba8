// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/delivery/deliveryledger.h>
#include <core/resilience/circuitbreaker.h>

namespace Breakwater {

//! How many messages may be written now, while the breaker lets traffic in step by step. Where
//! nothing is ever unconfirmed (guarantee `none`), the window counts what was written in this step.
//! Pure.
class RampPacer final
{
public:
    //! Room left in the window; `most` when the breaker is not recovering.
    std::int64_t room(MonotonicTime now, const CircuitBreaker &breaker,
                      const DeliveryLedger &ledger, std::int64_t queueLimit, std::int64_t most);
    void wrote(std::int64_t count) { m_writtenInStep += count; }

private:
    double m_step = 0; //!< the share when m_writtenInStep began to count
    std::int64_t m_writtenInStep = 0;
};

} // namespace Breakwater
