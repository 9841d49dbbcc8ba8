// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/config/stabilityconfig.h>
#include <core/metrics/slidingwindow.h>
#include <core/resilience/breakertransition.h>

#include <optional>

namespace Breakwater {

//! What a closed breaker remembers of recent calls, and when that is too much.
//!
//! Every record… answers the rule that holds after it, if any: whether to open is the breaker's
//! decision. Nothing here allocates; only sentence() does.
class TripRules final
{
public:
    explicit TripRules(const StabilityConfig::CircuitBreaker &config);

    std::optional<BreakerCause> recordSuccess(MonotonicTime now, Duration took);
    //! recordSuccess() while there is nothing to judge, since nothing failed or was slow lately:
    //! the usual case, in a few instructions. False, with nothing recorded, otherwise.
    bool recordIfCalm(MonotonicTime now, Duration took)
    {
        const bool isUsual = m_isCalm && !isSlow(took);
        if (isUsual) [[likely]]
            m_window.recordSuccess(now);
        return isUsual;
    }
    std::optional<BreakerCause> recordFailure(MonotonicTime now, Duration took, const QString &why);
    //! `count` calls are out past their deadline. They are judged as if they had failed, and not
    //! remembered: their own verdicts still come.
    std::optional<BreakerCause> judgeStalled(MonotonicTime now, int count);

    //! "5 consecutive failures: connection refused". `stalled` as given to judgeStalled(), else 0.
    QString sentence(BreakerCause cause, MonotonicTime now, int stalled);
    //! Since the first failure (or slow call) of the run behind `cause`.
    Duration timeToDetect(BreakerCause cause, MonotonicTime now) const;

    int consecutiveFailures() const { return m_consecutive; }
    SlidingWindow::Totals window(MonotonicTime now) { return m_window.totals(now); }
    void clear();
    //! A new window length starts a new window.
    void configure(const StabilityConfig::CircuitBreaker &config);

private:
    bool isSlow(Duration took) const { return took > m_config.slowCallThreshold; }
    std::optional<BreakerCause> judgeRates(const SlidingWindow::Totals &recent) const;
    bool areEnough(std::uint64_t calls) const;
    void noteTrouble(MonotonicTime now);

    StabilityConfig::CircuitBreaker m_config;
    bool m_isCalm = true; //!< no failure or slow call in the window, nor a run of failures
    int m_consecutive = 0;
    SlidingWindow m_window;
    QString m_lastWhy;              //!< of the latest failure
    MonotonicTime m_runBegan{};     //!< first of the consecutive failures
    MonotonicTime m_troubleBegan{}; //!< first failure or slow call since the window had none
};

inline std::optional<BreakerCause> TripRules::recordSuccess(MonotonicTime now, Duration took)
{
    if (isSlow(took)) [[unlikely]]
        noteTrouble(now);
    m_consecutive = 0;
    m_window.recordSuccess(now, isSlow(took));
    const auto recent = m_window.latest();
    m_isCalm = (recent.failures | recent.slow) == 0;
    return m_isCalm ? std::nullopt : judgeRates(recent);
}

} // namespace Breakwater
