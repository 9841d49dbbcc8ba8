// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/hostile/hostileclient.h>

#include <tests/support/rawpeer.h>

#include <QtCore/QtEndian>
#include <QtNetwork/QHostAddress>

namespace Breakwater::Test {

namespace {

constexpr qint64 mostOwnBacklog = 512 * 1024;
constexpr qsizetype mostReceived = 1024 * 1024;

} // namespace

HostileClient::HostileClient(quint16 port)
{
    QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] {
        const QByteArray bytes = m_socket.readAll();
        m_received += bytes.left(mostReceived - m_received.size());
    });
    QObject::connect(&m_socket, &QTcpSocket::bytesWritten, &m_socket, [this](qint64 bytes) {
        m_sent += bytes;
        more();
    });
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
}

void HostileClient::handshake(const QByteArray &path, const QByteArray &moreHeaders,
                              const QByteArray &host)
{
    write("GET " + path + " HTTP/1.1\r\nHost: " + host
          + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
          + moreHeaders + "\r\n");
}

void HostileClient::flood(const QByteArray &chunk)
{
    m_chunk = chunk;
    more();
}

void HostileClient::more()
{
    while (!m_chunk.isEmpty() && m_socket.state() == QAbstractSocket::ConnectedState
           && m_socket.bytesToWrite() < mostOwnBacklog)
        m_socket.write(m_chunk);
}

void HostileClient::stopReading()
{
    m_socket.setReadBufferSize(1);
    QObject::disconnect(&m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
}

std::optional<int> HostileClient::status() const
{
    if (!m_received.contains("\r\n"))
        return {};
    return m_received.mid(9, 3).toInt();
}

std::optional<int> HostileClient::closeCode() const
{
    // Servers send nothing behind it.
    const auto answer = m_received.indexOf("\r\n\r\n");
    for (auto at = m_received.size() - 4; answer >= 0 && at >= answer + 4; --at) {
        const auto length = static_cast<std::uint8_t>(m_received[at + 1]);
        if (m_received[at] == '\x88' && length >= 2 && at + 2 + length == m_received.size())
            return qFromBigEndian<quint16>(m_received.constData() + at + 2);
    }
    return {};
}

QByteArray HostileClient::frame(int first, const QByteArray &payload)
{
    QByteArray bytes = RawPeer::frame(first, payload);
    const auto header = bytes.size() - payload.size();
    bytes[1] = static_cast<char>(bytes[1] | 0x80);
    return bytes.insert(header, QByteArray(4, '\0')); // a mask that changes nothing
}

} // namespace Breakwater::Test
