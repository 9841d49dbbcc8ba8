// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>

#include <optional>

namespace Breakwater {

//! Whether a subscriber is still there. Who wished for nothing gets nothing: without a ping its
//! dead link would stay for ever.
//!
//! A ping leaves every `connection.heartbeat_interval` of silence; `heartbeat_misses` without an
//! answer, or `connection.timeout` without a byte, and it is gone. Pure.
class StreamPulse final
{
public:
    enum class Verdict : std::uint8_t { Nothing, PingDue, Gone };

    explicit StreamPulse(const StabilityConfig::Connection &connection) : m_rules(connection) { }

    void opened(MonotonicTime now);
    void closed() { m_isOpen = false; }
    //! A message, a pong, or room in a kernel that was full.
    void heard(MonotonicTime now);

    std::optional<MonotonicTime> nextWake() const;
    //! Call at `nextWake()`; a ping that is due counts as sent. Long after it, nothing is held
    //! against the subscriber: we were stopped ourselves.
    Verdict onTimer(MonotonicTime now);
    void configure(const StabilityConfig::Connection &connection) { m_rules = connection; }

private:
    StabilityConfig::Connection m_rules;
    bool m_isOpen = false;
    int m_unanswered = 0; //!< pings since anything was heard
    MonotonicTime m_lastHeard{};
    MonotonicTime m_lastPing{};
};

} // namespace Breakwater
