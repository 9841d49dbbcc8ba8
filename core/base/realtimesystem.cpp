// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/realtimesystem.h>

#include <core/base/eventlooptimers.h>

#include <QtCore/QtGlobal>

#include <algorithm>

#include <time.h>

namespace Breakwater {

namespace {

#ifdef Q_OS_LINUX
Duration read(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}
#endif

} // namespace

MonotonicTime RealTimeSystem::now() const
{
    return MonotonicTime(std::chrono::steady_clock::now().time_since_epoch());
}

WallTime RealTimeSystem::wallNow() const
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Duration RealTimeSystem::asleep() const
{
#ifdef Q_OS_LINUX
    // Whoever is interrupted between two clocks measures the interruption; so in quick succession.
    constexpr Duration quick = std::chrono::milliseconds(1);
    Duration slept{};
    for (int attempt = 0; attempt < 3; ++attempt) {
        const Duration before = read(CLOCK_MONOTONIC);
        slept = read(CLOCK_BOOTTIME) - before;
        if (read(CLOCK_MONOTONIC) - before < quick)
            break;
    }
    return std::max(slept, Duration::zero());
#else
    return {};
#endif
}

std::unique_ptr<Timer> RealTimeSystem::createTimer(std::function<void()> callback)
{
    auto timers = m_timers.lock();
    if (!timers)
        m_timers = timers = std::make_shared<EventLoopTimers>(*this);
    return timers->createTimer(std::move(callback));
}

} // namespace Breakwater
