// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/endreasonadapter.h>

#include <core/net/socketinside.h>

#include <QtNetwork/QSslError>
#include <QtNetwork/QTcpSocket>
#include <QtWebSockets/QWebSocket>

namespace Breakwater {

using Closer = SocketHistory::Closer;

EndReasonAdapter::EndReasonAdapter(QWebSocket &socket) : m_socket(socket)
{
    connect(&socket, &QWebSocket::connected, this, [this] { m_history.opened = true; });
    connect(&socket, &QWebSocket::disconnected, this, &EndReasonAdapter::endSoon);
    connect(&socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        for (const QSslError &error : errors)
            m_history.tlsErrors += error.errorString();
    });
    // With TLS 1.3 a server refuses our certificate after we think that all is well.
    connect(&socket, &QWebSocket::alertReceived, this,
            [this](QSsl::AlertLevel level, QSsl::AlertType, const QString &description) {
                if (level == QSsl::AlertLevel::Fatal)
                    m_history.tlsErrors += description;
            });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&socket, &QWebSocket::errorOccurred, this, &EndReasonAdapter::onError);
#else
    connect(&socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            &EndReasonAdapter::onError);
#endif
}

void EndReasonAdapter::watchInside()
{
    if (m_socket.state() == QAbstractSocket::ConnectedState) { // accepted
        m_history.tcpConnected = m_history.opened = true;
        m_masks = false;
    }
    if (const QTcpSocket *tcp = tcpSocketOf(m_socket)) {
        m_history.tcpConnected |= tcp->state() == QAbstractSocket::ConnectedState;
        connect(tcp, &QTcpSocket::connected, this, [this] { m_history.tcpConnected = true; });
    }
    m_frameReader = frameReaderOf(m_socket);
    if (!watchFrameReader())
        m_history.closer = Closer::Unknown;
}

// By name, for the class is private to Qt. Connected after QWebSocket's own slots, so called after
// them: QWebSocket has set its close code and closed already.
bool EndReasonAdapter::watchFrameReader()
{
    if (!m_frameReader)
        return false;
    const auto signal = [](const char *signature) { return '2' + QByteArray(signature); };
    return connect(m_frameReader, signal(closeReceivedSignal).constData(), this,
                   SLOT(onCloseReceived()))
        && connect(m_frameReader, signal(faultFoundSignal).constData(), this, SLOT(onFaultFound()));
}

void EndReasonAdapter::close(int code, const QString &reason)
{
    m_history.closeWanted = true;
    QTcpSocket *tcp = tcpSocketOf(m_socket);
    if (!m_frameReader || !tcp) {
        m_socket.close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
        return;
    }
    // From here on QWebSocket must not see the peer's answer: it would answer once more.
    m_frameReader->disconnect(('2' + QByteArray(closeReceivedSignal)).constData());
    m_frameReader->disconnect(this);
    m_closesItself = watchFrameReader();
    tcp->write(closeFrame(code, reason, m_masks));
    tcp->flush();
}

EndReason EndReasonAdapter::endReason() const
{
    SocketHistory history = m_history;
    history.closeCode = m_socket.closeCode();
    history.closeReason = m_socket.closeReason();
    // Without a Close frame QWebSocket's close code stays 1000 and its reason empty.
    if (history.closer == Closer::Unknown && history.error && history.closeCode == 1000
        && history.closeReason.isEmpty())
        history.closer = Closer::Nobody;
    return toEndReason(history);
}

void EndReasonAdapter::onCloseReceived()
{
    if (m_history.closer == Closer::Nobody)
        m_history.closer = Closer::Peer;
    if (m_closesItself)
        endSoon();
}

void EndReasonAdapter::onFaultFound()
{
    if (m_history.closer == Closer::Nobody)
        m_history.closer = Closer::Us;
}

void EndReasonAdapter::onError(QAbstractSocket::SocketError error)
{
    if (!m_history.error) {
        m_history.error = error;
        m_history.errorText = m_socket.errorString();
    }
    endSoon();
}

void EndReasonAdapter::endSoon()
{
    if (m_ending)
        return;
    m_ending = true;
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT ended(); }, Qt::QueuedConnection);
}

} // namespace Breakwater
