// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/states.h>
#include <core/base/time.h>

#include <QtCore/QLatin1StringView>
#include <QtCore/QString>

#include <cstdint>

namespace Breakwater {

//! What made a breaker change its state.
enum class BreakerCause : std::uint8_t {
    ConsecutiveFailures,
    FailureRate,
    SlowRate,
    StalledCalls,
    OpenPeriodOver,
    ProbeFailed,
    ProbesSucceeded,
    PeerReturned,
    Requested, //!< by a shutdown that has messages left
    Reset,     //!< by a person
};
QLatin1StringView toString(BreakerCause cause);

//! One change of state, as it happened.
struct BreakerTransition
{
    std::uint64_t sequence = 0; //!< from 1 on, per breaker
    BreakerState from = BreakerState::Closed;
    BreakerState to = BreakerState::Closed;
    BreakerCause cause = BreakerCause::Reset;
    QString detail; //!< for people: "5 consecutive failures: connection refused"
    MonotonicTime at{};
    //! From the first failure of the run that tripped it; 0 for other changes.
    Duration timeToDetect{};
};

} // namespace Breakwater
