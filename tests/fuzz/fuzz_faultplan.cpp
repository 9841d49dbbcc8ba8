// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultplan.h>

#include <tests/fuzz/fuzz.h>

using namespace Breakwater;

namespace {

void mustBeSound(const LastingFaults &faults)
{
    MUST(faults.latency >= Duration::zero() && faults.jitter >= Duration::zero());
    MUST(faults.corrupt >= 0 && faults.corrupt <= 1);
    MUST(faults.dropPongs >= 0 && faults.dropPongs <= 1);
    MUST(!faults.bytesPerSecond || *faults.bytesPerSecond > 0);
    MUST(!faults.slice || *faults.slice > 0);
}

void mustBeSound(const PlannedFault &event)
{
    MUST(event.fault.up || event.fault.down);
    MUST(event.bytes >= 0);
    // Every zero seconds would be for ever, now.
    MUST(event.when != PlannedFault::When::Every || event.time > Duration::zero());
}

} // namespace

//! The text of a fault plan: refused with a sentence, or a plan that can be carried out and told.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(Fuzz::bytesOf(data, size));
    const auto plan = FaultPlan::fromText(text);
    if (!plan) {
        MUST(!plan.error().message.isEmpty());
        return 0;
    }

    mustBeSound(plan->up);
    mustBeSound(plan->down);
    for (const PlannedFault &event : plan->events)
        mustBeSound(event);
    for (const QString &sentence : plan->sentences())
        MUST(!sentence.isEmpty());
    MUST(FaultPlan::fromText(text) == plan);
    return 0;
}
