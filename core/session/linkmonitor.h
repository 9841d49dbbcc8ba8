// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/ids.h>
#include <core/base/randomsource.h>
#include <core/config/stabilityconfig.h>

#include <QtCore/QByteArray>

#include <optional>
#include <vector>

namespace Breakwater {

//! Asks one link "are you there, and what do you have?": one mechanism of pings for liveness, RTT
//! and confirmation.
//!
//! At most one ping is waited for; its payload is a random nonce of the connection and a counter,
//! and only an exact echo counts (a peer may skip pings, answer stale ones or make them up). A
//! heartbeat leaves when `heartbeat_interval` has passed since the last ping; one that carries a
//! barrier leaves when something is unconfirmed, as docs/decisions/0033 has it. Without an answer
//! it is a miss and asked anew: after the interval, put off by any inbound byte; and at the latest
//! after `confirm_timeout`, which only a kernel that still takes what we wrote puts off (the ping
//! may stand behind it). Pure; the session sends and passes `now`.
class LinkMonitor final
{
public:
    //! What a pong proved.
    struct Answer
    {
        //! None where it would measure a pause of ours.
        std::optional<Duration> rtt;
        //! Everything up to there has arrived; none for a mere heartbeat.
        std::optional<MessageId> barrier;
        bool isFirst = false; //!< of this link: the probe at connect succeeded
        MonotonicTime askedAt{};
    };
    enum class Verdict : std::uint8_t {
        Nothing,
        HeartbeatDue, //!< send a ping
        Missed,       //!< no answer in time: counts as a failure; send another
        Dead,         //!< too many misses: give the link up
        ProbeFailed,  //!< no pong to the probe at connect: this peer answers no pings
        Silent,       //!< no inbound byte for `connection.timeout`: give the link up
    };

    explicit LinkMonitor(const StabilityConfig &config);

    //! A link opened. Forgets all pings of the one before.
    void opened(MonotonicTime now, RandomSource &random);
    void closed();
    //! A message or pong arrived: the peer is alive.
    void heard(MonotonicTime now) { m_lastHeard = now; }
    //! A kernel that was full took bytes: the peer reads, and our ping may still wait in line.
    void drained(MonotonicTime now) { m_lastHeard = m_lastDrained = now; }
    //! This machine slept, or this process was stopped. No verdict is passed on what was asked
    //! before: silence begins now, nothing was missed, and a ping may leave. A pong that waited
    //! for us all the while still counts.
    void resumed(MonotonicTime now);

    //! A ping may leave: the link is up and none is waited for.
    bool canPing() const { return m_open && !m_waiting; }
    //! The payload of the ping that leaves now.
    QByteArray ping(MonotonicTime now, std::optional<MessageId> barrier);
    //! Empty when it answers no ping of this connection that is still waited for.
    std::optional<Answer> pong(MonotonicTime now, const QByteArray &payload);

    std::optional<MonotonicTime> nextWake() const;
    //! Call at `nextWake()`, until it says Nothing.
    Verdict onTimer(MonotonicTime now);

    bool everAnswered() const { return m_answers > 0; } //!< on this link
    std::optional<Duration> lastRtt() const { return m_lastRtt; }
    //! How long the peer has owed an answer; none while it owes none, or for less than two seconds
    //! (or the heartbeat interval, if that is shorter).
    std::optional<Duration> unansweredFor(MonotonicTime now) const;
    //! When the link opened, or resumed() was called last: nothing before is held against the peer.
    MonotonicTime judgedFrom() const { return m_judgedFrom; }
    //! The time that ran out at the latest miss.
    Duration missedLimit() const { return m_missedLimit; }
    void configure(const StabilityConfig &config);

private:
    struct Ping
    {
        std::uint64_t counter = 0;
        MonotonicTime sentAt{};
        std::optional<MessageId> barrier;
    };

    QByteArray payloadOf(std::uint64_t counter) const;
    MonotonicTime silenceDue() const;
    MonotonicTime confirmDue() const;
    MonotonicTime missDue() const;
    Verdict missed(MonotonicTime now);

    StabilityConfig::Connection m_connection;
    Duration m_probeTimeout;
    Duration m_confirmTimeout;
    Duration m_missedLimit{};
    bool m_open = false;
    bool m_waiting = false;     //!< for the newest of m_unanswered
    bool m_probing = false;     //!< the first ping is out and nothing was ever answered
    bool m_answersNone = false; //!< the probe failed: misses only warn
    int m_misses = 0;
    std::uint64_t m_nonce = 0;
    std::uint64_t m_counter = 0;
    std::uint64_t m_answers = 0;
    std::vector<Ping> m_unanswered; //!< oldest first, at most maxUnanswered; mostly one
    MonotonicTime m_judgedFrom{};
    MonotonicTime m_lastPing{};
    MonotonicTime m_lastHeard{};
    MonotonicTime m_lastDrained{};
    std::optional<Duration> m_lastRtt;

    static constexpr std::size_t maxUnanswered = 16;
};

} // namespace Breakwater
