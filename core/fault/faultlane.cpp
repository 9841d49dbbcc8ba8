// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/fault/faultlane.h>

#include <QtNetwork/QTcpSocket>

namespace Breakwater {

namespace {

constexpr qint64 readAtOnce = 64 * 1024;
constexpr qint64 mostUnwritten = 256 * 1024;

} // namespace

FaultLane::FaultLane(QTcpSocket &from, QTcpSocket &to, const LastingFaults &lasting,
                     FaultWorld &world, RandomSource &random)
    : m_from(from), m_to(to), m_lasting(lasting), m_world(world),
      m_pipe(lasting, random, world.counts)
{
    m_from.setReadBufferSize(readAtOnce); // else Qt would read on while we do not
}

FaultLane::Taken FaultLane::takeIn(MonotonicTime now)
{
    if (isDeaf(now) || m_pipe.waitingBytes() + m_to.bytesToWrite() >= m_world.mostWaiting)
        return {};
    const QByteArray bytes = m_from.isOpen() ? m_from.read(readAtOnce) : QByteArray();
    if (!bytes.isEmpty())
        return {.bytes = bytes.size(), .answers = m_pipe.push(bytes, now)};
    if (m_from.state() == QAbstractSocket::UnconnectedState)
        m_pipe.senderEnded(now);
    return {};
}

std::uint64_t FaultLane::putOut(MonotonicTime now)
{
    std::uint64_t written = 0;
    while (canWrite() && !isSilent(now)) {
        const auto piece = m_pipe.take(now);
        if (!piece)
            break;
        m_to.write(*piece);
        m_to.flush();
        written += static_cast<std::uint64_t>(piece->size());
        if (m_lasting.slice) // one in a turn of the event loop, so that they arrive one by one
            break;
    }
    return written;
}

bool FaultLane::passesEndOn(MonotonicTime now) const
{
    return m_pipe.isDrained() && !isSilent(now);
}

std::optional<MonotonicTime> FaultLane::nextWake(MonotonicTime now) const
{
    std::optional<MonotonicTime> wake;
    if (canWrite() && !isSilent(now)) // else bytesWritten(), or the end of silence, wakes us
        wake = m_pipe.nextWake();
    for (const MonotonicTime until : {m_silentUntil, m_deafUntil}) {
        if (until > now && until != MonotonicTime::max())
            wake = earlier(wake, until);
    }
    return wake;
}

bool FaultLane::isSilent(MonotonicTime now) const
{
    return m_world.isBlackhole || now < m_silentUntil || isDeaf(now);
}

bool FaultLane::isDeaf(MonotonicTime now) const
{
    return m_world.isHalfOpen || now < m_deafUntil;
}

bool FaultLane::canWrite() const
{
    return m_to.state() == QAbstractSocket::ConnectedState && m_to.bytesToWrite() < mostUnwritten;
}

} // namespace Breakwater
