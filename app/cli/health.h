// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/snapshot/snapshot.h>

namespace Breakwater::Cli {

//! Losing: degraded, and messages are lost for good.
enum class Health : std::uint8_t { Healthy, Degraded, Losing, Unhealthy, NeverConnected };

//! How the one link of a probe is, and the sentence that says by which rule.
struct Diagnosis
{
    Health health = Health::Healthy;
    QString reason;
};

//! Unhealthy: the link is down or its breaker open. Degraded: the breaker is half-open, the queue
//! is above its high-water mark, less than half of the retries succeed, or messages were refused.
Diagnosis diagnose(const SessionSnapshot &session);

} // namespace Breakwater::Cli
