// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/base/randomsource.h>
#include <core/base/states.h>
#include <core/base/time.h>
#include <core/config/stabilityconfig.h>
#include <core/metrics/metricset.h>
#include <core/metrics/slidingwindow.h>

#include <QtCore/QString>

#include <functional>
#include <memory>
#include <optional>

namespace Breakwater {

//! What made a breaker change its state.
enum class BreakerCause : std::uint8_t {
    ConsecutiveFailures,
    FailureRate,
    SlowRate,
    StalledCalls,
    OpenPeriodOver,
    ProbeFailed,
    ProbesSucceeded,
    PeerReturned,
    Reset, //!< by a person
};
QLatin1StringView toString(BreakerCause cause);

//! One change of state, as it happened. `detail` is a sentence for people ("5 consecutive failures:
//! connection refused").
struct BreakerTransition
{
    std::uint64_t sequence = 0; //!< from 1 on, per breaker
    BreakerState from = BreakerState::Closed;
    BreakerState to = BreakerState::Closed;
    BreakerCause cause = BreakerCause::Reset;
    QString detail;
    MonotonicTime at{};
    Duration
        timeToDetect{}; //!< from the first failure of the run that tripped it; 0 for other changes
};

//! Decides whether a call may go out, from how recent calls went. After Nygard, "Release It!";
//! rules of page 2.
//!
//! Pure: never reads a clock or starts a timer; the caller passes `now`, which must not go back.
//! Acquiring and recording allocate nothing. Its permits must not outlive it.
class CircuitBreaker final
{
public:
    //! Leave for one call. Ends exactly once: succeed(), fail() or cancel(); destroying an unended
    //! one cancels it. A verdict from an older generation (the state has changed since) only counts
    //! `late_results`.
    class Permit final
    {
    public:
        Permit() = default; //!< ended
        Permit(Permit &&other) noexcept;
        Permit &operator=(Permit &&other) noexcept;
        ~Permit();

        bool isLive() const { return m_breaker != nullptr; }
        void succeed(MonotonicTime now);
        //! `why` goes into the transition's detail if this failure trips the breaker.
        void fail(MonotonicTime now, const QString &why);
        void cancel();

    private:
        friend class CircuitBreaker;
        Permit(CircuitBreaker *breaker, std::uint32_t generation, MonotonicTime startedAt);

        CircuitBreaker *m_breaker = nullptr;
        std::uint32_t m_generation = 0;
        MonotonicTime m_startedAt{};
    };

    //! Why there was no permit, and when to ask again. `retryAfter` is 0 when unknown (all probes
    //! are out, or forced open without end).
    struct Rejection
    {
        enum class Reason : std::uint8_t { Open, ProbesExhausted, ForcedOpen } reason = Reason::Open;
        Duration retryAfter{};
    };

    using TransitionHandler = std::function<void(const BreakerTransition &)>;

    CircuitBreaker(const StabilityConfig::CircuitBreaker &config, RandomSource &random,
                   BreakerCounters &counters);
    ~CircuitBreaker();
    CircuitBreaker(const CircuitBreaker &) = delete;
    CircuitBreaker &operator=(const CircuitBreaker &) = delete;

    //! Called on every change, from within the call that caused it; must not call back into the
    //! breaker.
    void onTransition(TransitionHandler handler);

    [[nodiscard]] Expected<Permit, Rejection> tryAcquire(MonotonicTime now);
    //! A failure that belongs to no permit, such as an abnormal close.
    void recordFailure(MonotonicTime now, const QString &why);
    //! Calls out past their deadline: `count` of them. Trips before anything completes.
    void recordStalled(MonotonicTime now, int count);

    //! When onTimer() has something to do: end of the open period, expiry of an override. None
    //! otherwise.
    std::optional<MonotonicTime> nextWake() const;
    //! Call at `nextWake()`: moves open to half-open without waiting for traffic, ends overrides.
    void onTimer(MonotonicTime now);
    //! An adopted client came back: half-open now, whatever the timer says. No effect unless open.
    void peerReturned(MonotonicTime now);
    //! Back to closed with nothing remembered.
    void reset(MonotonicTime now);
    //! Live change of settings; the present open period keeps its length.
    void configure(const StabilityConfig::CircuitBreaker &config);

    struct Override
    {
        BreakerOverride value = BreakerOverride::None;
        QString owner;
        QString reason;
        MonotonicTime until{};
    };
    static constexpr Duration defaultOverrideLength = std::chrono::minutes(15);
    void force(MonotonicTime now, BreakerOverride value, const QString &owner,
               const QString &reason, Duration length = defaultOverrideLength);
    void clearOverride(MonotonicTime now);

    //! Of the computed state; an override hides it but does not stop it.
    BreakerState state() const;
    const Override &override_() const;
    MonotonicTime stateSince() const;
    int consecutiveFailures() const;
    int probeSuccesses() const; //!< in this half-open phase
    int permitsOut() const;     //!< of this half-open phase; 0 in other states
    SlidingWindow::Totals window(MonotonicTime now);
    const std::optional<BreakerTransition> &lastTransition() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Breakwater
