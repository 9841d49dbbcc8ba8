// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/delayline.h>
#include <core/fault/framefaults.h>

namespace Breakwater {

//! One direction of a link: bytes go in as they arrive, and come out late, in pieces, bent, or
//! never. Pure.
class FaultPipe final
{
public:
    //! `lasting` may change at any time. Draws its seeds from `random` here, and never again: what
    //! happens to one direction does not depend on the others.
    FaultPipe(const LastingFaults &lasting, RandomSource &random, FaultCounts &counts);

    //! The result are whole frames for inject() of the other direction.
    QByteArray push(QByteArrayView bytes, MonotonicTime now);
    void inject(const QByteArray &frame, MonotonicTime now);
    void closeWith(int code, MonotonicTime now);
    void cutFrame() { m_faults.cutFrame(); }
    //! The sender has ended; what it sent is still on its way.
    void senderEnded(MonotonicTime now);

    std::optional<QByteArray> take(MonotonicTime now) { return m_line.take(now); }
    std::optional<MonotonicTime> nextWake() const { return m_line.nextWake(); }
    std::int64_t waitingBytes() const { return m_line.waitingBytes(); }

    //! Nothing more will come out: cut, or closed, by a fault.
    bool isCutOff() const { return m_faults.hasEnded() && waitingBytes() == 0; }
    //! By a Close frame.
    bool hasClosed() const { return m_faults.hasClosed(); }
    //! Nothing more will come out, because the sender has ended.
    bool isDrained() const { return m_hasSenderEnded && waitingBytes() == 0; }

private:
    FrameFaults m_faults;
    DelayLine m_line;
    bool m_hasSenderEnded = false;
};

} // namespace Breakwater
