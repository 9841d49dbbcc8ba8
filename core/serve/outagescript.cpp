// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/serve/outagescript.h>

#include <QtCore/QtGlobal>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

OutageKind after(OutageKind kind)
{
    switch (kind) {
    case OutageKind::Restart: return OutageKind::Drop;
    case OutageKind::Drop: return OutageKind::Silence;
    case OutageKind::Silence: return OutageKind::Restart;
    }
    Q_UNREACHABLE();
}

} // namespace

QLatin1StringView toString(OutageKind kind)
{
    switch (kind) {
    case OutageKind::Restart: return "restart"_L1;
    case OutageKind::Drop: return "drop"_L1;
    case OutageKind::Silence: return "silence"_L1;
    }
    Q_UNREACHABLE();
}

QLatin1StringView toString(ServePhase phase)
{
    switch (phase) {
    case ServePhase::Serving: return "serving"_L1;
    case ServePhase::Silent: return "silent"_L1;
    case ServePhase::Down: return "down"_L1;
    case ServePhase::Warming: return "warming"_L1;
    }
    Q_UNREACHABLE();
}

OutageScript::Times OutageScript::Times::forBreaker(const StabilityConfig::CircuitBreaker &breaker)
{
    using std::chrono::milliseconds;
    // The open period is jittered in [timeout/2, timeout] and starts within moments of the fault.
    constexpr Duration margin = milliseconds(300);
    constexpr Duration visible = milliseconds(1500);
    Times times;
    times.down = std::clamp<Duration>(breaker.timeout / 2 - margin, milliseconds(500),
                                      std::chrono::seconds(6));
    const Duration latestProbe = std::min<Duration>(breaker.timeout, std::chrono::seconds(8));
    times.warming = std::max(latestProbe + visible - times.down, visible);
    return times;
}

OutageScript::OutageScript(const Times &times, RandomSource &random, MonotonicTime startedAt)
    : m_times(times), m_random(random), m_next(startedAt + about(times.first))
{ }

std::optional<OutageScript::Step> OutageScript::onTimer(MonotonicTime now)
{
    if (now < m_next)
        return std::nullopt;
    const OutageKind kind = m_kind;
    switch (m_phase) {
    case ServePhase::Serving: {
        const bool silent = kind == OutageKind::Silence;
        m_phase = silent ? ServePhase::Silent : ServePhase::Down;
        m_next += silent ? m_times.silent : m_times.down;
        break;
    }
    case ServePhase::Silent:
        m_phase = ServePhase::Down;
        m_next += m_times.down;
        break;
    case ServePhase::Down:
        m_phase = ServePhase::Warming;
        m_next += m_times.warming;
        break;
    case ServePhase::Warming:
        m_phase = ServePhase::Serving;
        m_kind = after(kind);
        // From now, not from m_next: a machine that slept does not catch up on missed outages.
        m_next = now + about(m_times.period);
        break;
    }
    return Step{m_phase, kind};
}

std::optional<Duration> OutageScript::untilOutage(MonotonicTime now) const
{
    if (m_phase != ServePhase::Serving)
        return std::nullopt;
    return std::max(m_next - now, Duration::zero());
}

Duration OutageScript::about(Duration length)
{
    return m_random.uniform(length - length / 10, length + length / 10);
}

} // namespace Breakwater
