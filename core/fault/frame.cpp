// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/frame.h>

#include <QtCore/QtEndian>

#include <algorithm>

namespace Breakwater {

namespace {

constexpr std::uint8_t maskBit = 0x80; // of the second byte
constexpr std::uint8_t lengthBits = 0x7f;
constexpr std::uint8_t longLength = 126;     // two bytes follow
constexpr std::uint8_t veryLongLength = 127; // eight bytes follow

int lengthBytes(std::uint8_t second)
{
    const std::uint8_t length = second & lengthBits;
    return length == longLength ? 2 : length == veryLongLength ? 8 : 0;
}

bool isKnown(std::uint8_t opcode)
{
    return opcode <= 0x2 || (opcode >= FrameHeader::close && opcode <= FrameHeader::pong);
}

template <class Number> QByteArray bigEndian(Number number)
{
    QByteArray bytes(sizeof number, Qt::Uninitialized);
    qToBigEndian(number, bytes.data());
    return bytes;
}

} // namespace

int frameHeaderBytes(QByteArrayView bytes)
{
    if (bytes.size() < 2)
        return 2;
    const auto second = static_cast<std::uint8_t>(bytes[1]);
    return 2 + lengthBytes(second) + ((second & maskBit) != 0 ? 4 : 0);
}

std::optional<FrameHeader> readFrameHeader(QByteArrayView bytes)
{
    const int size = frameHeaderBytes(bytes);
    if (bytes.size() < size)
        return {};
    const auto first = static_cast<std::uint8_t>(bytes[0]);
    const auto second = static_cast<std::uint8_t>(bytes[1]);
    FrameHeader header{.opcode = static_cast<std::uint8_t>(first & 0xf),
                       .isFinal = (first & 0x80) != 0,
                       .payloadBytes = static_cast<std::uint64_t>(second & lengthBits),
                       .headerBytes = size};
    if (lengthBytes(second) == 2)
        header.payloadBytes = qFromBigEndian<std::uint16_t>(bytes.data() + 2);
    else if (lengthBytes(second) == 8)
        header.payloadBytes = qFromBigEndian<std::uint64_t>(bytes.data() + 2);
    if ((second & maskBit) != 0) {
        header.mask.emplace();
        std::copy_n(bytes.data() + size - 4, 4, header.mask->begin());
    }
    const bool isShort = header.payloadBytes <= FrameHeader::mostControlPayload;
    header.isLegal = (first & 0x70) == 0 && isKnown(header.opcode)
        && header.payloadBytes <= std::uint64_t(INT64_MAX)
        && (!header.isControl() || (isShort && header.isFinal));
    return header;
}

QByteArray masked(QByteArrayView payload, const FrameMask &mask)
{
    QByteArray result = payload.toByteArray();
    for (qsizetype i = 0; i < result.size(); ++i)
        result[i] = static_cast<char>(result[i] ^ mask[static_cast<std::size_t>(i % 4)]);
    return result;
}

QByteArray makeFrame(std::uint8_t opcode, QByteArrayView payload,
                     const std::optional<FrameMask> &mask)
{
    Q_ASSERT(payload.size() <= UINT16_MAX);
    const bool isLong = payload.size() >= longLength;
    const std::uint8_t length = isLong ? longLength : static_cast<std::uint8_t>(payload.size());
    QByteArray frame;
    frame += static_cast<char>(0x80 | opcode);
    frame += static_cast<char>((mask ? maskBit : 0) | length);
    if (isLong)
        frame += bigEndian(static_cast<std::uint16_t>(payload.size()));
    if (!mask)
        return frame + payload.toByteArray();
    for (const std::uint8_t byte : *mask)
        frame += static_cast<char>(byte);
    return frame + masked(payload, *mask);
}

QByteArray closePayload(int code, QByteArrayView reason)
{
    return bigEndian(static_cast<std::uint16_t>(code)) + reason.toByteArray();
}

} // namespace Breakwater
