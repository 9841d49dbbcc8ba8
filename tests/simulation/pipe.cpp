// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/simulation/pipe.h>

#include <algorithm>

namespace Breakwater::Simulation {

Pipe::Pipe(SimTime &time, Chance &chance, const WireConditions &conditions, Arrived arrived)
    : m_time(time), m_chance(chance), m_conditions(conditions), m_arrived(std::move(arrived))
{ }

void Pipe::push(Frame frame)
{
    if (m_isCut)
        return;
    m_backlogBytes += frame.bytes();
    m_backlog.push_back(std::move(frame));
    depart();
}

void Pipe::depart()
{
    bool hasDeparted = false;
    while (!m_backlog.empty()) {
        const std::int64_t bytes = m_backlog.front().bytes();
        if (m_kernelBytes > 0 && m_kernelBytes + bytes > m_conditions.kernelBytes)
            break;
        const Duration latency = m_chance.duration(m_conditions.shortest, m_conditions.longest);
        m_lastArrival = std::max(m_lastArrival, m_time.now() + latency);
        m_underWay.push_back({std::move(m_backlog.front()), m_time.now(), m_lastArrival});
        m_backlog.pop_front();
        m_kernelBytes += bytes;
        m_backlogBytes -= bytes;
        hasDeparted = true;
    }
    scheduleArrival();
    if (!hasDeparted || !m_drained || m_isDraining)
        return;
    m_isDraining = true;
    m_time.after(Duration::zero(), [this] {
        m_isDraining = false;
        if (!m_isCut)
            m_drained();
    });
}

void Pipe::scheduleArrival()
{
    if (m_isScheduled || m_underWay.empty() || m_isSwallowing)
        return;
    m_isScheduled = true;
    m_time.at(m_underWay.front().arrives, [this] { onArrival(); });
}

void Pipe::onArrival()
{
    m_isScheduled = false;
    if (m_underWay.empty() || m_isSwallowing)
        return;
    const MonotonicTime now = m_time.now();
    if (now < m_conditions.partitionedUntil) { // TCP sends it again later
        UnderWay &first = m_underWay.front();
        first.arrives = m_conditions.partitionedUntil
            + m_chance.duration(m_conditions.shortest, m_conditions.longest);
        m_lastArrival = std::max(m_lastArrival, first.arrives);
    }
    if (m_underWay.front().arrives > now)
        return scheduleArrival();
    const Frame frame = std::move(m_underWay.front().frame);
    m_underWay.pop_front();
    m_kernelBytes -= frame.bytes();
    depart();
    m_arrived(frame);
}

std::optional<MonotonicTime> Pipe::unacknowledgedSince() const
{
    return m_underWay.empty() ? std::nullopt : std::optional(m_underWay.front().departed);
}

void Pipe::dropBacklog()
{
    m_backlog.clear();
    m_backlogBytes = 0;
}

void Pipe::cut()
{
    m_isCut = true;
    dropBacklog();
    m_underWay.clear();
    m_kernelBytes = 0;
}

} // namespace Breakwater::Simulation
