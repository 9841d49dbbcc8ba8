// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/net/handshakedoor.h>

#include <QtNetwork/QSslSocket>

namespace Breakwater {

HandshakeDoor::HandshakeDoor(TimeSystem &time)
    : m_time(time), m_timer(time.createTimer([this] { onDeadline(); }))
{ }

HandshakeDoor::~HandshakeDoor() = default;

void HandshakeDoor::retire()
{
    close();
    m_timer.reset();
}

void HandshakeDoor::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
    const bool isTaken = socket->setSocketDescriptor(descriptor);
    const bool hasRoom
        = m_admissions.hasRoom(socket->peerAddress(), m_limits.most, m_limits.mostPerAddress);
    if (isTaken && hasRoom)
        return watch(socket);
    socket->abort();
    delete socket;
    if (isTaken)
        Q_EMIT refused();
}

void HandshakeDoor::watch(QTcpSocket *socket)
{
    const std::uint64_t visitor = ++m_lastVisitor;
    const Peer peer{socket->peerAddress(), socket->peerPort()};
    m_visitors[visitor] = {socket, peer, m_admissions.admit(peer.first)};
    m_byPeer[peer] = visitor;
    m_deadlines.push_back({m_time.now() + m_limits.time, visitor});
    if (m_deadlines.size() == 1)
        m_timer->startAt(m_deadlines.front().at);
    connect(socket, &QTcpSocket::disconnected, this, [this, visitor] { drop(visitor); });
    connect(socket, &QTcpSocket::errorOccurred, this, [this, visitor] { drop(visitor); });
    if (m_tls)
        encrypt(socket);
    else
        Q_EMIT entered(socket);
}

void HandshakeDoor::encrypt(QTcpSocket *socket)
{
    auto *secure = qobject_cast<QSslSocket *>(socket);
    connect(secure, &QSslSocket::encrypted, this, [this, secure] { Q_EMIT entered(secure); });
    secure->setSslConfiguration(*m_tls);
    secure->startServerEncryption();
}

QTcpSocket *HandshakeDoor::release(const QHostAddress &address, quint16 port)
{
    const auto visitor = m_visitors.find(m_byPeer.take({address, port}));
    if (visitor == m_visitors.end())
        return nullptr;
    QTcpSocket *socket = visitor->second.socket;
    m_visitors.erase(visitor);
    socket->disconnect(this);
    return socket;
}

void HandshakeDoor::drop(std::uint64_t visitor)
{
    const auto found = m_visitors.find(visitor);
    if (found == m_visitors.end())
        return;
    QTcpSocket *socket = found->second.socket;
    if (m_byPeer.value(found->second.peer) == visitor)
        m_byPeer.remove(found->second.peer);
    m_visitors.erase(found);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater(); // perhaps called from within its own signal
}

void HandshakeDoor::onDeadline()
{
    const MonotonicTime now = m_time.now();
    while (!m_deadlines.empty() && m_deadlines.front().at <= now) {
        const std::uint64_t visitor = m_deadlines.front().visitor;
        m_deadlines.pop_front();
        drop(visitor);
    }
    while (!m_deadlines.empty() && !m_visitors.contains(m_deadlines.front().visitor))
        m_deadlines.pop_front();
    if (!m_deadlines.empty())
        m_timer->startAt(m_deadlines.front().at);
}

} // namespace Breakwater
