// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/websockettransport.h>

#include <core/base/logging.h>
#include <core/net/connectwatch.h>
#include <core/net/dialsettings.h>
#include <core/net/endreasonadapter.h>
#include <core/net/memoryguard.h>

#include <QtCore/QPointer>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketHandshakeOptions>

#include <utility>

namespace Breakwater {

using namespace Qt::StringLiterals;

WebSocketTransport::WebSocketTransport(const Endpoint &endpoint, TransportListener &listener,
                                       const StabilityConfig &config, TimeSystem &time)
    : m_endpoint(endpoint), m_listener(listener), m_limits(config.limits),
      m_connection(config.connection), m_time(time),
      m_deadline(time.createTimer([this] { onDeadline(); }))
{ }

WebSocketTransport::WebSocketTransport(WebSocketPtr accepted, std::shared_ptr<void> admission,
                                       TransportListener &listener, const StabilityConfig &config,
                                       TimeSystem &time)
    : m_listener(listener), m_limits(config.limits), m_connection(config.connection), m_time(time),
      m_deadline(time.createTimer([this] { onDeadline(); })), m_socket(std::move(accepted)),
      m_admission(std::move(admission)), m_phase(Phase::Open)
{
    watchSocket();
    watchInside();
    limitUnacknowledgedTime(*m_socket, m_connection.timeout);
    QMetaObject::invokeMethod(this, &WebSocketTransport::announceOpened, Qt::QueuedConnection);
}

WebSocketTransport::~WebSocketTransport()
{
    abort();
}

void WebSocketTransport::open()
{
    if (m_phase != Phase::Fresh)
        return;
    m_phase = Phase::Opening;
    m_socket.reset(new QWebSocket);
    if (const auto configured = configureSocket(); !configured)
        return finishSoon(endReason(EndKind::TlsConfiguration, configured.error().message));
    watchSocket();
    // QWebSocket knows no limit for any of DNS, TCP, TLS and HTTP.
    m_deadline->startAt(m_time.now() + m_connection.handshakeTimeout);

    QWebSocketHandshakeOptions options;
    options.setSubprotocols(m_endpoint->subprotocols);
    m_socket->open(makeRequest(*m_endpoint), options);
    watchInside();
    m_connectWatch = std::make_unique<ConnectWatch>(*m_socket, m_time, [this] {
        finish(endReason(EndKind::ConnectFailed,
                         u"The server resets every connection as soon as it stands."_qs));
    });
    m_connectWatch->start();
}

void WebSocketTransport::close(int code, const QString &why)
{
    switch (m_phase) {
    case Phase::Fresh: m_phase = Phase::Ended; return;
    case Phase::Opening:
        return finishSoon(endReason(EndKind::WantedClose, u"Given up before it was open."_qs));
    case Phase::Open: break;
    case Phase::Closing:
    case Phase::Ended: return;
    }
    m_phase = Phase::Closing;
    m_deadline->startAt(m_time.now() + m_connection.closeTimeout);
    pushOutGroup(); // our Close goes behind it
    if (!m_adapter->isEnding())
        m_adapter->close(code, why);
}

void WebSocketTransport::abort()
{
    m_phase = Phase::Ended;
    m_pendingEnd.reset();
    retire();
}

bool WebSocketTransport::isOpen() const
{
    return m_phase == Phase::Open && !m_adapter->isEnding()
        && m_socket->state() == QAbstractSocket::ConnectedState;
}

bool WebSocketTransport::sendText(const QByteArray &utf8)
{
    if (!isOpen() || !QUtf8StringView(utf8).isValidUtf8())
        return false;
    send(FrameWriter::Kind::Text, utf8);
    return true;
}

bool WebSocketTransport::sendBinary(const QByteArray &payload)
{
    if (!isOpen())
        return false;
    send(FrameWriter::Kind::Binary, payload);
    return true;
}

void WebSocketTransport::send(FrameWriter::Kind kind, const QByteArray &payload)
{
    if (m_frames)
        m_frames->write(kind, payload);
    else if (kind == FrameWriter::Kind::Text)
        m_socket->sendTextMessage(QString::fromUtf8(payload));
    else
        m_socket->sendBinaryMessage(payload);
    if (!m_isGrouping)
        m_guard->noteSent(payload.size());
}

void WebSocketTransport::beginGroup(std::span<char> room)
{
    if (!m_frames)
        return;
    Q_ASSERT(!m_isGrouping);
    m_backlogBeforeGroup = backlogBytes();
    m_isGrouping = true;
    m_frames->gatherIn(room);
}

void WebSocketTransport::pushOutGroup()
{
    if (m_isGrouping && m_frames)
        m_frames->pushOut();
}

void WebSocketTransport::endGroup()
{
    if (!std::exchange(m_isGrouping, false) || !m_frames)
        return;
    m_frames->release();
    if (m_frames->bytesOfGroup() > 0) // else there is nothing of ours to be forgiven
        m_guard->noteSent(m_frames->bytesOfGroup());
}

void WebSocketTransport::ping(const QByteArray &payload)
{
    Q_ASSERT(payload.size() <= 125);
    // QWebSocket checks nothing: before the upgrade it would write the ping in front of the GET.
    if (!isOpen())
        return;
    if (m_frames)
        m_frames->write(FrameWriter::Kind::Ping, payload);
    else
        m_socket->ping(payload);
}

std::int64_t WebSocketTransport::backlogBytes() const
{
    // Of what Qt holds, the kernel takes nothing while a group is written.
    if (m_isGrouping && m_frames)
        return m_backlogBeforeGroup + m_frames->bytesOfGroup();
    return m_backlog ? m_backlog->bytes() : 0;
}

Expected<void> WebSocketTransport::configureSocket()
{
    m_socket->setProxy(makeProxy(m_endpoint->proxy, m_endpoint->url));
    if (m_endpoint->url.scheme() != "wss"_L1)
        return {};
    return makeTlsConfiguration(m_endpoint->tls).map([this](const QSslConfiguration &tls) {
        m_socket->setSslConfiguration(tls);
    });
}

void WebSocketTransport::watchSocket()
{
    QWebSocket *socket = m_socket.get();
    m_backlog.emplace(*socket);
    m_adapter = std::make_unique<EndReasonAdapter>(*socket);
    connect(m_adapter.get(), &EndReasonAdapter::ended, this,
            [this] { finish(m_adapter->endReason()); });
    m_guard = std::make_unique<MemoryGuard>(*socket, m_limits, m_time);
    connect(
        m_guard.get(), &MemoryGuard::exceeded, this,
        [this](EndKind kind, const QString &sentence) { finishSoon(endReason(kind, sentence)); });
    // QWebSocket cuts text into frames at any byte, and then refuses such text itself. One frame.
    socket->setOutgoingFrameSize(QWebSocket::maxOutgoingFrameSize());
    connect(socket, &QWebSocket::connected, this, &WebSocketTransport::onConnected);
    connect(socket, &QWebSocket::stateChanged, this, &WebSocketTransport::onStateChanged);
    connect(socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (announceOpened())
            m_listener.transportText(text.toUtf8());
    });
    connect(socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &payload) {
        if (announceOpened())
            m_listener.transportBinary(payload);
    });
    connect(socket, &QWebSocket::pong, this, [this](quint64, const QByteArray &payload) {
        if (announceOpened())
            m_listener.transportPong(payload);
    });
    connect(socket, &QWebSocket::bytesWritten, this, &WebSocketTransport::onBytesWritten);
}

void WebSocketTransport::watchInside()
{
    m_adapter->watchInside();
    m_guard->watchInside();
    // Only a client masks; and we are one where we dialled.
    QTcpSocket *const tcp = tcpSocketOf(*m_socket);
    if (!tcp)
        return;
    m_direct.emplace(*tcp);
    m_frames = std::make_unique<FrameWriter>(*tcp, m_endpoint.has_value(), &*m_direct);
}

void WebSocketTransport::onConnected()
{
    if (m_phase != Phase::Opening)
        return;
    m_phase = Phase::Open;
    m_connectWatch.reset();
    m_deadline->stop();
    limitUnacknowledgedTime(*m_socket, m_connection.timeout);
    if (const QTcpSocket *tcp = tcpSocketOf(*m_socket)) {
        if (const QTcpSocket *tunnel = tunnelOf(*tcp)) // of whose progress QWebSocket says nothing
            connect(tunnel, &QTcpSocket::bytesWritten, this, &WebSocketTransport::onBytesWritten);
    }
    announceOpened();
}

void WebSocketTransport::onBytesWritten()
{
    if (m_isAnnounced && isOpen())
        m_listener.transportDrained();
}

bool WebSocketTransport::announceOpened()
{
    if (m_isAnnounced || m_phase == Phase::Ended)
        return m_phase != Phase::Ended;
    m_isAnnounced = true;
    const QPointer<WebSocketTransport> self(this);
    m_listener.transportOpened(m_socket->subprotocol());
    return self && m_phase != Phase::Ended;
}

// QWebSocket hangs up by itself after a Close frame or a fault, but waits without limit for the
// peer to take what was still to be sent.
void WebSocketTransport::onStateChanged()
{
    if (m_socket->state() == QAbstractSocket::ClosingState && !m_deadline->isActive())
        m_deadline->startAt(m_time.now() + m_connection.closeTimeout);
}

void WebSocketTransport::onDeadline()
{
    if (m_phase == Phase::Opening)
        return finish(endReason(EndKind::HandshakeTimeout,
                                u"The server did not complete the handshake in time."_qs));
    const auto &history = m_adapter->history();
    finish(history.closeWanted && history.closer == SocketHistory::Closer::Nobody
               ? endReason(EndKind::CloseTimeout, u"The peer did not answer our Close in time."_qs)
               : m_adapter->endReason());
}

//! Nothing more from the socket; the listener hears of it from the event loop.
void WebSocketTransport::finishSoon(const EndReason &why)
{
    m_phase = Phase::Ended;
    retire();
    m_pendingEnd = why;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_pendingEnd)
                finish(*std::exchange(m_pendingEnd, {}));
        },
        Qt::QueuedConnection);
}

void WebSocketTransport::finish(const EndReason &why)
{
    m_phase = Phase::Ended;
    retire();
    qCDebug(bwNet).noquote() << "A transport ended:" << toString(why.kind) << why.detail;
    m_listener.transportEnded(why); // may delete this
}

void WebSocketTransport::retire()
{
    m_deadline->stop();
    m_connectWatch.reset();
    m_guard.reset();
    m_adapter.reset();
    m_frames.reset();
    m_direct.reset();
    m_backlog.reset();
    m_socket.reset();
    m_admission.reset();
}

} // namespace Breakwater
