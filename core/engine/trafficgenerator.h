// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/base/timesystem.h>
#include <core/delivery/message.h>

#include <functional>

namespace Breakwater {

//! Repeats a text at a steady rate: `{sequence}` from 1 on, `{id}` unique, `{time}` UTC. What a
//! slow thread missed is made up for in the next turn, up to one second's worth. Nothing goes
//! faster than `mostPerSecond`. Lives on the worker thread.
class TrafficGenerator final
{
public:
    static constexpr double mostPerSecond = 1'000'000;
    struct Plan
    {
        QString text;
        double perSecond = 0; //!< a finite number, more than 0
        Priority priority = Priority::Critical;
    };
    //! Sends as many messages as are due now, each made by next().
    using Sender = std::function<void(TrafficGenerator &traffic, int due)>;

    TrafficGenerator(const Plan &plan, TimeSystem &time, RandomSource &random, Sender sender);

    //! The text with its places filled in.
    OutgoingMessage next();

private:
    void onTimer();

    const Plan m_plan;
    const double m_perSecond;
    TimeSystem &m_time;
    RandomSource &m_random;
    const Sender m_sender;
    const bool m_hasPlaces;
    const QByteArray m_plainPayload;
    std::unique_ptr<Timer> m_timer;
    MonotonicTime m_lastTurn;
    double m_owed = 1; //!< the first message goes at once
    std::uint64_t m_sequence = 0;
};

} // namespace Breakwater
