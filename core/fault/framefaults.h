// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/randomsource.h>
#include <core/fault/faultcounts.h>
#include <core/fault/faultplan.h>
#include <core/fault/framescanner.h>

#include <optional>

namespace Breakwater {

//! What happens to the frames of one direction: some are lost, some bent, some answered here, some
//! put in, and one may be the last. Decided as they arrive; how long they take is the DelayLine's
//! business. Pure.
class FrameFaults final
{
public:
    //! `lasting` may change at any time; `seed` is this direction's own chance.
    FrameFaults(const LastingFaults &lasting, std::uint64_t seed, FaultCounts &counts);

    struct Passed
    {
        QByteArray onward;
        QByteArray answers; //!< whole frames for the other direction
    };
    //! After the end everything is swallowed.
    Passed pass(QByteArrayView bytes);
    //! The sender has ended: what is not a frame yet will never be one.
    QByteArray passRest();

    //! Puts a whole frame in between two others. The result is to go onward now; it is empty while
    //! a frame is under way.
    QByteArray inject(const QByteArray &frame);
    //! The same with a Close frame (unmasked: for a client), after which the direction has ended.
    QByteArray closeWith(int code);
    //! Ends in the middle: of the frame that is under way, else of the next one.
    void cutFrame();

    bool hasEnded() const { return m_hasEnded; }
    //! By a Close frame.
    bool hasClosed() const { return m_hasClosed; }

private:
    void passPiece(const FrameScanner::Piece &piece, Passed &passed);
    void passFramePiece(const FrameScanner::Piece &piece, Passed &passed);
    bool isLost(const FrameScanner::Piece &control, Passed &passed);
    QByteArray betweenFrames();
    QByteArray corrupted(const FrameScanner::Piece &piece);
    void swallow(const QByteArray &bytes);
    void cut();
    bool happens(double share);

    const LastingFaults &m_lasting;
    FaultCounts &m_counts;
    SeededRandom m_random;
    FrameScanner m_scanner;
    bool m_isInsideFrame = false;
    bool m_wantsCut = false;
    bool m_hasEnded = false;
    bool m_hasClosed = false;
    std::uint64_t m_leftUntilCut = 0;
    QByteArray m_injected; //!< waits for the end of a frame
    std::optional<int> m_closeCode;
};

} // namespace Breakwater
