// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpSocket>
#include <QtTest/QTest>

namespace Breakwater::Test {

//! A bare socket on loopback that says what it likes.
class HttpClient final
{
public:
    static constexpr int patience = 10'000; // milliseconds; never waited for when all is well

    explicit HttpClient(quint16 port, const QHostAddress &address = QHostAddress::LocalHost)
    {
        m_socket.connectToHost(address, port);
    }
    void send(const QByteArray &bytes) { m_socket.write(bytes); }
    //! All that came until the server ended the connection; what came with "(still open)" behind it
    //! when it did not.
    QByteArray answer()
    {
        const bool ended = QTest::qWaitFor(
            [this] {
                m_received += m_socket.readAll();
                return m_socket.state() == QAbstractSocket::UnconnectedState;
            },
            patience);
        return ended ? m_received : m_received + "(still open)";
    }
    bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool hasEnded()
    {
        m_received += m_socket.readAll();
        return m_socket.state() == QAbstractSocket::UnconnectedState;
    }
    const QByteArray &received() const { return m_received; }
    QTcpSocket &socket() { return m_socket; }

    static QByteArray get(const QByteArray &path, const QByteArray &headers = {})
    {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
    }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace Breakwater::Test
