// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/simtime.h>

#include <QtCore/QtGlobal>

#include <algorithm>

namespace Breakwater::Simulation {

class SimTime::SimTimer final : public Timer
{
public:
    SimTimer(SimTime &time, std::uint32_t slot, std::function<void()> callback)
        : m_time(time), m_slot(slot), m_callback(std::move(callback))
    { }
    ~SimTimer() override
    {
        stop();
        m_time.m_timers[m_slot].timer = nullptr;
    }

    void startAt(MonotonicTime due) override
    {
        stop();
        m_time.push({.due = due, .timer = m_slot});
        m_time.m_timers[m_slot].armed = m_time.m_sequence;
        ++m_time.m_activeTimers;
    }
    void stop() override
    {
        if (isActive())
            --m_time.m_activeTimers;
        m_time.m_timers[m_slot].armed = 0;
    }
    bool isActive() const override { return m_time.m_timers[m_slot].armed != 0; }

    void fire()
    {
        stop();
        const auto callback = m_callback; // it may destroy this timer
        callback();
    }

private:
    SimTime &m_time;
    const std::uint32_t m_slot;
    std::function<void()> m_callback;
};

namespace {

constexpr Duration start = std::chrono::hours(1);
constexpr auto wallStart = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1);

bool isLater(MonotonicTime dueA, std::uint64_t sequenceA, MonotonicTime dueB,
             std::uint64_t sequenceB)
{
    return dueA != dueB ? dueA > dueB : sequenceA > sequenceB;
}

} // namespace

SimTime::SimTime() : m_now(start), m_wallOffset(wallStart.time_since_epoch() - start) { }

WallTime SimTime::wallNow() const
{
    return WallTime(
        std::chrono::floor<std::chrono::milliseconds>(m_now.time_since_epoch() + m_wallOffset));
}

std::unique_ptr<Timer> SimTime::createTimer(std::function<void()> callback)
{
    const auto slot = static_cast<std::uint32_t>(m_timers.size());
    auto timer = std::make_unique<SimTimer>(*this, slot, std::move(callback));
    m_timers.push_back({timer.get(), 0});
    return timer;
}

void SimTime::at(MonotonicTime due, Happening what)
{
    std::uint32_t index = 0;
    if (m_freeHappenings.empty()) {
        index = static_cast<std::uint32_t>(m_happenings.size());
        m_happenings.push_back(std::move(what));
    } else {
        index = m_freeHappenings.back();
        m_freeHappenings.pop_back();
        m_happenings[index] = std::move(what);
    }
    push({.due = due, .happening = index});
}

std::optional<MonotonicTime> SimTime::nextDue()
{
    while (!m_heap.empty() && isStale(m_heap.front()))
        pop();
    return m_heap.empty() ? std::nullopt : std::optional(m_heap.front().due);
}

void SimTime::runNext()
{
    const bool isAny = nextDue().has_value();
    Q_ASSERT(isAny);
    if (!isAny)
        return;
    const Entry next = pop();
    m_now = std::max(m_now, next.due);
    if (next.timer != none)
        return m_timers[next.timer].timer->fire();
    const Happening what = std::move(m_happenings[next.happening]);
    m_freeHappenings.push_back(next.happening);
    what();
}

void SimTime::stall(Duration length, First first)
{
    m_now += length;
    if (first == First::InOrder)
        return;
    std::vector<Entry> late;
    while (nextDue() && m_heap.front().due <= m_now)
        late.push_back(pop());
    const auto goesFirst
        = [first](const Entry &entry) { return (entry.timer != none) == (first == First::Timers); };
    std::stable_partition(late.begin(), late.end(), goesFirst);
    renumber(late);
}

//! From here on they are due now, in the order given.
void SimTime::renumber(std::vector<Entry> &late)
{
    for (Entry &entry : late) {
        entry.due = m_now;
        push(entry);
        if (entry.timer != none)
            m_timers[entry.timer].armed = m_sequence;
    }
}

void SimTime::push(Entry entry)
{
    entry.sequence = ++m_sequence;
    m_heap.push_back(entry);
    std::push_heap(m_heap.begin(), m_heap.end(), [](const Entry &a, const Entry &b) {
        return isLater(a.due, a.sequence, b.due, b.sequence);
    });
}

SimTime::Entry SimTime::pop()
{
    std::pop_heap(m_heap.begin(), m_heap.end(), [](const Entry &a, const Entry &b) {
        return isLater(a.due, a.sequence, b.due, b.sequence);
    });
    const Entry entry = m_heap.back();
    m_heap.pop_back();
    return entry;
}

bool SimTime::isStale(const Entry &entry) const
{
    return entry.timer != none && m_timers[entry.timer].armed != entry.sequence;
}

} // namespace Breakwater::Simulation
