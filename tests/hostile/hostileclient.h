// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtNetwork/QTcpSocket>

#include <cstdint>
#include <optional>

namespace Breakwater::Test {

//! A client that speaks bytes, to do what no WebSocket library would.
class HostileClient final
{
public:
    explicit HostileClient(quint16 port);

    void write(const QByteArray &bytes) { m_socket.write(bytes); }
    //! A correct request; `moreHeaders` end in CR LF each.
    void handshake(const QByteArray &path = "/", const QByteArray &moreHeaders = {},
                   const QByteArray &host = "127.0.0.1");
    //! Sends `chunk` again and again, as fast as it is taken.
    void flood(const QByteArray &chunk);
    //! No longer takes bytes out of the kernel, so that the server's sends pile up.
    void stopReading();

    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    //! The server answered 101.
    bool isIn() const { return m_received.startsWith("HTTP/1.1 101 "); }
    bool isGone() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }
    //! Of the answer; none before it is there.
    std::optional<int> status() const;
    //! The code of the server's Close frame; none when there was none.
    std::optional<int> closeCode() const;
    const QByteArray &received() const { return m_received; }
    std::int64_t sentBytes() const { return m_sent; }

    //! A client's frame, masked; `first` as in RawPeer::frame().
    static QByteArray frame(int first, const QByteArray &payload);

private:
    void more();

    QTcpSocket m_socket;
    QByteArray m_chunk;
    QByteArray m_received; //!< the first mebibyte
    std::int64_t m_sent = 0;
};

} // namespace Breakwater::Test
