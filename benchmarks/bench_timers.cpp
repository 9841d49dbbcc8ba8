// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// Timers of many sessions: what does it cost to put one off while 10 000 run, and what does one
// cost that is started and fires alone? Ours, and one timer of Qt's for each.

#include <benchmarks/support/measurements.h>

#include <core/base/realtimesystem.h>

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <random>

using namespace Breakwater;
using namespace Breakwater::Bench;
using namespace std::chrono_literals;

namespace {

constexpr std::int64_t many = 10'000;

//! A Timer that is a precise QTimer of its own.
class QtTimer final : public Timer
{
public:
    QtTimer(const TimeSystem &time, std::function<void()> callback) : m_time(time)
    {
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, std::move(callback));
    }

    void startAt(MonotonicTime due) override
    {
        const auto wait = std::chrono::ceil<std::chrono::milliseconds>(due - m_time.now());
        m_timer.start(std::max(wait, 0ms));
    }
    void stop() override { m_timer.stop(); }
    bool isActive() const override { return m_timer.isActive(); }

private:
    const TimeSystem &m_time;
    QTimer m_timer;
};

enum class Kind { Qt, Ours };

std::unique_ptr<Timer> make(RealTimeSystem &time, Kind kind, std::function<void()> callback)
{
    if (kind == Kind::Ours)
        return time.createTimer(std::move(callback));
    return std::make_unique<QtTimer>(time, std::move(callback));
}

//! Each is put off again and again, to somewhere in the next half minute, as pings and deadlines.
void putOff(benchmark::State &state, Kind kind)
{
    RealTimeSystem time;
    std::mt19937 random(1);
    std::vector<Duration> waits;
    for (int i = 0; i < 4096; ++i)
        waits.push_back(1s + 1ms * (random() % 30'000));
    std::vector<std::unique_ptr<Timer>> timers;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        timers.push_back(make(time, kind, [] {}));
        timers.back()->startAt(time.now() + waits[random() % waits.size()]);
    }
    std::size_t turn = 0;
    for (auto _ : state) {
        const std::size_t i = turn * 7919 % timers.size(); // not in the order in which they began
        timers[i]->startAt(time.now() + waits[turn % waits.size()]);
        ++turn;
    }
}

//! One after the other is started as due, and the event loop fires it; as many others wait.
void fire(benchmark::State &state, Kind kind)
{
    RealTimeSystem time;
    std::vector<std::unique_ptr<Timer>> others;
    for (std::int64_t i = 0; i < state.range(0); ++i) {
        others.push_back(make(time, kind, [] {}));
        others.back()->startAt(time.now() + 1h);
    }
    bool hasFired = false;
    const auto timer = make(time, kind, [&] { hasFired = true; });
    for (auto _ : state) {
        hasFired = false;
        timer->startAt(time.now());
        while (!hasFired)
            QCoreApplication::processEvents();
    }
}

void judge(const Measurements &measured, Report &report)
{
    const std::string qt = "put_off_qt/" + std::to_string(many);
    const std::string ours = "put_off/" + std::to_string(many);
    if (measured.has(qt) && measured.has(ours))
        report.setSpeedup(measured.median(qt) / measured.median(ours));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    for (const std::int64_t count : {std::int64_t{10}, std::int64_t{1000}, many}) {
        benchmark::RegisterBenchmark("put_off", putOff, Kind::Ours)->Arg(count);
        benchmark::RegisterBenchmark("put_off_qt", putOff, Kind::Qt)->Arg(count);
    }
    for (const std::int64_t others : {std::int64_t{0}, std::int64_t{100}}) {
        benchmark::RegisterBenchmark("fire", fire, Kind::Ours)->Arg(others);
        benchmark::RegisterBenchmark("fire_qt", fire, Kind::Qt)->Arg(others);
    }
    return runBenchmarks(argc, argv, QStringLiteral("timer_performance"), judge);
}
