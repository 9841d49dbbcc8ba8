// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/base/realtimesystem.h>

#include <QtCore/QTimer>

#include <algorithm>

#include <time.h>

namespace Breakwater {

namespace {

class QtTimer final : public Timer
{
public:
    QtTimer(const RealTimeSystem &system, std::function<void()> callback)
        : m_system(system), m_callback(std::move(callback))
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { onTimeout(); });
    }

    void startAt(MonotonicTime due) override
    {
        m_due = due;
        // Rounded up: a timer that fires early would find nothing due and have to come again.
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(due - m_system.now());
        constexpr std::chrono::milliseconds longest = std::chrono::hours(24);
        m_timer.start(std::clamp(wait, std::chrono::milliseconds(0), longest));
    }

    void stop() override { m_timer.stop(); }
    bool isActive() const override { return m_timer.isActive(); }

private:
    void onTimeout()
    {
        if (m_system.now() < m_due)
            return startAt(m_due);
        const auto callback = m_callback; // the callback may destroy this timer
        callback();
    }

    const RealTimeSystem &m_system;
    const std::function<void()> m_callback;
    MonotonicTime m_due{};
    QTimer m_timer;
};

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
    return std::make_unique<QtTimer>(*this, std::move(callback));
}

} // namespace Breakwater
