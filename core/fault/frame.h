// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>

#include <array>
#include <cstdint>
#include <optional>

namespace Breakwater {

using FrameMask = std::array<std::uint8_t, 4>;

//! The header of a WebSocket frame (RFC 6455, section 5.2).
struct FrameHeader
{
    static constexpr std::uint8_t close = 0x8;
    static constexpr std::uint8_t ping = 0x9;
    static constexpr std::uint8_t pong = 0xa;
    static constexpr std::uint64_t mostControlPayload = 125;

    std::uint8_t opcode = 0;
    bool isFinal = true;
    std::optional<FrameMask> mask = {}; //!< frames of clients have one
    std::uint64_t payloadBytes = 0;
    int headerBytes = 0;

    bool isControl() const { return (opcode & 0x8) != 0; }
    //! An opcode that RFC 6455 knows, no reserved bits, and control frames short and in one piece.
    bool isLegal = true;
};

//! How long a header is that begins like this; 2 until its first two bytes are there.
int frameHeaderBytes(QByteArrayView bytes);

//! None while the header is not complete in these bytes.
std::optional<FrameHeader> readFrameHeader(QByteArrayView bytes);

//! Masking and unmasking are the same.
QByteArray masked(QByteArrayView payload, const FrameMask &mask);

//! A whole frame; the payload is given unmasked, and at most 65535 bytes of it.
QByteArray makeFrame(std::uint8_t opcode, QByteArrayView payload,
                     const std::optional<FrameMask> &mask);

//! The payload of a Close frame.
QByteArray closePayload(int code, QByteArrayView reason);

} // namespace Breakwater
