// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/rawpeer.h>

#include <QtCore/QCryptographicHash>
#include <QtCore/QRegularExpression>
#include <QtCore/QtEndian>

#include <sys/socket.h>

namespace Breakwater::Test {

namespace {

constexpr auto requestProperty = "request";
constexpr auto answeredProperty = "answered";

QByteArray bigEndian16(qsizetype number)
{
    QByteArray bytes(2, Qt::Uninitialized);
    qToBigEndian(static_cast<quint16>(number), bytes.data());
    return bytes;
}

} // namespace

RawPeer::RawPeer()
{
    m_server.listen(QHostAddress::LocalHost);
    connect(&m_server, &QTcpServer::newConnection, this, &RawPeer::onNewConnection);
}

QString RawPeer::url(const QString &scheme) const
{
    return QStringLiteral("%1://127.0.0.1:%2/").arg(scheme).arg(port());
}

void RawPeer::upgradeThen(OnConnection then)
{
    onRequest([then = std::move(then)](QTcpSocket &socket, const QByteArray &request) {
        socket.write(upgradeAnswer(request));
        then(socket);
    });
}

void RawPeer::expectAnotherRequest(QTcpSocket &socket)
{
    socket.setProperty(requestProperty, {});
    socket.setProperty(answeredProperty, false);
}

void RawPeer::stopReading(QTcpSocket &socket)
{
    QObject::disconnect(&socket, &QTcpSocket::readyRead, this, nullptr);
    socket.setReadBufferSize(1);
}

QByteArray RawPeer::upgradeAnswer(const QByteArray &request, const QByteArray &moreHeaders)
{
    static const QRegularExpression key(QStringLiteral("Sec-WebSocket-Key: *(\\S+)"),
                                        QRegularExpression::CaseInsensitiveOption);
    const QByteArray asked = key.match(QString::fromLatin1(request)).captured(1).toLatin1();
    const QByteArray accept
        = QCryptographicHash::hash(asked + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11",
                                   QCryptographicHash::Sha1)
              .toBase64();
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: "
        + accept + "\r\n" + moreHeaders + "\r\n";
}

QByteArray RawPeer::frame(int first, const QByteArray &payload)
{
    QByteArray bytes(1, static_cast<char>(first));
    if (payload.size() < 126) {
        bytes += static_cast<char>(payload.size());
    } else if (payload.size() < 65536) {
        bytes += static_cast<char>(126) + bigEndian16(payload.size());
    } else {
        QByteArray length(8, Qt::Uninitialized);
        qToBigEndian(static_cast<quint64>(payload.size()), length.data());
        bytes += static_cast<char>(127) + length;
    }
    return bytes + payload;
}

QByteArray RawPeer::closeFrame(int code, const QByteArray &reason)
{
    return frame(0x88, bigEndian16(code) + reason);
}

void RawPeer::reset(QTcpSocket &socket)
{
    socket.flush();
    const linger atOnce{1, 0};
    ::setsockopt(static_cast<int>(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &atOnce,
                 sizeof atOnce);
    socket.abort();
}

void RawPeer::onNewConnection()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        ++m_open;
        connect(socket, &QTcpSocket::disconnected, this, [this] { --m_open; });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(*socket); });
        if (m_onConnection)
            m_onConnection(*socket);
    }
}

void RawPeer::onReadyRead(QTcpSocket &socket)
{
    const QByteArray bytes = socket.readAll();
    if (socket.property(answeredProperty).toBool()) {
        m_received += bytes;
        return;
    }
    const QByteArray request = socket.property(requestProperty).toByteArray() + bytes;
    socket.setProperty(requestProperty, request);
    const auto end = request.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    socket.setProperty(answeredProperty, true);
    m_received += request.mid(end + 4);
    if (m_onRequest)
        m_onRequest(socket, request.left(end + 4));
}

} // namespace Breakwater::Test
