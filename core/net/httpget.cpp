// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/httpget.h>

#include <core/net/connectwatch.h>
#include <core/net/dialsettings.h>
#include <core/net/httprequest.h>

#include <QtNetwork/QSslError>
#include <QtNetwork/QSslSocket>

#include <utility>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

//! More stays in the kernel, and with the peer.
constexpr qint64 readBufferBytes = 16 * 1024;
//! How often a proxy may say something before its tunnel stands; each time that much at most.
constexpr int mostTunnelReads = 64;
constexpr qint64 tunnelBufferBytes = 4 * 1024;

} // namespace

void HttpGet::RetireSocket::operator()(QTcpSocket *socket) const
{
    socket->abort();
    socket->deleteLater(); // it may be in the middle of a signal
}

HttpGet::HttpGet(const Endpoint &endpoint, Duration patience, TimeSystem &time, OnDone onDone)
    : m_endpoint(endpoint), m_patience(patience), m_time(time), m_onDone(std::move(onDone)),
      m_deadline(time.createTimer(
          [this] { fail(EndKind::HandshakeTimeout, u"The answer was not whole in time."_qs); }))
{ }

HttpGet::~HttpGet()
{
    retire();
}

Expected<void> HttpGet::start()
{
    Q_ASSERT(!m_socket && m_onDone);
    if (auto made = makeSocket(); !made)
        return made;
    watchSocket();
    m_deadline->startAt(m_time.now() + m_patience);
    m_connectWatch = std::make_unique<ConnectWatch>(*m_socket, m_time, [this] {
        fail(EndKind::ConnectFailed,
             u"The server resets every connection as soon as it stands."_qs);
    });
    connectSocket();
    return {};
}

Expected<void> HttpGet::makeSocket()
{
    if (!dialledHost(m_endpoint.url).isSecure) {
        m_socket.reset(new QTcpSocket);
        return {};
    }
    auto tls = makeTlsConfiguration(m_endpoint.tls);
    if (!tls)
        return Unexpected<>(tls.error());
    tls->setPeerVerifyMode(QSslSocket::VerifyPeer);
    auto *socket = new QSslSocket;
    m_socket.reset(socket);
    socket->setSslConfiguration(*tls);
    connect(socket, &QSslSocket::encrypted, this, &HttpGet::onReady);
    connect(socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_history.tlsErrors += error.errorString();
    });
    // With TLS 1.3 a server refuses our certificate after we think that all is well.
    connect(socket, &QSslSocket::alertReceived, this,
            [this](QSsl::AlertLevel level, QSsl::AlertType, const QString &description) {
                if (level == QSsl::AlertLevel::Fatal)
                    m_history.tlsErrors += description;
            });
    return {};
}

void HttpGet::watchSocket()
{
    QTcpSocket *const socket = m_socket.get();
    socket->setReadBufferSize(readBufferBytes);
    socket->setProxy(makeProxy(m_endpoint.proxy, m_endpoint.url));
    connect(socket, &QTcpSocket::connected, this, [this] {
        m_history.tcpConnected = true;
        m_connectWatch.reset();
        if (!dialledHost(m_endpoint.url).isSecure)
            onReady();
    });
    connect(socket, &QTcpSocket::readyRead, this, &HttpGet::onReadyRead);
    connect(socket, &QTcpSocket::errorOccurred, this, &HttpGet::onError, Qt::QueuedConnection);
    connect(socket, &QTcpSocket::disconnected, this, &HttpGet::onStreamEnded, Qt::QueuedConnection);
}

void HttpGet::connectSocket()
{
    const DialledHost host = dialledHost(m_endpoint.url);
    if (auto *secure = qobject_cast<QSslSocket *>(m_socket.get()); secure && host.isSecure)
        secure->connectToHostEncrypted(host.name, host.port);
    else
        m_socket->connectToHost(host.name, host.port);
    watchTunnel();
    if (m_connectWatch)
        m_connectWatch->start();
}

//! Qt keeps what a proxy says as long as its headers do not end. The socket that it reads from is
//! a child of ours; one without a proxy has none that is connected sooner than itself.
void HttpGet::watchTunnel()
{
    const auto inner = m_socket->findChildren<QTcpSocket *>();
    for (QTcpSocket *socket : inner) {
        socket->setReadBufferSize(tunnelBufferBytes);
        const auto onRead = [this] {
            if (m_socket && !m_history.tcpConnected && ++m_tunnelReads > mostTunnelReads)
                fail(EndKind::ProxyFailed, u"What the proxy says does not end."_qs);
        };
        connect(socket, &QTcpSocket::readyRead, this, onRead, Qt::QueuedConnection);
    }
}

void HttpGet::onReady()
{
    m_isReady = true;
    m_socket->write(getRequest(m_endpoint));
}

void HttpGet::onReadyRead()
{
    while (m_isReady && m_reader.state() == ResponseReader::State::Reading
           && m_socket->bytesAvailable() > 0)
        m_reader.feed(m_socket->read(readBufferBytes));
    settle();
}

void HttpGet::onError(QAbstractSocket::SocketError error)
{
    if (!m_socket)
        return;
    if (!m_history.error) {
        m_history.error = error;
        m_history.errorText = m_socket->errorString();
    }
    if (m_isReady && error == QAbstractSocket::RemoteHostClosedError
        && m_history.tlsErrors.isEmpty())
        return onStreamEnded();
    finish(Unexpected<EndReason>(toEndReason(m_history)));
}

void HttpGet::onStreamEnded()
{
    if (!m_socket)
        return;
    onReadyRead();
    if (!m_socket)
        return;
    if (!m_isReady)
        return finish(Unexpected<EndReason>(toEndReason(m_history)));
    m_reader.finish();
    settle();
}

void HttpGet::settle()
{
    if (m_reader.state() == ResponseReader::State::Done)
        finish(HttpResponse{*m_reader.status(), m_reader.body()});
    else if (m_reader.problem())
        finish(Unexpected<EndReason>(reasonOf(*m_reader.problem())));
}

EndReason HttpGet::reasonOf(ResponseReader::Problem problem) const
{
    using Problem = ResponseReader::Problem;
    const auto reason = [&] {
        switch (problem) {
        case Problem::NotHttp:
            return endReason(EndKind::ProtocolError, u"its answer is no HTTP"_qs);
        case Problem::BrokenHead:
            return endReason(EndKind::ProtocolError, u"the headers of its answer are broken"_qs);
        case Problem::BrokenChunks:
            return endReason(EndKind::ProtocolError, u"the pieces of its answer are broken"_qs);
        case Problem::HeadTooLarge:
            return endReason(EndKind::LimitExceeded,
                             u"headers of more than 16 KiB or 100 lines"_qs);
        case Problem::BodyTooLarge:
            return endReason(EndKind::LimitExceeded, u"more than 64 KiB"_qs);
        case Problem::CutShort: break;
        }
        return endReason(EndKind::ConnectionLost, u"before the answer was whole"_qs);
    };
    EndReason result = reason();
    result.httpStatus = m_reader.status();
    return result;
}

void HttpGet::fail(EndKind kind, const QString &detail)
{
    EndReason reason = endReason(kind, detail);
    reason.httpStatus = m_reader.status();
    finish(Unexpected<EndReason>(reason));
}

void HttpGet::finish(const HttpResult &result)
{
    retire();
    const OnDone onDone = std::exchange(m_onDone, {});
    if (onDone)
        onDone(result); // may delete this
}

void HttpGet::retire()
{
    m_deadline->stop();
    m_connectWatch.reset();
    if (m_socket)
        m_socket->disconnect(this);
    m_socket.reset();
}

} // namespace Breakwater
