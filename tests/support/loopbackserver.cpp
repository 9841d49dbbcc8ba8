// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <tests/support/loopbackserver.h>

#include <core/net/dialsettings.h>

#include <QtNetwork/QHostAddress>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketServer>

#include <utility>

namespace Breakwater::Test {

LoopbackServer::LoopbackServer() : LoopbackServer(Options{}) { }

LoopbackServer::LoopbackServer(const Options &options) : m_options(options), m_port(options.port)
{
    start();
}

LoopbackServer::~LoopbackServer()
{
    stop();
}

bool LoopbackServer::isListening() const
{
    return m_server && m_server->isListening();
}

QString LoopbackServer::url(const QString &path) const
{
    return QStringLiteral("%1://127.0.0.1:%2%3")
        .arg(m_options.certificateFile ? QStringLiteral("wss") : QStringLiteral("ws"))
        .arg(m_port)
        .arg(path);
}

bool LoopbackServer::start()
{
    const auto mode = m_options.certificateFile ? QWebSocketServer::SecureMode
                                                : QWebSocketServer::NonSecureMode;
    m_server = std::make_unique<QWebSocketServer>(QStringLiteral("loopback"), mode);
    if (m_options.certificateFile) {
        const TlsOptions files{m_options.clientCaFile, m_options.certificateFile,
                               m_options.keyFile};
        auto tls = makeTlsConfiguration(files);
        if (!tls)
            return false;
        tls->setPeerVerifyMode(m_options.clientCaFile ? QSslSocket::VerifyPeer
                                                      : QSslSocket::VerifyNone);
        m_server->setSslConfiguration(*tls);
    }
    m_server->setSupportedSubprotocols(m_options.subprotocols);
    connect(m_server.get(), &QWebSocketServer::newConnection, this,
            &LoopbackServer::onNewConnection);
    if (!m_server->listen(QHostAddress::LocalHost, m_port))
        return false;
    m_port = m_server->serverPort();
    return true;
}

void LoopbackServer::stop()
{
    disconnectAll();
    m_server.reset();
}

void LoopbackServer::sendText(const QString &text)
{
    for (QWebSocket *client : m_clients)
        client->sendTextMessage(text);
}

void LoopbackServer::sendBinary(const QByteArray &payload)
{
    for (QWebSocket *client : m_clients)
        client->sendBinaryMessage(payload);
}

void LoopbackServer::ping(const QByteArray &payload)
{
    for (QWebSocket *client : m_clients)
        client->ping(payload);
}

void LoopbackServer::closeAll(int code, const QString &reason)
{
    for (QWebSocket *client : std::vector(m_clients))
        client->close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
}

void LoopbackServer::disconnectAll()
{
    for (QWebSocket *client : std::exchange(m_clients, {})) {
        client->disconnect(this);
        m_closeCodes.push_back(client->closeCode());
        client->abort();
        client->deleteLater();
    }
}

int LoopbackServer::connectionCount() const
{
    return static_cast<int>(m_clients.size());
}

void LoopbackServer::onNewConnection()
{
    QWebSocket *client = m_server->nextPendingConnection();
    m_clients.push_back(client);
    m_requests.push_back(client->request());
    client->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    connect(client, &QWebSocket::textMessageReceived, this,
            [this, client](const QString &text) { onText(client, text); });
    connect(client, &QWebSocket::binaryMessageReceived, this,
            [this, client](const QByteArray &payload) { onBinary(client, payload); });
    connect(client, &QWebSocket::disconnected, this, [this, client] { onDisconnected(client); });
}

void LoopbackServer::onText(QWebSocket *client, const QString &text)
{
    m_texts.push_back(text);
    if (m_options.echo)
        client->sendTextMessage(text);
}

void LoopbackServer::onBinary(QWebSocket *client, const QByteArray &payload)
{
    m_binaries.push_back(payload);
    if (m_options.echo)
        client->sendBinaryMessage(payload);
}

void LoopbackServer::onDisconnected(QWebSocket *client)
{
    if (std::erase(m_clients, client) == 0)
        return;
    m_closeCodes.push_back(client->closeCode());
    client->deleteLater();
}

} // namespace Breakwater::Test
