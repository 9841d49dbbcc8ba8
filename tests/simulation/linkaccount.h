// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>

#include <tests/simulation/findings.h>
#include <tests/simulation/simlink.h>

#include <optional>
#include <unordered_set>
#include <vector>

namespace Breakwater::Simulation {

//! The simulation's own account of the present link of one session: what was asked, what a pong
//! proves, and when a dead peer has to be noticed.
class LinkAccount final
{
public:
    LinkAccount(const StabilityConfig &config, Findings &findings);

    void dialled(MonotonicTime now, std::uint32_t link);
    void opened(MonotonicTime now);
    void closing() { m_isClosing = true; }
    void gone();

    void pinged(MonotonicTime now, const QByteArray &payload, std::uint64_t lastWritten);
    //! What a pong is worth.
    struct Proof
    {
        std::uint64_t upTo = 0; //!< messages; 0: none
        bool isFirst = false;   //!< of this link
        MonotonicTime askedAt{};
        bool endsItsCall = false; //!< the breaker waits for just this answer
    };
    //! None when it proves nothing.
    std::optional<Proof> ponged(MonotonicTime now, const QByteArray &payload);
    void heard(MonotonicTime now)
    {
        m_lastHeard = now;
        m_isIdleCounted = false;
    }
    //! A kernel that was full took some of it.
    void drained(MonotonicTime now)
    {
        heard(now);
        m_lastDrained = now;
    }
    //! The process was held up: it may be late, and must not blame the peer for that.
    void disturbed(MonotonicTime now);

    //! How many verdicts may have been passed on the peer by now that had not been before.
    int takeMisses(MonotonicTime now);
    void countAnew() { m_isMissCounted = m_isIdleCounted = false; }
    //! The peer may be held for dead: it did not answer in time, or was not heard for too long.
    bool mayBeGivenUp() const { return m_isMissCounted || m_isIdleCounted; }
    //! It was told to look anew: nothing was missed, and silence begins now.
    void resumed(MonotonicTime now);
    //! Nothing that is written here will be confirmed.
    bool isUnconfirmable(MonotonicTime now) const;
    //! No pong came in time, and none since.
    bool isSilent(MonotonicTime now) const
    {
        return isUp() && m_answers == 0 && now >= probedUntil();
    }
    //! When the probe at connect has failed, if no pong came.
    MonotonicTime probedUntil() const { return m_openedAt + m_config.delivery.probeTimeout; }
    void atRest(MonotonicTime now);
    void configure(const StabilityConfig &config) { m_config = config; }

    std::uint32_t id() const { return m_id; } //!< 0: no link
    bool isUp() const { return m_id != 0 && m_isUp; }
    bool isClosing() const { return m_isClosing; }
    bool isAnswered() const { return m_answers > 0; }
    MonotonicTime dialledAt() const { return m_dialledAt; }
    std::optional<Duration> upFor(MonotonicTime now) const;
    std::int64_t answersEver() const { return m_answersEver; } //!< of all links
    //! Of those, the ones whose time may measure a pause of our own.
    std::int64_t unmeasured() const { return m_unmeasured; }

private:
    struct PayloadHash
    {
        std::size_t operator()(const QByteArray &payload) const { return qHash(payload); }
    };
    struct Ping
    {
        QByteArray payload;
        MonotonicTime at{};
        std::uint64_t upTo = 0;
    };

    //! When the newest ping may be given up; none when it is answered.
    std::optional<MonotonicTime> verdictDue() const;
    MonotonicTime idleDue() const;
    void probed(MonotonicTime now);

    StabilityConfig m_config;
    Findings &m_findings;
    std::vector<Ping> m_pings; //!< of this link, oldest first
    std::size_t m_firstUnanswered = 0;
    std::uint32_t m_id = 0;
    bool m_isUp = false;
    bool m_isClosing = false;
    int m_answers = 0;
    bool m_isMissCounted = false;   //!< of the newest ping
    bool m_isVerdictPassed = false; //!< on the newest ping
    bool m_isProbed = false;        //!< the probe at connect has been answered, or given up
    bool m_isIdleCounted = false;   //!< since the peer was last heard
    std::int64_t m_answersEver = 0;
    std::int64_t m_unmeasured = 0;
    MonotonicTime m_dialledAt{};
    MonotonicTime m_openedAt{};
    MonotonicTime m_probedAt{};
    MonotonicTime m_lastHeard{};
    MonotonicTime m_lastDrained{};
    MonotonicTime m_heldUpAt{};                             //!< silence before it is forgiven
    MonotonicTime m_askedAnewAt{};                          //!< a missing answer before it is
    std::unordered_set<QByteArray, PayloadHash> m_payloads; //!< of all links
    MonotonicTime m_disturbedAt{};
};

} // namespace Breakwater::Simulation
