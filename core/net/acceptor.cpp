// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/acceptor.h>

#include <core/base/logging.h>
#include <core/base/text.h>
#include <core/net/dialsettings.h>
#include <core/net/handshakedoor.h>
#include <core/net/websockettransport.h>

#include <QtCore/QCryptographicHash>
#include <QtNetwork/QHostAddress>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketCorsAuthenticator>
#include <QtWebSockets/QWebSocketServer>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto resumeAfter = 500ms;
constexpr int tryAgainLater = 1013;
constexpr int policyViolation = 1008;
//! At once; more only where so many are expected that they may well come together.
constexpr int leastOpenHandshakes = 256;

QHostAddress addressOf(const QString &host)
{
    if (host == "localhost"_L1)
        return QHostAddress(QHostAddress::LocalHost);
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']');
    return QHostAddress(bracketed ? host.mid(1, host.size() - 2) : host);
}

Expected<QHostAddress> usableAddress(const AcceptorOptions &options)
{
    const auto error = [&](QStringView why) {
        return Unexpected<>(
            Error{ErrorKind::BadArgument,
                  u"Cannot listen on '%1': %2"_qs.arg(sanitised(options.host), why)});
    };
    const QHostAddress address = addressOf(options.host);
    if (address.isNull())
        return error(u"it is not an IP address; write for example 127.0.0.1.");
    if (!address.isLoopback() && !options.allowRemote && !options.token)
        return error(u"other machines could connect, and nothing would ask them for a token. "
                     "Set a token, or use 127.0.0.1.");
    return address;
}

//! "[::1]:80" → "[::1]", "Host:80" → "host".
QString hostWithoutPort(const QByteArray &header)
{
    const QString host = QString::fromLatin1(header).trimmed().toLower();
    const auto colon = host.lastIndexOf(u':');
    return colon > host.lastIndexOf(u']') ? host.left(colon) : host;
}

//! Takes as long for a good guess as for a bad one.
bool isSame(const QByteArray &one, const QByteArray &other)
{
    const auto digest = [](const QByteArray &text) {
        return QCryptographicHash::hash(text, QCryptographicHash::Sha256);
    };
    const QByteArray a = digest(one);
    const QByteArray b = digest(other);
    int difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= a[i] ^ b[i];
    return difference == 0;
}

void sendAway(QWebSocket &socket, int code, const QString &reason)
{
    socket.close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
}

} // namespace

Acceptor::Acceptor(const StabilityConfig &config, TimeSystem &time, AcceptorListener &listener)
    : m_config(config), m_time(time), m_listener(listener), m_resume(time.createTimer([this] {
          if (m_door)
              m_door->resumeAccepting();
      }))
{ }

Acceptor::~Acceptor()
{
    close();
}

Expected<quint16> Acceptor::listen(const AcceptorOptions &options)
{
    close();
    const auto address = usableAddress(options);
    if (!address)
        return Unexpected<>(address.error());
    const auto tls = tlsConfiguration(options);
    if (!tls)
        return Unexpected<>(tls.error());
    openDoor(*tls);
    configure(m_config, options);
    configureServer(*m_server);
    if (!m_door->listen(*address, options.port)) {
        const QString why = m_door->errorString();
        close();
        return Unexpected<>(Error{
            ErrorKind::Network,
            u"Cannot listen on %1 port %2: %3."_qs.arg(options.host).arg(options.port).arg(why)});
    }
    return m_door->serverPort();
}

//! None where nothing is to be encrypted.
Expected<std::optional<QSslConfiguration>> Acceptor::tlsConfiguration(
    const AcceptorOptions &options) const
{
    if (!options.tls)
        return std::optional<QSslConfiguration>();
    auto tls = makeTlsConfiguration(*options.tls);
    if (!tls)
        return Unexpected<>(tls.error());
    tls->setPeerVerifyMode(options.tls->caFile ? QSslSocket::VerifyPeer : QSslSocket::VerifyNone);
    return std::optional(*tls);
}

void Acceptor::openDoor(const std::optional<QSslConfiguration> &tls)
{
    // Without a name: the answer then has no Server header.
    m_server = std::make_unique<QWebSocketServer>(
        QString(), tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode);
    m_door = std::make_unique<HandshakeDoor>(m_time);
    if (tls)
        m_door->setTls(*tls);
    connect(m_door.get(), &HandshakeDoor::entered, m_server.get(),
            [server = m_server.get()](QTcpSocket *socket) { server->handleConnection(socket); });
    connect(m_door.get(), &HandshakeDoor::refused, this, [this] { m_refused += 1; });
    // Out of descriptors, say: Qt pauses, and would pause for ever.
    connect(m_door.get(), &QTcpServer::acceptError, this,
            [this] { m_resume->startAt(m_time.now() + resumeAfter); });
}

void Acceptor::close()
{
    m_resume->stop();
    if (!m_server)
        return;
    m_server->disconnect(this);
    m_door->disconnect();
    m_door->retire();
    m_door.release()->deleteLater();
    m_server.release()->deleteLater(); // perhaps called from within its newConnection()
}

bool Acceptor::isListening() const
{
    return m_door && m_door->isListening();
}

void Acceptor::pause()
{
    if (m_door)
        m_door->pauseAccepting();
}

void Acceptor::resume()
{
    if (m_door)
        m_door->resumeAccepting();
}

void Acceptor::configure(const StabilityConfig &config, const AcceptorOptions &options)
{
    m_config = config;
    m_options = options;
    const auto &http = config.http;
    const auto &limits = config.limits;
    m_rules = {.allowedOrigins = options.allowedOrigins.value_or(http.allowedOrigins),
               .allowedHosts = options.allowedHosts.value_or(http.allowedHosts),
               .maxConnections = options.maxConnections.value_or(limits.clients),
               .maxPerAddress = options.maxPerAddress.value_or(limits.clientsPerAddress)};
    if (m_door)
        m_door->setLimits({.most = std::max(leastOpenHandshakes, m_rules.maxConnections),
                           .mostPerAddress = m_rules.maxPerAddress,
                           .time = options.handshakeTimeout});
    m_clientConfig = config;
    m_clientConfig.limits.messageBytes = options.messageBytes.value_or(limits.clientMessageBytes);
}

void Acceptor::configureServer(QWebSocketServer &server)
{
    server.setSupportedSubprotocols(m_options.subprotocols);
    connect(&server, &QWebSocketServer::newConnection, this, &Acceptor::onNewConnection);
    connect(&server, &QWebSocketServer::originAuthenticationRequired, this,
            [this](QWebSocketCorsAuthenticator *page) {
                page->setAllowed(mayComeFrom(page->origin()));
            });
}

bool Acceptor::mayComeFrom(const QString &origin)
{
    const bool may = origin.isEmpty() || m_rules.allowedOrigins.contains(origin);
    m_refused += may ? 0 : 1;
    return may;
}

void Acceptor::onNewConnection()
{
    while (m_server && m_server->hasPendingConnections())
        admit(m_server->nextPendingConnection());
}

void Acceptor::admit(QWebSocket *accepted)
{
    WebSocketPtr socket(accepted);
    takeSocketOver(*socket);
    if (!passes(*socket)) {
        m_refused += 1;
        return;
    }
    const QUrl url = socket->requestUrl();
    const IncomingRequest request{
        .path = url.path(),
        .query = url.query(),
        .subprotocol = socket->subprotocol(),
        .origin = socket->origin(),
        .peer = u"%1 port %2"_qs.arg(socket->peerAddress().toString()).arg(socket->peerPort()),
        .address = socket->peerAddress().toString(),
    };
    m_listener.clientArrived(request, [&](TransportListener &listener) {
        Q_ASSERT(socket);
        auto admission = m_admissions.admit(socket->peerAddress());
        return std::make_unique<WebSocketTransport>(std::move(socket), std::move(admission),
                                                    listener, m_clientConfig, m_time);
    });
    if (socket) { // nobody took it
        m_refused += 1;
        sendAway(*socket, tryAgainLater, u"Not served now."_qs);
    }
}

bool Acceptor::passes(QWebSocket &socket) const
{
    if (!mayTalkTo(socket)) {
        qCInfo(bwNet) << "A client was sent away: it asked for a host name that is not ours.";
        return false;
    }
    if (!showsToken(socket)) {
        qCInfo(bwNet) << "A client was sent away: it showed no token, or a wrong one.";
        sendAway(socket, policyViolation, u"A token is needed."_qs);
        return false;
    }
    if (!m_admissions.hasRoom(socket.peerAddress(), m_rules.maxConnections,
                              m_rules.maxPerAddress)) {
        sendAway(socket, tryAgainLater, u"Too many connections."_qs);
        return false;
    }
    return true;
}

bool Acceptor::showsToken(const QWebSocket &socket) const
{
    static const QByteArray scheme = "bearer ";
    if (!m_options.token)
        return true;
    const QByteArray shown = socket.request().rawHeader("Authorization").trimmed();
    return shown.toLower().startsWith(scheme)
        && isSame(shown.mid(scheme.size()).trimmed(), *m_options.token);
}

//! Against DNS rebinding: a web page that lets its own name point here still sends that name.
bool Acceptor::mayTalkTo(const QWebSocket &socket) const
{
    const QString host = hostWithoutPort(socket.request().rawHeader("Host"));
    const QStringList own{u"127.0.0.1"_qs, u"[::1]"_qs, u"localhost"_qs, m_options.host.toLower()};
    return own.contains(host) || m_rules.allowedHosts.contains(host, Qt::CaseInsensitive);
}

//! From here on the TCP socket belongs to the QWebSocket, which then survives the door.
void Acceptor::takeSocketOver(QWebSocket &socket)
{
    if (QTcpSocket *tcp = m_door->release(socket.peerAddress(), socket.peerPort())) {
        tcp->setParent(&socket);
        tcp->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    }
}

} // namespace Breakwater
