// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/base/randomsource.h>
#include <core/metrics/metricset.h>
#include <core/resilience/breakerpermit.h>
#include <core/resilience/breakertransition.h>
#include <core/resilience/openperiod.h>
#include <core/resilience/recoveryramp.h>
#include <core/resilience/triprules.h>

#include <functional>
#include <optional>

namespace Breakwater {

//! Decides whether a call may go out, from how recent calls went. After Nygard, "Release It!";
//! rules of page 2.
//!
//! Pure: never reads a clock or starts a timer; the caller passes `now`, which must not go back.
//! Acquiring and recording allocate nothing; a transition does. Its permits must not outlive it.
class CircuitBreaker final
{
public:
    using Permit = BreakerPermit;
    using Rejection = BreakerRejection;
    using TransitionHandler = std::function<void(const BreakerTransition &)>;

    CircuitBreaker(const StabilityConfig::CircuitBreaker &config, RandomSource &random,
                   BreakerCounters &counters, MonotonicTime createdAt = {});
    CircuitBreaker(const CircuitBreaker &) = delete;
    CircuitBreaker &operator=(const CircuitBreaker &) = delete;

    //! Called on every change, from within the call that caused it; must not throw, nor call back
    //! into the breaker, except to cancel or drop permits.
    void onTransition(TransitionHandler handler) { m_handler = std::move(handler); }

    [[nodiscard]] Expected<Permit, Rejection> tryAcquire(MonotonicTime now);
    //! A failure that belongs to no permit, such as an abnormal close.
    void recordFailure(MonotonicTime now, const QString &why);
    //! Calls out past their deadline: `count` of them. Trips before anything completes.
    void recordStalled(MonotonicTime now, int count);

    //! When onTimer() has something to do: end of the open period, expiry of an override, a step of
    //! the ramp. None otherwise. May lie in the past: then at once.
    std::optional<MonotonicTime> nextWake() const;
    //! Call at `nextWake()`: moves open to half-open without waiting for traffic, closes at the end
    //! of the ramp, ends overrides.
    void onTimer(MonotonicTime now);
    //! The part of onTimer() that is about overrides alone: for a peer that is away, whose state
    //! must not move without it.
    void expireOverride(MonotonicTime now);
    //! None without an override, and for one without end.
    std::optional<MonotonicTime> overrideUntil() const;
    //! Everything that waited has been delivered: closed now. No effect unless recovering.
    void finishRecovery(MonotonicTime now);
    //! An adopted client came back: half-open now, whatever the timer says. No effect unless open.
    void peerReturned(MonotonicTime now);
    //! Somebody needs to know now: half-open before its time. No effect unless open.
    void probeNow(MonotonicTime now, const QString &why);
    //! Back to closed with nothing remembered; permits that are out lose effect. Overrides stay.
    void reset(MonotonicTime now);
    //! Live change of settings; the present open period keeps its length. Switched off it closes at
    //! the next wake and never trips; only an override still holds.
    void configure(const StabilityConfig::CircuitBreaker &config);

    struct Override
    {
        BreakerOverride value = BreakerOverride::None;
        QString owner;
        QString reason;
        MonotonicTime until{}; //!< MonotonicTime::max(): without end
    };
    static constexpr Duration defaultOverrideLength = std::chrono::minutes(15);
    //! Duration::max() forces without end; BreakerOverride::None clears.
    void force(MonotonicTime now, BreakerOverride value, const QString &owner,
               const QString &reason, Duration length = defaultOverrideLength);
    void clearOverride(MonotonicTime) { m_override = {}; }

    //! Of the computed state; an override hides it but does not stop it.
    BreakerState state() const { return m_state; }
    //! Enough probes succeeded: still half-open, but messages go again, more each second. By time
    //! alone; a failure reopens, a success adds nothing.
    bool isRecovering() const { return m_ramp.isRunning(); }
    //! Of `queue.max_messages`, how much may be under way unconfirmed. What the override says goes
    //! first: 1 when (forced) closed, 0 when no message may go.
    double recoveryShare(MonotonicTime now) const;
    const Override &override_() const { return m_override; }
    MonotonicTime stateSince() const { return m_stateSince; }
    //! When the open period ends; none unless open.
    std::optional<MonotonicTime> openUntil() const
    {
        return m_state == BreakerState::Open ? std::optional(m_openUntil) : std::nullopt;
    }
    int consecutiveFailures() const { return m_rules.consecutiveFailures(); }
    int probeSuccesses() const { return m_probeSuccesses; } //!< that led to the ramp, or will
    int permitsOut() const { return m_permitsOut; }         //!< of this half-open phase; else 0
    SlidingWindow::Totals window(MonotonicTime now) { return m_rules.window(now); }
    const std::optional<BreakerTransition> &lastTransition() const { return m_last; }

private:
    friend class BreakerPermit;
    void endWithSuccess(std::uint32_t generation, MonotonicTime startedAt, MonotonicTime now);
    void endWithFailure(std::uint32_t generation, MonotonicTime startedAt, MonotonicTime now,
                        const QString &why);
    void endWithoutVerdict(std::uint32_t generation);
    //! What tryAcquire() does not see at once. None when the call may go; in half-open it then has
    //! its slot.
    std::optional<Rejection> judgeUnusual(MonotonicTime now);
    void endWithNotableSuccess(std::uint32_t generation, MonotonicTime startedAt,
                               MonotonicTime now);
    Unexpected<Rejection> reject(Rejection::Reason reason, Duration retryAfter);
    void probeSucceeded(MonotonicTime now);
    void failed(MonotonicTime now, Duration took, const QString &why);
    void trip(MonotonicTime now, BreakerCause cause, int stalled = 0);
    void probeFailed(MonotonicTime now, const QString &why);
    void open(MonotonicTime now, BreakerTransition change);
    void halfOpen(MonotonicTime now, BreakerCause cause, const QString &what);
    void close(MonotonicTime now, BreakerCause cause, const QString &detail);
    void closeRecovered(MonotonicTime now, const QString &how);
    void enter(MonotonicTime now, BreakerTransition change);

    // What tryAcquire() and a verdict touch comes first.
    BreakerState m_state = BreakerState::Closed;
    bool m_enabled = true;
    bool m_inHandler = false;
    std::uint32_t m_generation = 0;
    int m_permitsOut = 0;
    int m_probeSuccesses = 0;
    Override m_override;
    TripRules m_rules;
    OpenPeriod m_openPeriod;
    RecoveryRamp m_ramp; //!< runs only in half-open
    MonotonicTime m_stateSince;
    MonotonicTime m_openUntil{};
    int m_successThreshold = 0;
    int m_mostProbes = 0;
    RandomSource &m_random;
    BreakerCounters &m_counters;
    TransitionHandler m_handler;
    std::optional<BreakerTransition> m_last;
};

} // namespace Breakwater

#include <core/resilience/circuitbreakerinline.h>
