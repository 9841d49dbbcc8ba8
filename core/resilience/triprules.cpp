// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/resilience/triprules.h>

#include <core/resilience/words.h>

#include <algorithm>
#include <limits>

namespace Breakwater {

namespace {

bool reaches(std::uint64_t part, std::uint64_t whole, double share)
{
    return static_cast<double>(part) >= share * static_cast<double>(whole);
}

} // namespace

TripRules::TripRules(const StabilityConfig::CircuitBreaker &config)
    : m_config(config), m_window(config.window)
{ }

void TripRules::configure(const StabilityConfig::CircuitBreaker &config)
{
    if (config.window != m_config.window)
        m_window = SlidingWindow(config.window);
    m_config = config;
}

void TripRules::clear()
{
    m_window.clear();
    m_isCalm = true;
    m_consecutive = 0;
    m_lastWhy.clear();
}

std::optional<BreakerCause> TripRules::recordFailure(MonotonicTime now, Duration took,
                                                     const QString &why)
{
    noteTrouble(now);
    m_isCalm = false;
    if (m_consecutive == 0)
        m_runBegan = now;
    if (m_consecutive < std::numeric_limits<int>::max())
        ++m_consecutive;
    m_lastWhy = why;
    m_window.recordFailure(now, isSlow(took));

    if (m_consecutive >= m_config.failureThreshold)
        return BreakerCause::ConsecutiveFailures;
    return judgeRates(m_window.latest());
}

std::optional<BreakerCause> TripRules::judgeStalled(MonotonicTime now, int count)
{
    if (count <= 0)
        return std::nullopt;
    const auto stalled = static_cast<std::uint64_t>(count);
    const auto totals = m_window.totals(now);
    const std::uint64_t calls = totals.calls() + stalled;
    const bool tooMany = count >= m_config.failureThreshold - m_consecutive
        || (areEnough(calls)
            && reaches(totals.failures + stalled, calls, m_config.failureRateThreshold));
    return tooMany ? std::optional(BreakerCause::StalledCalls) : std::nullopt;
}

std::optional<BreakerCause> TripRules::judgeRates(const SlidingWindow::Totals &recent) const
{
    const std::uint64_t calls = recent.calls();
    if (!areEnough(calls))
        return std::nullopt;
    if (recent.failures != 0 && reaches(recent.failures, calls, m_config.failureRateThreshold))
        return BreakerCause::FailureRate;
    const bool slowCallsCount = m_config.slowRateThreshold < 1.0;
    if (slowCallsCount && recent.slow != 0
        && reaches(recent.slow, calls, m_config.slowRateThreshold))
        return BreakerCause::SlowRate;
    return std::nullopt;
}

bool TripRules::areEnough(std::uint64_t calls) const
{
    return calls >= static_cast<std::uint64_t>(std::max(m_config.minimumCalls, 1));
}

void TripRules::noteTrouble(MonotonicTime now)
{
    const auto totals = m_window.totals(now);
    if (totals.failures + totals.slow == 0)
        m_troubleBegan = now;
}

QString TripRules::sentence(BreakerCause cause, MonotonicTime now, int stalled)
{
    const auto totals = m_window.totals(now);
    const QString run = counted(m_consecutive, u"consecutive failure"_qs);
    switch (cause) {
    case BreakerCause::FailureRate:
        return because(u"failure rate %1 ≥ %2 in the last %3"_qs.arg(
                           percent(totals.failureRate(), 1), percent(m_config.failureRateThreshold),
                           spoken(m_config.window)),
                       m_lastWhy);
    case BreakerCause::SlowRate:
        return u"%1 of the calls in the last %2 took longer than %3 (limit %4)"_qs.arg(
            percent(totals.slowRate(), 1), spoken(m_config.window),
            spoken(m_config.slowCallThreshold), percent(m_config.slowRateThreshold));
    case BreakerCause::StalledCalls: {
        const QString calls = u"no answer in time to %1"_qs.arg(counted(stalled, u"call"_qs));
        return m_consecutive == 0 ? calls : u"%1, after %2"_qs.arg(calls, because(run, m_lastWhy));
    }
    default: return because(run, m_lastWhy);
    }
}

Duration TripRules::timeToDetect(BreakerCause cause, MonotonicTime now) const
{
    if (cause == BreakerCause::FailureRate || cause == BreakerCause::SlowRate)
        return std::min(now - m_troubleBegan, m_config.window);
    return m_consecutive == 0 ? Duration::zero() : now - m_runBegan;
}

} // namespace Breakwater
