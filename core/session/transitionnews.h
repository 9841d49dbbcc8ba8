// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/resilience/breakertransition.h>

namespace Breakwater {

//! How a change of the breaker reads in the event log; its sentence is BreakerTransition::detail.
struct TransitionNews
{
    Severity severity = Severity::Info;
    QString title; //!< "CLOSED → HALF-OPEN"
};
TransitionNews newsOf(const BreakerTransition &transition);

} // namespace Breakwater
