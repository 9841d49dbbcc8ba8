// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/session/receivebudget.h>

namespace Breakwater {

//! How much a subscriber of the metrics stream may ask for. Pure.
class StreamBudget final
{
public:
    static constexpr int commandsPerSecond = 20;
    //! Of them, those for which much is computed: the past, and documents made for one alone.
    static constexpr int costlyPerSecond = 4;
    //! All subscribers together, of answers that nobody has just been given.
    static constexpr int sharedPerSecond = 20;
    //! Who is refused so often in a second does not listen, and is closed.
    static constexpr int refusalsPerSecond = 20;

    enum class Verdict { Granted, Refused, Flood };
    Verdict take(MonotonicTime now)
    {
        if (m_commands.take(now))
            return Verdict::Granted;
        return m_refusals.take(now) ? Verdict::Refused : Verdict::Flood;
    }
    bool takeCostly(MonotonicTime now) { return m_costly.take(now); }

private:
    ReceiveBudget m_commands{commandsPerSecond};
    ReceiveBudget m_costly{costlyPerSecond};
    ReceiveBudget m_refusals{refusalsPerSecond};
};

} // namespace Breakwater
