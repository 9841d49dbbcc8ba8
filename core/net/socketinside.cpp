// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/socketinside.h>

#include <core/base/randomsource.h>

#include <QtCore/QtEndian>
#include <QtNetwork/QSslSocket>
#include <QtWebSockets/QWebSocket>

#include <algorithm>
#include <limits>

#ifdef Q_OS_LINUX
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#endif

namespace Breakwater {

void RetireWebSocket::operator()(QWebSocket *socket) const
{
    socket->disconnect();
    socket->abort();
    socket->deleteLater();
}

QTcpSocket *tcpSocketOf(const QWebSocket &socket)
{
    return socket.findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly);
}

QObject *frameReaderOf(const QWebSocket &socket)
{
    for (QObject *child : socket.children()) {
        const QMetaObject *meta = child->metaObject();
        if (meta->indexOfSignal(closeReceivedSignal) >= 0
            && meta->indexOfSignal(faultFoundSignal) >= 0)
            return child;
    }
    return nullptr;
}

namespace {

//! A QSslSocket speaks through a plain one of its own.
const QObject &carrierOf(const QTcpSocket &socket)
{
    const auto *plain = qobject_cast<const QSslSocket *>(&socket)
        ? socket.findChild<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly)
        : nullptr;
    return plain ? static_cast<const QObject &>(*plain) : socket;
}

} // namespace

bool isOnKernel(const QTcpSocket &socket)
{
    const QObjectList &children = carrierOf(socket).children();
    return std::any_of(children.begin(), children.end(), [](const QObject *child) {
        return qstrcmp(child->metaObject()->className(), "QNativeSocketEngine") == 0;
    });
}

QTcpSocket *tunnelOf(const QTcpSocket &socket)
{
    return carrierOf(socket).findChild<QTcpSocket *>();
}

std::int64_t backlogOf(const QWebSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(tcpSocketOf(socket));
    return socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

std::int64_t BacklogGauge::bytes() const
{
    if (!m_tcp) {
        m_tcp = tcpSocketOf(m_socket);
        m_tls = qobject_cast<const QSslSocket *>(m_tcp.data());
        if (!m_tcp)
            return m_socket.bytesToWrite();
    }
    if (!m_hasLookedForTunnel && m_tcp->state() == QAbstractSocket::ConnectedState) {
        m_tunnel = tunnelOf(*m_tcp);
        m_hasLookedForTunnel = true;
    }
    return m_tcp->bytesToWrite() + (m_tls ? m_tls->encryptedBytesToWrite() : 0)
        + (m_tunnel ? m_tunnel->bytesToWrite() : 0);
}

void limitUnacknowledgedTime(const QWebSocket &socket, Duration longest)
{
#if defined(Q_OS_LINUX) && defined(TCP_USER_TIMEOUT)
    const QTcpSocket *tcp = tcpSocketOf(socket);
    if (!tcp || tcp->socketDescriptor() < 0 || !isOnKernel(*tcp))
        return;
    const auto wanted = std::chrono::ceil<std::chrono::milliseconds>(longest).count();
    const auto value = static_cast<unsigned>(
        std::clamp<std::int64_t>(wanted, 1, std::numeric_limits<int>::max()));
    // A kernel that refuses costs nothing: the session's heartbeat finds the dead peer as well.
    ::setsockopt(static_cast<int>(tcp->socketDescriptor()), IPPROTO_TCP, TCP_USER_TIMEOUT, &value,
                 sizeof value);
#else
    Q_UNUSED(socket);
    Q_UNUSED(longest);
#endif
}

QByteArray closeFrame(int code, const QString &reason, bool masked)
{
    constexpr qsizetype longestReason = 123;
    QString shortened = reason;
    while (shortened.toUtf8().size() > longestReason)
        shortened.chop(shortened.size() > 1 && shortened.back().isLowSurrogate() ? 2 : 1);
    QByteArray payload(2, Qt::Uninitialized);
    qToBigEndian(static_cast<quint16>(code), payload.data());
    payload += shortened.toUtf8();

    QByteArray frame;
    frame += '\x88'; // final, Close
    frame += static_cast<char>((masked ? 0x80 : 0) | payload.size());
    if (!masked)
        return frame + payload;
    // Chance on the wire only, as in every frame that QWebSocket sends; no decision depends on it.
    QByteArray mask(4, Qt::Uninitialized);
    qToBigEndian(static_cast<quint32>(SeededRandom::fromSystem().next()), mask.data());
    for (qsizetype i = 0; i < payload.size(); ++i)
        payload[i] = static_cast<char>(payload[i] ^ mask[i % 4]);
    return frame + mask + payload;
}

} // namespace Breakwater
