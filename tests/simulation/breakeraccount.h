// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/endreason.h>
#include <core/config/stabilityconfig.h>
#include <core/resilience/circuitbreaker.h>

#include <tests/simulation/findings.h>

#include <optional>

namespace Breakwater::Simulation {

//! Which end of a link is whose fault, by the words of page 2; written anew here, so that the
//! core's own table is held against something.
enum class Blame : std::uint8_t { Nobody, Peer, Ourselves, Content, Refusal, NotFound };
Blame blameFor(const EndReason &reason);

//! The simulation's own account of one breaker: which changes are legal, and when it has to trip.
class BreakerAccount final
{
public:
    BreakerAccount(const StabilityConfig::CircuitBreaker &config, Findings &findings);

    void transitioned(MonotonicTime now, const BreakerTransition &transition, bool isAnyLeft);
    //! A probe may have succeeded: a pong whose ping, or whose link's dialling, began then.
    void proofSeen(MonotonicTime now, MonotonicTime begunAt);
    //! A link that answers no pings has let us connect.
    void connectWasProof(MonotonicTime at);
    //! For certain: nothing succeeded since, and the breaker was told.
    void failureSeen();
    //! Possibly: the breaker may have been told.
    void maybeFailed();
    //! Something else may have succeeded or failed meanwhile.
    void uncertain() { m_failures = 0; }
    void successSeen();

    void forced(MonotonicTime now, BreakerOverride value, Duration length);
    void resetByHand();
    //! A person, or a shutdown, may ask for a probe now.
    void probeRequested() { m_isProbeRequested = true; }
    void disturbed(MonotonicTime now) { m_disturbedAt = now; }

    //! Nothing is due any more at this time.
    void atRest(MonotonicTime now);
    void afterEvent(const CircuitBreaker &breaker, bool hasLink);

    BreakerState state() const { return m_state; }
    std::int64_t failuresEver() const { return m_failuresEver; } //!< at most
    MonotonicTime since() const { return m_since; }
    //! Changes whenever permits that are out lose their effect.
    int generation() const { return m_generation; }
    //! The probes have succeeded; traffic may be let in step by step.
    bool isRecovering() const { return m_recoveringSince.has_value(); }
    //! How much may be under way; none when that is not limited.
    std::optional<std::int64_t> window(MonotonicTime now, std::int64_t maxMessages) const;
    bool isOverridden() const { return m_forced != BreakerOverride::None; }
    //! A link may be dialled.
    bool allowsDial(MonotonicTime now) const;

private:
    void judgeOpening(const BreakerTransition &transition);
    void judgeProbing(MonotonicTime now, const BreakerTransition &transition);
    void judgeClosing(const BreakerTransition &transition, bool isAnyLeft);

    StabilityConfig::CircuitBreaker m_config;
    Findings &m_findings;
    BreakerState m_state = BreakerState::Closed;
    MonotonicTime m_since{};
    MonotonicTime m_disturbedAt{};
    BreakerOverride m_forced = BreakerOverride::None;
    MonotonicTime m_forcedUntil{};
    std::optional<MonotonicTime> m_recoveringSince;
    Duration m_longestOpen{}; //!< of the present open period
    std::uint64_t m_sequence = 0;
    int m_generation = 0;
    int m_level = 0;
    int m_proofs = 0;
    int m_failures = 0;         //!< in a row, for certain
    int m_possibleFailures = 0; //!< in a row, at most
    int m_failuresInState = 0;  //!< at most
    std::int64_t m_failuresEver = 0;
    bool m_isResetRequested = false;
    bool m_isProbeRequested = false;
};

} // namespace Breakwater::Simulation
