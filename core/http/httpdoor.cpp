// SPDX-FileCopyrightText: 2026 Breakwater contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <core/http/httpdoor.h>

#include <core/http/requesthead.h>

#include <QtNetwork/QTcpSocket>

#include <algorithm>

namespace Breakwater {

using namespace Qt::StringLiterals;

namespace {

constexpr auto resumeAfter = std::chrono::milliseconds(500);

} // namespace

HttpDoor::HttpDoor(TimeSystem &time, const Limits &limits, QObject *parent)
    : QTcpServer(parent), m_time(time), m_limits(limits),
      m_resume(time.createTimer([this] { resumeAccepting(); }))
{
    // Out of descriptors, say: Qt pauses, and would pause for ever.
    connect(this, &QTcpServer::acceptError, this,
            [this] { m_resume->startAt(m_time.now() + resumeAfter); });
}

HttpDoor::~HttpDoor() = default;

void HttpDoor::incomingConnection(qintptr descriptor)
{
    auto *socket = new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor) || !hasRoomFor(*socket)) {
        socket->abort();
        delete socket;
        return;
    }
    socket->setReadBufferSize(mostHeadBytes + 1);
    Visitor &visitor = m_visitors[socket];
    visitor.socket = socket;
    visitor.deadline = m_time.createTimer([this, socket] { onDeadline(socket); });
    visitor.deadline->startAt(m_time.now() + m_limits.request);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { onReadyRead(socket); });
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QObject::destroyed, this, [this](QObject *gone) { m_visitors.erase(gone); });
}

bool HttpDoor::hasRoomFor(const QTcpSocket &socket) const
{
    std::vector<QHostAddress> present;
    for (const auto &[object, visitor] : m_visitors)
        present.push_back(visitor.socket->peerAddress());
    return admits(m_limits, present, socket.peerAddress());
}

bool HttpDoor::admits(const Limits &limits, const std::vector<QHostAddress> &present,
                      const QHostAddress &newcomer)
{
    if (present.size() >= static_cast<std::size_t>(limits.connections))
        return false;
    return newcomer.isLoopback()
        || std::count(present.begin(), present.end(), newcomer) < limits.perAddress;
}

void HttpDoor::onReadyRead(QTcpSocket *socket)
{
    const auto found = m_visitors.find(socket);
    if (found == m_visitors.end() || found->second.isInside)
        return;
    const HeadVerdict verdict = judgeHead(socket->peek(mostHeadBytes + 1));
    if (verdict.refusal)
        sendAway(found->second, toBytes(*verdict.refusal));
    else if (verdict.isComplete)
        letIn(found->second);
}

void HttpDoor::letIn(Visitor &visitor)
{
    QTcpSocket *const socket = visitor.socket;
    visitor.isInside = true;
    visitor.deadline->startAt(m_time.now() + m_limits.answer);
    addPendingConnection(socket);
    // The bytes are here already: whoever took the socket is told once, answers at once, and never
    // hears of what comes later.
    Q_EMIT socket->readyRead();
    disconnect(socket, &QTcpSocket::readyRead, nullptr, nullptr);
    socket->disconnectFromHost();
}

void HttpDoor::sendAway(Visitor &visitor, const QByteArray &answer)
{
    visitor.isInside = true;
    visitor.deadline->startAt(m_time.now() + m_limits.answer);
    visitor.socket->write(answer);
    visitor.socket->disconnectFromHost();
}

void HttpDoor::onDeadline(QTcpSocket *socket)
{
    Visitor &visitor = m_visitors.at(socket);
    if (visitor.isInside || socket->bytesAvailable() == 0)
        return socket->abort(); // takes no answer, or never asked
    sendAway(
        visitor,
        toBytes(refusal(408,
                        u"The request did not arrive within %1 s."_qs.arg(
                            std::chrono::ceil<std::chrono::seconds>(m_limits.request).count()))));
}

} // namespace Breakwater
