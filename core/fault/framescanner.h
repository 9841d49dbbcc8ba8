// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/fault/frame.h>

#include <QtCore/QByteArray>

#include <cstdint>
#include <vector>

namespace Breakwater {

//! Finds the frames of RFC 6455 in one direction of a TCP stream that begins with an HTTP upgrade.
//! Incremental: bytes may arrive in pieces of any size. Changes nothing, judges nothing.
//!
//! What is no such stream (TLS, plain HTTP, a refused upgrade, a broken frame) is opaque from there
//! on. Pure.
class FrameScanner final
{
public:
    enum class Part : std::uint8_t {
        Handshake, //!< up to and with the empty line
        Frame,
        Opaque, //!< not understood; no frame will follow
    };
    struct Piece
    {
        Part part = Part::Opaque;
        QByteArray bytes;
        // Of Part::Frame:
        FrameHeader frame = {};   //!< of the frame that the bytes belong to
        bool isFirst = false;     //!< the bytes begin with the whole header
        bool isLast = false;      //!< the frame is complete with them
        std::uint64_t offset = 0; //!< payload bytes of this frame in earlier pieces
    };

    //! All that can be told so far, in order. A header comes whole, and so does a control frame;
    //! until then they are held back.
    std::vector<Piece> feed(QByteArrayView bytes);
    //! What was held back, because there will be no more.
    QByteArray takeRest();

    //! The handshake is over, and no frame has been begun by the pieces so far.
    bool isBetweenFrames() const { return m_part == Part::Frame && m_payloadLeft == 0; }
    bool isOpaque() const { return m_part == Part::Opaque; }
    //! The handshake is over.
    bool hasFrames() const { return m_part == Part::Frame; }

private:
    void scanHandshake(QByteArrayView &bytes, std::vector<Piece> &pieces);
    void scanHeader(QByteArrayView &bytes, std::vector<Piece> &pieces);
    void scanPayload(QByteArrayView &bytes, std::vector<Piece> &pieces);

    Part m_part = Part::Handshake;
    QByteArray m_handshake; //!< so far
    QByteArray m_held;      //!< a part of a header, or of a control frame
    FrameHeader m_frame;
    std::uint64_t m_payloadLeft = 0; //!< of a frame that a piece has begun
};

} // namespace Breakwater
