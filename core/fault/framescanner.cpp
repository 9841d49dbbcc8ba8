// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/framescanner.h>

#include <algorithm>
#include <utility>

namespace Breakwater {

namespace {

constexpr qsizetype mostHandshake = 64 * 1024;

//! A request, or the answer that grants it; anything else is followed by no frames.
bool isUpgrade(QByteArrayView handshake)
{
    return handshake.startsWith("GET ") || handshake.startsWith("HTTP/1.1 101");
}

QByteArray cutOff(QByteArrayView &bytes, qsizetype count)
{
    const QByteArray front = bytes.first(count).toByteArray();
    bytes = bytes.sliced(count);
    return front;
}

//! How many bytes a piece begins with: the header, or all of a control frame. As far as these tell.
qsizetype wantedBytes(QByteArrayView held)
{
    const auto header = readFrameHeader(held);
    if (!header)
        return frameHeaderBytes(held);
    const bool isWhole = header->isLegal && header->isControl();
    return header->headerBytes + (isWhole ? static_cast<qsizetype>(header->payloadBytes) : 0);
}

} // namespace

std::vector<FrameScanner::Piece> FrameScanner::feed(QByteArrayView bytes)
{
    std::vector<Piece> pieces;
    while (!bytes.isEmpty()) {
        if (m_part == Part::Opaque)
            pieces.push_back({.part = Part::Opaque, .bytes = cutOff(bytes, bytes.size())});
        else if (m_part == Part::Handshake)
            scanHandshake(bytes, pieces);
        else if (m_payloadLeft > 0)
            scanPayload(bytes, pieces);
        else
            scanHeader(bytes, pieces);
    }
    return pieces;
}

QByteArray FrameScanner::takeRest()
{
    m_part = Part::Opaque;
    return std::exchange(m_held, {});
}

void FrameScanner::scanHandshake(QByteArrayView &bytes, std::vector<Piece> &pieces)
{
    const qsizetype before = m_handshake.size();
    m_handshake += bytes.toByteArray();
    const qsizetype emptyLine = m_handshake.indexOf("\r\n\r\n", std::max<qsizetype>(before - 3, 0));
    const qsizetype end = emptyLine < 0 ? m_handshake.size() : emptyLine + 4;
    pieces.push_back({.part = Part::Handshake, .bytes = cutOff(bytes, end - before)});
    if (emptyLine < 0 && m_handshake.size() <= mostHandshake)
        return;
    m_part = emptyLine >= 0 && isUpgrade(m_handshake) ? Part::Frame : Part::Opaque;
    m_handshake.clear();
}

void FrameScanner::scanHeader(QByteArrayView &bytes, std::vector<Piece> &pieces)
{
    const qsizetype missing = wantedBytes(m_held) - m_held.size();
    m_held += cutOff(bytes, std::min(missing, bytes.size()));
    if (m_held.size() < wantedBytes(m_held))
        return;
    m_frame = *readFrameHeader(m_held);
    if (!m_frame.isLegal) {
        m_part = Part::Opaque;
        pieces.push_back({.part = Part::Opaque, .bytes = std::exchange(m_held, {})});
        return;
    }
    m_payloadLeft = m_frame.isControl() ? 0 : m_frame.payloadBytes;
    pieces.push_back({.part = Part::Frame,
                      .bytes = std::exchange(m_held, {}),
                      .frame = m_frame,
                      .isFirst = true,
                      .isLast = m_payloadLeft == 0});
}

void FrameScanner::scanPayload(QByteArrayView &bytes, std::vector<Piece> &pieces)
{
    const auto available = static_cast<std::uint64_t>(bytes.size());
    const std::uint64_t offset = m_frame.payloadBytes - m_payloadLeft;
    const std::uint64_t count = std::min(available, m_payloadLeft);
    m_payloadLeft -= count;
    pieces.push_back({.part = Part::Frame,
                      .bytes = cutOff(bytes, static_cast<qsizetype>(count)),
                      .frame = m_frame,
                      .isLast = m_payloadLeft == 0,
                      .offset = offset});
}

} // namespace Breakwater
