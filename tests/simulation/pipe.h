// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <tests/simulation/chance.h>
#include <tests/simulation/simtime.h>

#include <QtCore/QByteArray>

#include <deque>
#include <functional>
#include <optional>

namespace Breakwater::Simulation {

struct Frame
{
    enum class Kind : std::uint8_t { Accept, Refuse, Text, Binary, Ping, Pong, Close, Reset };

    Kind kind = Kind::Text;
    QByteArray payload = {};
    int closeCode = 0;

    std::int64_t bytes() const { return payload.size() + 6; }
};

//! What the wires of one place are like; changes while they are in use.
struct WireConditions
{
    Duration shortest = std::chrono::milliseconds(1); //!< latency
    Duration longest = std::chrono::milliseconds(5);
    std::int64_t kernelBytes = 64 * 1024; //!< what the kernel takes before it is full
    MonotonicTime partitionedUntil{};     //!< until then nothing arrives, and nothing is lost
};

//! One direction of a TCP connection: whole frames, in order, late but never lost, until it is cut.
class Pipe final
{
public:
    using Arrived = std::function<void(const Frame &)>;

    Pipe(SimTime &time, Chance &chance, const WireConditions &conditions, Arrived arrived);
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;

    //! Goes behind everything that was pushed before.
    void push(Frame frame);
    //! Bytes that the kernel has not taken yet.
    std::int64_t backlog() const { return m_backlogBytes; }
    //! Called from the event loop after the kernel took some of the backlog.
    void onDrained(std::function<void()> drained) { m_drained = std::move(drained); }
    //! Since when the kernel has been waiting for the other side; none while nothing is under way.
    std::optional<MonotonicTime> unacknowledgedSince() const;

    //! What the kernel does not have yet is lost with the process that wrote it.
    void dropBacklog();
    //! Nothing arrives any more, and nobody hears of it.
    void swallow() { m_isSwallowing = true; }
    //! As if nothing had ever been pushed; nothing arrives any more.
    void cut();

private:
    struct UnderWay
    {
        Frame frame;
        MonotonicTime departed{};
        MonotonicTime arrives{};
    };
    void depart();
    void scheduleArrival();
    void onArrival();

    SimTime &m_time;
    Chance &m_chance;
    const WireConditions &m_conditions;
    Arrived m_arrived;
    std::function<void()> m_drained;
    std::deque<Frame> m_backlog;
    std::deque<UnderWay> m_underWay;
    std::int64_t m_backlogBytes = 0;
    std::int64_t m_kernelBytes = 0;
    MonotonicTime m_lastArrival{};
    bool m_isScheduled = false;
    bool m_isDraining = false;
    bool m_isSwallowing = false;
    bool m_isCut = false;
};

} // namespace Breakwater::Simulation
