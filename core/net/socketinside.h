// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/time.h>

#include <QtCore/QByteArray>
#include <QtCore/QPointer>
#include <QtCore/QString>

#include <cstdint>
#include <memory>

class QObject;
class QSslSocket;
class QTcpSocket;
class QWebSocket;

namespace Breakwater {

//! Hangs up, and leaves the deleting to the event loop: QWebSocket does not survive being deleted
//! from within its own signals.
struct RetireWebSocket
{
    void operator()(QWebSocket *socket) const;
};
using WebSocketPtr = std::unique_ptr<QWebSocket, RetireWebSocket>;

// QWebSocket keeps its TCP socket and its frame reader as children. Both are reached through
// QObject's public means only, and everything here copes with a Qt where they are not found.

//! Null before QWebSocket::open().
QTcpSocket *tcpSocketOf(const QWebSocket &socket);

constexpr auto closeReceivedSignal = "closeReceived(QWebSocketProtocol::CloseCode,QString)";
constexpr auto faultFoundSignal = "errorEncountered(QWebSocketProtocol::CloseCode,QString)";
//! The child that emits the two signals above; null when this Qt has none.
QObject *frameReaderOf(const QWebSocket &socket);

//! Whether its bytes, or those that TLS makes of them, go straight to the kernel, by its
//! descriptor. Behind a proxy they do not: of HTTP they wait in a socket to the proxy, which may
//! hold any number, and of SOCKS the "descriptor" is a number of Qt's own. Only of one that is
//! connected.
bool isOnKernel(const QTcpSocket &socket);
//! The socket to an HTTP proxy, where there is one.
QTcpSocket *tunnelOf(const QTcpSocket &socket);

//! Bytes not yet taken by the kernel, on TLS the encrypted ones too (QWebSocket::bytesToWrite()
//! leaves those out, and they are nearly all).
std::int64_t backlogOf(const QWebSocket &socket);

//! The same for those who ask at every message, with what waits for a proxy: searches for the
//! inside once.
class BacklogGauge final
{
public:
    //! `socket` must outlive it.
    explicit BacklogGauge(const QWebSocket &socket) : m_socket(socket) { }

    std::int64_t bytes() const;

private:
    const QWebSocket &m_socket;
    mutable QPointer<QTcpSocket> m_tcp;        //!< null until QWebSocket has one
    mutable const QSslSocket *m_tls = nullptr; //!< the same, or null
    mutable QPointer<QTcpSocket> m_tunnel;     //!< null until it is connected, or without one
    mutable bool m_hasLookedForTunnel = false;
};

//! TCP_USER_TIMEOUT: what was sent and stays unacknowledged for so long ends the connection. Only
//! on Linux and without a proxy; otherwise nothing happens.
void limitUnacknowledgedTime(const QWebSocket &socket, Duration longest);

//! `masked` as a client must send it. The reason is cut at a whole character (125 bytes in all).
QByteArray closeFrame(int code, const QString &reason, bool masked);

} // namespace Breakwater
