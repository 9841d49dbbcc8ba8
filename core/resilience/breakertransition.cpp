// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/breakertransition.h>

namespace Breakwater {

using namespace Qt::StringLiterals;

QLatin1StringView toString(BreakerCause cause)
{
    switch (cause) {
    case BreakerCause::ConsecutiveFailures: return "consecutive_failures"_L1;
    case BreakerCause::FailureRate: return "failure_rate"_L1;
    case BreakerCause::SlowRate: return "slow_rate"_L1;
    case BreakerCause::StalledCalls: return "stalled_calls"_L1;
    case BreakerCause::OpenPeriodOver: return "open_period_over"_L1;
    case BreakerCause::ProbeFailed: return "probe_failed"_L1;
    case BreakerCause::ProbesSucceeded: return "probes_succeeded"_L1;
    case BreakerCause::PeerReturned: return "peer_returned"_L1;
    case BreakerCause::Requested: return "requested"_L1;
    case BreakerCause::Reset: return "reset"_L1;
    }
    Q_UNREACHABLE();
}

} // namespace Breakwater
