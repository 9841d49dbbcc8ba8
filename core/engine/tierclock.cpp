// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/engine/tierclock.h>

#include <algorithm>

namespace Breakwater {

TierClock::TierClock(const StabilityConfig::Refresh &refresh, MonotonicTime now)
    : m_beats{Beat{Tier::Realtime, refresh.realtime, now},
              Beat{Tier::Performance, refresh.performance, now},
              Beat{Tier::Aggregate, refresh.aggregate, now}}
{ }

TierSet TierClock::take(MonotonicTime now)
{
    TierSet due;
    for (Beat &beat : m_beats) {
        if (now < beat.due)
            continue;
        due.add(beat.tier);
        const auto missed = (now - beat.due) / beat.period;
        beat.due += (missed + 1) * beat.period;
    }
    return due;
}

MonotonicTime TierClock::nextWake() const
{
    return std::min_element(m_beats.begin(), m_beats.end(),
                            [](const Beat &a, const Beat &b) { return a.due < b.due; })
        ->due;
}

void TierClock::configure(const StabilityConfig::Refresh &refresh, MonotonicTime now)
{
    *this = TierClock(refresh, now);
}

} // namespace Breakwater
