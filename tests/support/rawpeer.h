// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

#include <functional>

namespace Breakwater::Test {

//! A server on 127.0.0.1 that speaks bytes, to do what no WebSocket library would: the peer of the
//! fault tests. Without hooks it accepts and says nothing.
class RawPeer final : public QObject
{
    Q_OBJECT

public:
    using OnConnection = std::function<void(QTcpSocket &)>;
    using OnRequest = std::function<void(QTcpSocket &, const QByteArray &request)>;

    RawPeer();

    quint16 port() const { return m_server.serverPort(); }
    QString url(const QString &scheme = QStringLiteral("ws")) const;

    //! As soon as TCP is connected.
    void onConnection(OnConnection hook) { m_onConnection = std::move(hook); }
    //! Once per connection, when the request's headers are complete.
    void onRequest(OnRequest hook) { m_onRequest = std::move(hook); }
    //! Answers the request with a correct 101, then calls `then`.
    void upgradeThen(OnConnection then);
    //! The next bytes are a request again, as behind a proxy's answer.
    void expectAnotherRequest(QTcpSocket &socket);
    //! No longer takes bytes out of the kernel, so that the client's sends pile up.
    void stopReading(QTcpSocket &socket);

    //! What arrived behind the request's headers, of all connections.
    const QByteArray &received() const { return m_received; }
    int connectionCount() const { return m_connections; }
    //! Now; one whose bytes are not read is not seen to end.
    int openConnections() const { return m_open; }

    static QByteArray upgradeAnswer(const QByteArray &request, const QByteArray &moreHeaders = {});
    //! A server's frame; `first` is the whole first byte: 0x81 text, 0x82 binary, 0x88 close,
    //! 0x89 ping, 0x8a pong; without 0x80 more follows.
    static QByteArray frame(int first, const QByteArray &payload);
    static QByteArray closeFrame(int code, const QByteArray &reason = {});
    //! RST instead of FIN.
    static void reset(QTcpSocket &socket);
    static void fin(QTcpSocket &socket) { socket.disconnectFromHost(); }

private:
    void onNewConnection();
    void onReadyRead(QTcpSocket &socket);

    QTcpServer m_server;
    OnConnection m_onConnection;
    OnRequest m_onRequest;
    QByteArray m_received;
    int m_connections = 0;
    int m_open = 0;
};

} // namespace Breakwater::Test
