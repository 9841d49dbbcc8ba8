// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/framewriter.h>

#include <core/base/randomsource.h>
#include <core/net/directwriter.h>

#include <QtCore/QIODevice>
#include <QtCore/QtEndian>

#include <openssl/rand.h>

#include <array>
#include <cstring>
#include <utility>

namespace Breakwater {

namespace {

constexpr std::size_t longestHeader = 14;
//! Below, a copy costs less than memory of its own; from there on QIODevice shares what it is
//! given.
constexpr std::size_t smallPayload = 4096;
constexpr std::size_t maskBytes = 4;
constexpr std::size_t masksAtOnce = 256;

void maskInto(char *to, const char *from, std::size_t size, std::uint32_t mask)
{
    std::array<char, 2 * maskBytes> key;
    std::memcpy(key.data(), &mask, maskBytes);
    std::memcpy(key.data() + maskBytes, &mask, maskBytes);
    std::uint64_t wideMask = 0;
    std::memcpy(&wideMask, key.data(), sizeof wideMask);
    std::size_t i = 0;
    for (; i + sizeof wideMask <= size; i += sizeof wideMask) {
        std::uint64_t word = 0;
        std::memcpy(&word, from + i, sizeof word);
        word ^= wideMask;
        std::memcpy(to + i, &word, sizeof word);
    }
    for (; i < size; ++i)
        to[i] = static_cast<char>(from[i] ^ key[i % maskBytes]);
}

} // namespace

void FrameWriter::write(Kind kind, const QByteArray &payload)
{
    const auto size = static_cast<std::size_t>(payload.size());
    if (size > smallPayload) {
        pushOut();
        writeLarge(kind, payload);
        m_written += static_cast<std::int64_t>(longestHeader + size);
    } else if (m_room.size() >= longestHeader + smallPayload) {
        if (m_room.size() - m_gathered < longestHeader + size)
            pushOut();
        m_gathered += putFrame(m_room.data() + m_gathered, kind, payload);
    } else {
        std::array<char, longestHeader + smallPayload> frame;
        m_device.write(frame.data(), static_cast<qint64>(putFrame(frame.data(), kind, payload)));
    }
}

void FrameWriter::gatherIn(std::span<char> room)
{
    Q_ASSERT(m_gathered == 0);
    m_room = room;
    m_written = 0;
}

void FrameWriter::pushOut()
{
    const std::size_t size = std::exchange(m_gathered, 0);
    if (size == 0)
        return;
    const auto taken = m_direct
        ? static_cast<std::size_t>(m_direct->write(m_room.data(), static_cast<std::int64_t>(size)))
        : 0;
    giveToDevice(m_room.data() + taken, size - taken);
}

void FrameWriter::release()
{
    if (m_gathered > smallPayload)
        pushOut();
    giveToDevice(m_room.data(), std::exchange(m_gathered, 0));
    m_room = {};
}

void FrameWriter::giveToDevice(const char *bytes, std::size_t size)
{
    if (size == 0)
        return;
    m_written += static_cast<std::int64_t>(size);
    m_device.write(bytes, static_cast<qint64>(size));
}

std::size_t FrameWriter::putFrame(char *to, Kind kind, const QByteArray &payload)
{
    const auto size = static_cast<std::size_t>(payload.size());
    const std::size_t header = putHeader(to, kind, size);
    if (!m_masks) {
        std::memcpy(to + header, payload.constData(), size);
        return header + size;
    }
    const std::uint32_t mask = nextMask();
    std::memcpy(to + header, &mask, maskBytes);
    maskInto(to + header + maskBytes, payload.constData(), size, mask);
    return header + maskBytes + size;
}

void FrameWriter::writeLarge(Kind kind, const QByteArray &payload)
{
    const auto size = static_cast<std::size_t>(payload.size());
    if (m_masks) {
        QByteArray frame(static_cast<qsizetype>(longestHeader + size), Qt::Uninitialized);
        frame.truncate(static_cast<qsizetype>(putFrame(frame.data(), kind, payload)));
        m_device.write(frame);
    } else {
        std::array<char, longestHeader> header;
        m_device.write(header.data(), static_cast<qint64>(putHeader(header.data(), kind, size)));
        m_device.write(payload);
    }
}

std::size_t FrameWriter::putHeader(char *to, Kind kind, std::uint64_t payloadBytes) const
{
    constexpr unsigned isFinal = 0x80;
    const unsigned isMasked = m_masks ? 0x80 : 0;
    to[0] = static_cast<char>(isFinal | static_cast<unsigned>(kind));
    if (payloadBytes < 126) {
        to[1] = static_cast<char>(isMasked | static_cast<unsigned>(payloadBytes));
        return 2;
    }
    if (payloadBytes <= 0xffff) {
        to[1] = static_cast<char>(isMasked | 126U);
        qToBigEndian(static_cast<quint16>(payloadBytes), to + 2);
        return 4;
    }
    to[1] = static_cast<char>(isMasked | 127U);
    qToBigEndian(static_cast<quint64>(payloadBytes), to + 2);
    return 10;
}

//! Nobody may foretell a mask (section 10.3), and asking the system for each would cost more than
//! the frame.
std::uint32_t FrameWriter::nextMask()
{
    if (m_used == m_chance.size()) {
        m_chance.resize(masksAtOnce);
        auto *bytes = reinterpret_cast<unsigned char *>(m_chance.data());
        if (RAND_bytes(bytes, static_cast<int>(masksAtOnce * maskBytes)) != 1) {
            SystemRandom system;
            for (auto &mask : m_chance)
                mask = static_cast<std::uint32_t>(system.next());
        }
        m_used = 0;
    }
    return m_chance[m_used++];
}

} // namespace Breakwater
