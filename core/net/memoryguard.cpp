// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/memoryguard.h>

#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! An answer to the handshake is a few hundred bytes; QWebSocket would read 800 KB and more.
constexpr qint64 longestHandshake = 64 * 1024;
//! Of pongs that wait for a peer which asks and does not read: twenty thousand of them. A thousand
//! such clients must not hold a thousand times what one message of ours may take.
constexpr std::int64_t mostPongBytes = 1024 * 1024;

} // namespace

MemoryGuard::MemoryGuard(QWebSocket &socket, const StabilityConfig::Limits &limits,
                         TimeSystem &time)
    : m_socket(socket), m_backlog(socket), m_limits(limits), m_time(time),
      m_watchdog(time.createTimer([this] { onWatchdog(); }))
{
    const auto most = static_cast<quint64>(limits.messageBytes);
    socket.setMaxAllowedIncomingFrameSize(most);
    socket.setMaxAllowedIncomingMessageSize(most);
    // Must exceed the largest frame: QWebSocket waits for a whole one, and would wait for ever.
    socket.setReadBufferSize(limits.messageBytes + 64);
    connect(&socket, &QWebSocket::textFrameReceived, this,
            [this](const QString &, bool isLast) { onFrame(isLast); });
    connect(&socket, &QWebSocket::binaryFrameReceived, this,
            [this](const QByteArray &, bool isLast) { onFrame(isLast); });
    connect(&socket, &QWebSocket::bytesWritten, this, &MemoryGuard::watchBacklog);
}

void MemoryGuard::watchInside()
{
    if (const QTcpSocket *tcp = tcpSocketOf(m_socket))
        connect(tcp, &QTcpSocket::readyRead, this, &MemoryGuard::onBytesArrived);
}

void MemoryGuard::noteSent(std::int64_t bytes)
{
    constexpr std::int64_t longestHeader = 14;
    const std::int64_t backlog = m_backlog.bytes();
    m_ownBacklog = std::min(backlog, m_ownBacklog + bytes + longestHeader);
    judge(backlog);
}

//! Too much is forgiven for one watchdog interval, so that a large message of our own may pass.
void MemoryGuard::judge(std::int64_t backlog)
{
    m_ownBacklog = std::min<std::int64_t>(m_ownBacklog, backlog);
    if (backlog <= m_limits.sendBufferBytes) {
        m_watchdog->stop();
    } else if (!m_watchdog->isActive()) {
        m_watchdog->startAt(m_time.now() + m_limits.watchdogInterval);
    }
}

// Limits on frame and message do not stop empty fragments, which cost time without end.
void MemoryGuard::onFrame(bool isLast)
{
    m_unfinishedFrames = isLast ? 0 : m_unfinishedFrames + 1;
    if (m_unfinishedFrames == m_limits.framesPerMessage)
        Q_EMIT exceeded(
            EndKind::LimitExceeded,
            u"A message came in more than %1 frames."_qs.arg(m_limits.framesPerMessage));
}

// Comes after QWebSocket has processed what it could.
void MemoryGuard::onBytesArrived()
{
    if (m_socket.state() == QAbstractSocket::ConnectedState) {
        // The pongs that QWebSocket sends unasked; these are not forgiven.
        const std::int64_t backlog = m_backlog.bytes();
        if (backlog > m_ownBacklog + std::min(mostPongBytes, m_limits.sendBufferBytes))
            return sayNotReading();
        judge(backlog);
    } else if (m_socket.state() == QAbstractSocket::ConnectingState
               && tcpSocketOf(m_socket)->bytesAvailable() > longestHandshake) {
        Q_EMIT exceeded(EndKind::HandshakeInvalid,
                        u"The headers of the server's answer do not end."_qs);
    }
}

void MemoryGuard::onWatchdog()
{
    if (m_backlog.bytes() > m_limits.sendBufferBytes)
        sayNotReading();
}

void MemoryGuard::sayNotReading()
{
    Q_EMIT exceeded(EndKind::LimitExceeded,
                    u"The peer does not read: too much was waiting for it."_qs);
}

} // namespace Breakwater
