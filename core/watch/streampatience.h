// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>

#include <QtCore/QByteArray>

#include <optional>

namespace Breakwater {

//! When a silent stream is asked, and when it is given up.
//!
//! A ping leaves at once, to learn whether the peer answers any, and whenever nothing came for two
//! periods. A peer that answers pings is given up when nothing, not even the answer, came for three
//! periods; any peer when nothing came for `connection.timeout`. Pure.
class StreamPatience final
{
public:
    enum class Verdict : std::uint8_t { Nothing, PingDue, Unanswered, Silent };

    explicit StreamPatience(const StabilityConfig &config) { configure(config); }

    void opened(MonotonicTime now);
    void closed() { m_isOpen = false; }
    void heard(MonotonicTime now);
    void pong(MonotonicTime now);
    void pinged(MonotonicTime now);
    //! We slept or were stopped ourselves: nothing before counts.
    void resumed(MonotonicTime now);

    std::optional<MonotonicTime> nextWake(Duration period) const;
    Verdict onTimer(MonotonicTime now, Duration period) const;
    void configure(const StabilityConfig &config);

private:
    MonotonicTime unansweredAt(Duration period) const;

    Duration m_timeout{};
    Duration m_answerWithin{};
    bool m_isOpen = false;
    bool m_answersPings = false;
    MonotonicTime m_lastHeard{};
    std::optional<MonotonicTime> m_pingedAt; //!< nothing was heard since
};

} // namespace Breakwater
