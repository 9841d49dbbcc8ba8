// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QObject>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtNetwork/QNetworkRequest>

#include <memory>
#include <optional>
#include <vector>

class QWebSocket;
class QWebSocketServer;

namespace Breakwater::Test {

//! A well-behaved WebSocket server on 127.0.0.1, apart from our own Acceptor: Qt's, plain. Echoes
//! or swallows, remembers what it got, and hangs up on command.
class LoopbackServer final : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        bool echo = true;
        QStringList subprotocols = {};
        quint16 port = 0; //!< 0: any; the old one to come back after stop()
        std::optional<QString> certificateFile = {}; //!< with keyFile: wss
        std::optional<QString> keyFile = {};
        std::optional<QString> clientCaFile = {}; //!< demands client certificates of this authority
    };

    LoopbackServer();
    explicit LoopbackServer(const Options &options);
    ~LoopbackServer() override;

    bool isListening() const;
    quint16 port() const { return m_port; }
    //! "ws://127.0.0.1:PORT" + path, or wss.
    QString url(const QString &path = QStringLiteral("/")) const;

    void setEcho(bool on) { m_options.echo = on; }
    //! To every client.
    void sendText(const QString &text);
    void sendBinary(const QByteArray &payload);
    void ping(const QByteArray &payload);
    //! Orderly, with a Close frame. Codes that Qt does not know are sent all the same.
    void closeAll(int code, const QString &reason = {});
    //! FIN without a Close frame.
    void disconnectAll();
    //! Stops listening and disconnects everybody; start() listens on the same port again.
    void stop();
    bool start();

    int connectionCount() const; //!< now
    int acceptedCount() const { return static_cast<int>(m_requests.size()); }
    const std::vector<QNetworkRequest> &requests() const { return m_requests; }
    const std::vector<QString> &texts() const { return m_texts; }
    const std::vector<QByteArray> &binaries() const { return m_binaries; }
    //! Close codes of clients that are gone; 1000 also for those that just hung up (Qt's way).
    const std::vector<int> &closeCodes() const { return m_closeCodes; }

private:
    void onNewConnection();
    void onText(QWebSocket *client, const QString &text);
    void onBinary(QWebSocket *client, const QByteArray &payload);
    void onDisconnected(QWebSocket *client);

    Options m_options;
    quint16 m_port = 0;
    std::unique_ptr<QWebSocketServer> m_server;
    std::vector<QWebSocket *> m_clients; // owned by this, deleted late
    std::vector<QNetworkRequest> m_requests;
    std::vector<QString> m_texts;
    std::vector<QByteArray> m_binaries;
    std::vector<int> m_closeCodes;
};

} // namespace Breakwater::Test
