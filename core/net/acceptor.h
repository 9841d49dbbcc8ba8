// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <core/base/expected.h>
#include <core/base/timesystem.h>
#include <core/config/stabilityconfig.h>
#include <core/net/admissions.h>
#include <core/net/endpoint.h>
#include <core/net/transport.h>

#include <QtCore/QObject>

#include <functional>
#include <memory>
#include <optional>

class QTcpSocket;
class QSslConfiguration;
class QWebSocket;
class QWebSocketServer;

namespace Breakwater {

class HandshakeDoor;

struct AcceptorOptions
{
    QString host = QStringLiteral("127.0.0.1"); //!< an address of this machine, or "localhost"
    quint16 port = 0;                           //!< 0: any free one
    //! Without it, or a token, only loopback addresses are listened on.
    bool allowRemote = false;
    //! What every client must show, as `Authorization: Bearer …`. None asks for none.
    std::optional<QByteArray> token = {};
    std::optional<TlsOptions> tls
        = {}; //!< certificate and key; a `caFile` demands client certificates
    QStringList subprotocols = {};
    std::chrono::milliseconds handshakeTimeout = std::chrono::seconds(5);
    // None of these: what the configuration says, also when it changes.
    //! Of web pages; programs send no Origin and need no entry. `http.allowed_origins`.
    std::optional<QStringList> allowedOrigins = {};
    //! Beside 127.0.0.1, [::1], localhost and `host`. `http.allowed_hosts`.
    std::optional<QStringList> allowedHosts = {};
    std::optional<int> maxConnections = {}; //!< `limits.clients`
    //! Of them from one address; loopback is exempt. `limits.clients_per_address`.
    std::optional<int> maxPerAddress = {};
    //! Largest message and frame from a client. `limits.client_message_bytes`.
    std::optional<std::int64_t> messageBytes = {};
};

//! What a client asked for.
struct IncomingRequest
{
    QString path;
    QString query;
    QString subprotocol;
    QString origin;
    QString peer;    //!< address and port, for logs
    QString address; //!< of the peer, alone
};

class AcceptorListener
{
public:
    virtual ~AcceptorListener() = default;

    //! To be called at most once, and only during clientArrived(). The transport is open already:
    //! no open(); transportOpened() follows from the event loop.
    using Adopt = std::function<std::unique_ptr<Transport>(TransportListener &)>;
    //! A client passed all checks. One that is not adopted is sent away.
    virtual void clientArrived(const IncomingRequest &request, const Adopt &adopt) = 0;
};

//! Listens for WebSocket clients and checks them at the door: Origin, Host, token, number; those
//! who have not said what they want are few and soon gone. Lives on the worker thread. Transports
//! that were adopted live on when it closes or dies.
class Acceptor final : public QObject
{
    Q_OBJECT

public:
    //! `config` gives the limits and deadlines of adopted transports.
    Acceptor(const StabilityConfig &config, TimeSystem &time, AcceptorListener &listener);
    ~Acceptor() override;

    //! The port, or why not. Listening again closes first.
    Expected<quint16> listen(const AcceptorOptions &options);
    void close();
    bool isListening() const;
    //! Until resume() the kernel takes clients, and nobody answers them.
    void pause();
    void resume();
    //! Holds for those who come from now on. Address, port and TLS of `options` are of no effect
    //! before listen().
    void configure(const StabilityConfig &config, const AcceptorOptions &options);
    //! Adopted transports that have not ended.
    int connectionCount() const { return m_admissions.count(); }
    //! Sent away: for origin, host, token or numbers, or because nobody adopted them.
    std::uint64_t refused() const { return m_refused; }

private:
    //! What holds at the door: as the options say, else as the configuration does.
    struct Rules
    {
        QStringList allowedOrigins;
        QStringList allowedHosts;
        int maxConnections = 0;
        int maxPerAddress = 0;
    };

    Expected<std::optional<QSslConfiguration>> tlsConfiguration(
        const AcceptorOptions &options) const;
    void openDoor(const std::optional<QSslConfiguration> &tls);
    void configureServer(QWebSocketServer &server);
    bool mayComeFrom(const QString &origin);
    void onNewConnection();
    void admit(QWebSocket *accepted);
    //! Closes it, unless it may come in.
    bool passes(QWebSocket &socket) const;
    bool mayTalkTo(const QWebSocket &socket) const;
    bool showsToken(const QWebSocket &socket) const;
    void takeSocketOver(QWebSocket &socket);

    StabilityConfig m_config;
    StabilityConfig m_clientConfig; //!< of those who are let in
    Rules m_rules;
    TimeSystem &m_time;
    AcceptorListener &m_listener;
    const std::unique_ptr<Timer> m_resume;
    Admissions m_admissions;
    std::uint64_t m_refused = 0;
    AcceptorOptions m_options;
    std::unique_ptr<QWebSocketServer> m_server; //!< does not listen itself
    std::unique_ptr<HandshakeDoor> m_door;      //!< whose sockets it shakes hands with
};

} // namespace Breakwater
