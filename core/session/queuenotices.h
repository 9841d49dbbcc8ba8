// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/metrics/metricset.h>

#include <QtCore/QString>

#include <optional>

namespace Breakwater {

//! Turns what the limits of a queue cost (rejections, drops, expiries, …) into sentences for the
//! event log: the first at once, then at most one in five seconds, each with the numbers since the
//! last. Pure.
class QueueNotices final
{
public:
    static constexpr Duration interval = std::chrono::seconds(5);

    //! A sentence when there is something new to say and it is time; call often, it is cheap.
    std::optional<QString> take(MonotonicTime now, const MetricSet &metrics);
    //! When take() has something to say that had to wait; none when it has not.
    std::optional<MonotonicTime> nextWake() const { return m_due; }

private:
    struct Losses
    {
        std::uint64_t overflows = 0;
        std::uint64_t dropped = 0;
        std::uint64_t expired = 0;
        std::uint64_t expiredInDoubt = 0;
        std::uint64_t abandoned = 0;

        std::uint64_t sum() const
        {
            return overflows + dropped + expired + expiredInDoubt + abandoned;
        }
    };

    Losses m_told;
    std::optional<MonotonicTime> m_lastTold;
    std::optional<MonotonicTime> m_due;
};

} // namespace Breakwater
