// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/framefaults.h>

#include <utility>

namespace Breakwater {

namespace {

constexpr qsizetype mostInjected = 64 * 1024;

//! The other side's frames are masked exactly when this side's are not.
QByteArray pongFor(const FrameScanner::Piece &ping, std::uint64_t bits)
{
    const QByteArrayView payload = QByteArrayView(ping.bytes).sliced(ping.frame.headerBytes);
    if (ping.frame.mask)
        return makeFrame(FrameHeader::pong, masked(payload, *ping.frame.mask), {});
    FrameMask mask{};
    for (std::uint8_t &byte : mask) {
        byte = static_cast<std::uint8_t>(bits);
        bits >>= 8;
    }
    return makeFrame(FrameHeader::pong, payload, mask);
}

} // namespace

FrameFaults::FrameFaults(const LastingFaults &lasting, std::uint64_t seed, FaultCounts &counts)
    : m_lasting(lasting), m_counts(counts), m_random(seed)
{ }

FrameFaults::Passed FrameFaults::pass(QByteArrayView bytes)
{
    Passed passed;
    for (const FrameScanner::Piece &piece : m_scanner.feed(bytes))
        passPiece(piece, passed);
    if (m_scanner.isBetweenFrames())
        passed.onward += betweenFrames();
    return passed;
}

QByteArray FrameFaults::passRest()
{
    QByteArray rest = m_scanner.takeRest();
    if (!m_hasEnded)
        return rest;
    swallow(rest);
    return {};
}

QByteArray FrameFaults::inject(const QByteArray &frame)
{
    if (m_injected.size() + frame.size() > mostInjected || m_scanner.isOpaque())
        swallow(frame);
    else
        m_injected += frame;
    return m_scanner.isBetweenFrames() ? betweenFrames() : QByteArray();
}

QByteArray FrameFaults::closeWith(int code)
{
    m_closeCode = code;
    if (m_scanner.isBetweenFrames())
        return betweenFrames();
    m_hasEnded = m_hasEnded || !m_scanner.hasFrames();
    return {};
}

void FrameFaults::cutFrame()
{
    m_wantsCut = true;
    if (m_isInsideFrame || m_scanner.isOpaque())
        cut();
}

void FrameFaults::passPiece(const FrameScanner::Piece &piece, Passed &passed)
{
    if (piece.part == FrameScanner::Part::Frame)
        passFramePiece(piece, passed);
    else if (m_hasEnded)
        swallow(piece.bytes);
    else
        passed.onward += piece.bytes;
}

void FrameFaults::passFramePiece(const FrameScanner::Piece &piece, Passed &passed)
{
    if (piece.isFirst) {
        passed.onward += betweenFrames();
        m_leftUntilCut = (piece.frame.payloadBytes + std::uint64_t(piece.frame.headerBytes)) / 2;
    }
    if (m_hasEnded)
        return swallow(piece.bytes);
    if (piece.frame.isControl() && isLost(piece, passed))
        return;
    const auto size = static_cast<std::uint64_t>(piece.bytes.size());
    const QByteArray bytes = corrupted(piece);
    if (m_wantsCut && size >= m_leftUntilCut) {
        const auto kept = static_cast<qsizetype>(m_leftUntilCut);
        passed.onward += bytes.first(kept);
        swallow(bytes.sliced(kept));
        return cut();
    }
    m_leftUntilCut -= std::min(size, m_leftUntilCut);
    passed.onward += bytes;
    m_isInsideFrame = !piece.isLast;
}

bool FrameFaults::isLost(const FrameScanner::Piece &control, Passed &passed)
{
    if (control.frame.opcode == FrameHeader::ping && m_lasting.answerPings) {
        ++m_counts.pingsAnswered;
        passed.answers += pongFor(control, m_random.next());
        return true;
    }
    if (control.frame.opcode == FrameHeader::pong && happens(m_lasting.dropPongs)) {
        ++m_counts.pongsDropped;
        return true;
    }
    return false;
}

//! What waited for the end of a frame.
QByteArray FrameFaults::betweenFrames()
{
    QByteArray onward = std::exchange(m_injected, {});
    if (m_hasEnded) {
        swallow(onward);
        onward.clear();
    }
    if (m_closeCode && !m_hasEnded) {
        ++m_counts.closes;
        onward += makeFrame(FrameHeader::close, closePayload(*m_closeCode, {}), {});
        m_hasClosed = true;
        m_hasEnded = true;
    }
    return onward;
}

QByteArray FrameFaults::corrupted(const FrameScanner::Piece &piece)
{
    QByteArray bytes = piece.bytes;
    if (m_lasting.corrupt <= 0 || piece.frame.isControl())
        return bytes;
    for (qsizetype i = piece.isFirst ? piece.frame.headerBytes : 0; i < bytes.size(); ++i) {
        if (!happens(m_lasting.corrupt))
            continue;
        ++m_counts.bitsFlipped;
        bytes[i] = static_cast<char>(bytes[i] ^ (1 << (m_random.next() >> 61)));
    }
    return bytes;
}

void FrameFaults::swallow(const QByteArray &bytes)
{
    m_counts.swallowedBytes += static_cast<std::uint64_t>(bytes.size());
}

void FrameFaults::cut()
{
    m_counts.cuts += m_hasEnded ? 0 : 1;
    m_hasEnded = true;
}

bool FrameFaults::happens(double share)
{
    return share > 0 && static_cast<double>(m_random.next() >> 11) * 0x1.0p-53 < share;
}

} // namespace Breakwater
