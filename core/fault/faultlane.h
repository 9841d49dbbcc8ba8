// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/faultpipe.h>
#include <core/fault/faultworld.h>

class QTcpSocket;

namespace Breakwater {

//! One direction of a link between its two sockets: reads one, writes the other, and knows when it
//! must not.
class FaultLane final
{
public:
    FaultLane(QTcpSocket &from, QTcpSocket &to, const LastingFaults &lasting, FaultWorld &world,
              RandomSource &random);

    FaultPipe &pipe() { return m_pipe; }
    const FaultPipe &pipe() const { return m_pipe; }

    struct Taken
    {
        std::int64_t bytes = 0; //!< 0: there is nothing to read, or it may not be read
        QByteArray answers;     //!< whole frames for inject() of the other direction
    };
    //! Reads once.
    Taken takeIn(MonotonicTime now);
    //! Writes what is due, as far as the receiver takes it; the result is the number of bytes.
    std::uint64_t putOut(MonotonicTime now);

    //! Nothing more will come, because the sender has ended, and the receiver is to know.
    bool passesEndOn(MonotonicTime now) const;
    //! When putOut() has something to do, or silence ends.
    std::optional<MonotonicTime> nextWake(MonotonicTime now) const;

    //! Blackhole: reads, and writes nothing.
    void silence(MonotonicTime until) { m_silentUntil = until; }
    //! Half-open: does not even read.
    void deafen(MonotonicTime until) { m_deafUntil = until; }

private:
    bool isSilent(MonotonicTime now) const; //!< also when it is deaf
    bool isDeaf(MonotonicTime now) const;
    bool canWrite() const;

    QTcpSocket &m_from;
    QTcpSocket &m_to;
    const LastingFaults &m_lasting;
    const FaultWorld &m_world;
    FaultPipe m_pipe;
    MonotonicTime m_silentUntil{};
    MonotonicTime m_deafUntil{};
};

//! The earlier one of those that exist.
inline std::optional<MonotonicTime> earlier(std::optional<MonotonicTime> one,
                                            std::optional<MonotonicTime> other)
{
    if (!one || !other)
        return one ? one : other;
    return std::min(*one, *other);
}

} // namespace Breakwater
