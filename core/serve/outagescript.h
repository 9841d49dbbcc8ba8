// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/base/time.h>
#include <core/config/stabilityconfig.h>

#include <QtCore/QLatin1StringView>

#include <cstdint>
#include <optional>

namespace Breakwater {

//! How an outage of the demo server looks to its clients. They take turns.
enum class OutageKind : std::uint8_t {
    Restart, //!< a Close frame with 1012, then nobody listens
    Drop,    //!< the links break without a word
    Silence, //!< nothing is answered for a while, then the links break
};
QLatin1StringView toString(OutageKind kind);

//! What the demo server does at a time. An outage is everything but Serving.
enum class ServePhase : std::uint8_t {
    Serving,
    Silent,  //!< takes messages and answers none; only before an outage of that kind
    Down,    //!< the port is closed: connecting is refused
    Warming, //!< the port is open again, but handshakes wait: a breaker's probe hangs, in plain
             //!< sight
};
QLatin1StringView toString(ServePhase phase);

//! When the demo server fails, how, and for how long.
//!
//! Pure: never reads a clock or starts a timer; the caller passes `now`.
class OutageScript final
{
public:
    struct Times
    {
        Duration first = std::chrono::seconds(20);
        Duration period
            = std::chrono::seconds(60); //!< from the end of one to the start of the next
        Duration silent = std::chrono::seconds(3);
        Duration down = std::chrono::milliseconds(2200);
        Duration warming = std::chrono::milliseconds(4300);

        //! So that a client with this breaker shows all its colours: refused long enough to open
        //! it, back before its first probe can be refused, and slow to answer until that probe has
        //! been seen waiting.
        static Times forBreaker(const StabilityConfig::CircuitBreaker &breaker);
    };
    //! One change, carried out by the server.
    struct Step
    {
        ServePhase to = ServePhase::Serving;
        OutageKind kind = OutageKind::Restart;
    };

    //! `first` and `period` vary by a tenth to either side.
    OutageScript(const Times &times, RandomSource &random, MonotonicTime startedAt);

    ServePhase phase() const { return m_phase; }
    //! Of the present outage; while serving, of the next one.
    OutageKind kind() const { return m_kind; }
    //! When onTimer() has something to say.
    MonotonicTime nextWake() const { return m_next; }
    //! None before nextWake(). After a long sleep the steps come one by one, none is skipped.
    std::optional<Step> onTimer(MonotonicTime now);
    //! None during an outage.
    std::optional<Duration> untilOutage(MonotonicTime now) const;

private:
    Duration about(Duration length);

    Times m_times;
    RandomSource &m_random;
    ServePhase m_phase = ServePhase::Serving;
    OutageKind m_kind = OutageKind::Restart;
    MonotonicTime m_next{};
};

} // namespace Breakwater
