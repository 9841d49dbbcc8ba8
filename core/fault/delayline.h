// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/fault/faultplan.h>

#include <QtCore/QByteArray>

#include <deque>
#include <optional>

namespace Breakwater {

//! How long the bytes of one direction take, and in what pieces they come out: latency, jitter,
//! bandwidth, slices. Never reorders. Pure: never reads a clock; the caller passes `now`.
class DelayLine final
{
public:
    //! `lasting` may change at any time: latency for what is pushed from then on, the others at
    //! once.
    DelayLine(const LastingFaults &lasting, std::uint64_t seed);

    void push(const QByteArray &bytes, MonotonicTime now);
    //! The next piece, to be written by itself; none before nextWake().
    std::optional<QByteArray> take(MonotonicTime now);
    //! None when nothing waits.
    std::optional<MonotonicTime> nextWake() const;

    std::int64_t waitingBytes() const { return m_waitingBytes; }

private:
    struct Chunk
    {
        QByteArray bytes;
        MonotonicTime due;
    };
    qsizetype nextSize() const;
    Duration timeFor(qsizetype bytes) const;

    const LastingFaults &m_lasting;
    SeededRandom m_random;
    std::deque<Chunk> m_chunks;
    qsizetype m_taken = 0; //!< of the first chunk
    std::int64_t m_waitingBytes = 0;
    MonotonicTime m_freeAt{}; //!< when the line has finished sending the piece before
};

} // namespace Breakwater
